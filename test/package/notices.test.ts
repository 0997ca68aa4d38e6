import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { packageFolders, thirdPartyNotices } from '../../.scripts/notices.js';

let modules: string;

beforeEach(async () => {
  modules = join(await mkdtemp(join(tmpdir(), 'postern-notices-')), 'node_modules');
});

afterEach(() => rm(join(modules, '..'), { recursive: true }));

/** A package as npm lays it out; returns its folder. */
async function packageOf(name: string, license: string | undefined, files: Record<string, string> = {}) {
  const folder = join(modules, name);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), JSON.stringify({ name, version: '1.2.3', license }));
  for (const [file, text] of Object.entries(files)) await writeFile(join(folder, file), text);
  return folder;
}

describe('packageFolders', () => {
  it('finds the innermost package of each file, scoped or nested', () => {
    const files = [
      'src/cli/main.ts',
      'node_modules/chalk/source/index.js',
      'node_modules/chalk/source/vendor/ansi-styles/index.js',
      'node_modules/@smithy/core/dist-es/index.js',
      'node_modules/a/node_modules/@b/c/index.js',
      'node_modules/.cache/declarations/src/rule/rule.d.ts',
    ];
    expect(packageFolders(files)).toEqual([
      'node_modules/@smithy/core',
      'node_modules/a/node_modules/@b/c',
      'node_modules/chalk',
    ]);
  });
});

describe('thirdPartyNotices', () => {
  it('gives each distinct text once, whatever its line ends, under all packages that carry it', async () => {
    const notices = await thirdPartyNotices([
      await packageOf('one', 'MIT', { LICENSE: 'Copyright A\nPermission is granted\n' }),
      await packageOf('two', '(MIT OR GPL-3.0)', {
        'license.md': '\r\nCopyright A\r\nPermission is granted',
      }),
      await packageOf('@of/three', 'ISC', { 'LICENCE.txt': 'Copyright B' }),
    ]);
    expect(notices.match(/Permission is granted/g)).toHaveLength(1);
    expect(notices).toMatch(/=\none 1\.2\.3 \(MIT\)\ntwo 1\.2\.3 \(\(MIT OR GPL-3\.0\)\)\n=+\n\nCopyright A/);
    expect(notices).toMatch(/=\n@of\/three 1\.2\.3 \(ISC\)\n=+\n\nCopyright B/);
  });

  it('carries the NOTICE of a package beside its licence', async () => {
    const files = { LICENSE: 'Apache License', NOTICE: 'This product includes software of C.' };
    const notices = await thirdPartyNotices([await packageOf('one', 'Apache-2.0', files)]);
    expect(notices).toContain('Apache License');
    expect(notices).toMatch(/one 1\.2\.3 \(Apache-2\.0\)\n=+\n\nThis product includes software of C\./);
  });

  it('gives the text of Apache-2.0 for a package that is under it and brings none', async () => {
    const notices = await thirdPartyNotices([await packageOf('one', 'Apache-2.0')]);
    expect(notices).toContain((await readFile('LICENSE', 'utf8')).trim());
  });

  it.each<[string, string | undefined, Record<string, string>, RegExp]>([
    [
      'a licence that is not allowed',
      'AGPL-3.0-only',
      { LICENSE: 'x' },
      /holds one 1\.2\.3, which is under AGPL-3\.0-only/,
    ],
    ['one that needs two licences', 'MIT AND GPL-3.0', { LICENSE: 'x' }, /under MIT AND GPL-3\.0/],
    ['no licence', undefined, { LICENSE: 'x' }, /under no licence/],
    [
      'no text of a licence that names its holder',
      'MIT',
      {},
      /has no file with the text of its licence \(MIT\)/,
    ],
  ])('stops the build at %s, and says so of every package', async (_case, license, files, sentence) => {
    const folders = [await packageOf('one', license, files), await packageOf('two', license, files)];
    const told = thirdPartyNotices(folders);
    await expect(told).rejects.toThrow(sentence);
    await expect(told).rejects.toThrow(/ two 1\.2\.3/);
  });
});
