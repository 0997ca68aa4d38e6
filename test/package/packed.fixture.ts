import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';

const run = promisify(execFile);

/** Packs the package as it is built into a folder. @returns the path of the tarball */
export async function packInto(folder: string): Promise<string> {
  if (!existsSync('dist/metafile.json')) throw new Error('there is no dist/: run `npm run build` first');
  const { stdout } = await run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder]);
  const [tarball] = z.array(z.object({ filename: z.string() })).parse(JSON.parse(stdout));
  return join(folder, tarball?.filename ?? '');
}

/** Unpacks a tarball into the node_modules of a folder, as npm would. @returns where the package lies */
export async function unpackInto(folder: string, tarball: string): Promise<string> {
  const installed = join(folder, 'node_modules/postern');
  await mkdir(installed, { recursive: true });
  await run('tar', ['-xzf', tarball, '--strip-components=1', '-C', installed]);
  return installed;
}
