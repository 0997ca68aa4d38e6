import { execFileSync } from 'node:child_process';
import {
  chmod,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { requireWritable, writeWhole } from '../../src/cli/output-file.ts';
import { OutputError, UsageError } from '../../src/cli/problem.ts';

let folder: string;
const at = (...names: string[]) => join(folder, ...names);
/** No permission stops root. */
const asRoot = process.getuid?.() === 0;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'postern-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('a file that is written', () => {
  it('is whole, and nothing else is left', async () => {
    await writeWhole(at('report.json'), '{}');
    expect(await readFile(at('report.json'), 'utf8')).toBe('{}');
    expect(await readdir(folder)).toEqual(['report.json']);
  });

  it('takes the place of another, and keeps its permissions', async () => {
    await writeFile(at('report.json'), 'a longer old text');
    await chmod(at('report.json'), 0o600);
    await writeWhole(at('report.json'), 'new');
    expect(await readFile(at('report.json'), 'utf8')).toBe('new');
    expect((await stat(at('report.json'))).mode & 0o777).toBe(0o600);
  });

  it('is never seen by halves, though many write and read it', async () => {
    const texts = Array.from({ length: 8 }, (_, n) => `${n}`.repeat(200_000));
    await writeWhole(at('report.json'), texts[0] ?? '');
    const reads = Array.from({ length: 40 }, () => readFile(at('report.json'), 'utf8'));
    await Promise.all(texts.map((text) => writeWhole(at('report.json'), text)));
    for (const text of await Promise.all(reads)) expect(texts.includes(text)).toBe(true);
    expect(await readdir(folder)).toEqual(['report.json']);
  });

  it.each([
    ['there', true],
    ['not there yet', false],
  ])('leaves a link a link to what is %s', async (_what, exists) => {
    await mkdir(at('data'));
    if (exists) await writeFile(at('data', 'real.json'), 'old');
    await symlink('data/real.json', at('link.json'));
    await requireWritable(at('link.json'));
    await writeWhole(at('link.json'), 'new');
    expect((await lstat(at('link.json'))).isSymbolicLink()).toBe(true);
    expect(await readFile(at('data', 'real.json'), 'utf8')).toBe('new');
  });

  it('goes into a pipe that is there', async () => {
    execFileSync('mkfifo', [at('pipe')]);
    await requireWritable(at('pipe'));
    const [text] = await Promise.all([readFile(at('pipe'), 'utf8'), writeWhole(at('pipe'), 'report')]);
    expect(text).toBe('report');
    expect((await lstat(at('pipe'))).isFIFO()).toBe(true);
  });

  it('goes into a pipe whose reader comes late', async () => {
    execFileSync('mkfifo', [at('pipe')]);
    const writing = writeWhole(at('pipe'), 'x'.repeat(200_000));
    await new Promise((resolve) => setTimeout(resolve, 80));
    expect(await readFile(at('pipe'), 'utf8')).toHaveLength(200_000);
    await writing;
  });

  it.each([
    ['at hand', ['{', '}']],
    [
      'that come later',
      (async function* () {
        yield '{';
        yield '}';
      })(),
    ],
  ])('is written piece by piece, of pieces %s', async (_what, pieces) => {
    await writeWhole(at('report.json'), pieces);
    expect(await readFile(at('report.json'), 'utf8')).toBe('{}');
  });

  it('is not there when a piece fails, and what was there stays', async () => {
    await writeFile(at('report.json'), 'old');
    const failing = (async function* () {
      yield 'new';
      throw new Error('no more');
    })();
    await expect(writeWhole(at('report.json'), failing)).rejects.toThrow(OutputError);
    expect(await readFile(at('report.json'), 'utf8')).toBe('old');
    expect(await readdir(folder)).toEqual(['report.json']);
  });

  it('may have a name as long as names may be', async () => {
    const name = `${'x'.repeat(250)}.json`;
    await writeWhole(at(name), '{}');
    expect(await readdir(folder)).toEqual([name]);
  });
});

describe('a path that cannot be written', () => {
  const words = [
    ['missing/report.json', 'its folder does not exist'],
    ['folder', 'it is a folder'],
    ['file/report.json', 'a part of its path is not a folder'],
    [`${'x'.repeat(256)}.json`, 'its name is too long'],
    ['loop', expect.stringContaining('ELOOP')],
  ] as const;

  beforeEach(async () => {
    await mkdir(at('folder'));
    await writeFile(at('file'), '');
    await symlink('loop', at('loop'));
  });

  it.each(words)('is told before the scan: %s', async (name, why) => {
    const error = await requireWritable(at(name)).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(UsageError);
    expect(error).toHaveProperty(
      'message',
      typeof why === 'string' ? `${at(name)} cannot be written: ${why}. Name another file.` : why,
    );
  });

  it.each(words)('is told when it became so during the scan, and nothing is left: %s', async (name) => {
    await expect(writeWhole(at(name), '{}')).rejects.toThrow(OutputError);
    expect((await readdir(folder)).toSorted()).toEqual(['file', 'folder', 'loop']);
  });

  it.skipIf(asRoot)('for want of permission is told', async () => {
    await chmod(at('folder'), 0o500);
    await expect(requireWritable(at('folder', 'report.json'))).rejects.toThrow(
      'permission denied. Name another file.',
    );
  });
});
