import { spawnSync } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { z } from 'zod';

const linted = z.object({
  diagnostics: z.array(
    z.object({ message: z.string(), category: z.string(), location: z.object({ path: z.string() }) }),
  ),
});

it('only src/cli touches the process, which every module could without an import', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'postern-process-'));
  try {
    await copyFile('.biome.json', join(folder, '.biome.json'));
    for (const path of ['src/engine/scan.ts', 'rules/iam/root.ts', 'src/cli/scan.ts']) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), 'export const settings = process.env;\n');
    }
    const words = ['lint', '--vcs-enabled=false', '--reporter=json', '.'];
    const biome = resolve('node_modules/@biomejs/biome/bin/biome');
    const { stdout } = spawnSync(process.execPath, [biome, ...words], { cwd: folder, encoding: 'utf8' });
    const { diagnostics } = linted.parse(JSON.parse(stdout));
    expect(diagnostics.map(({ location, category }) => `${location.path} ${category}`).sort()).toEqual([
      'rules/iam/root.ts lint/style/noRestrictedGlobals',
      'src/engine/scan.ts lint/style/noRestrictedGlobals',
    ]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
