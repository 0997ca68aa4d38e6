import { randomUUID } from 'node:crypto';
import { access, constants, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { UsageError } from './problem.ts';

/**
 * Makes sure, before anything is scanned, that a file can be written at the end.
 * @throws UsageError that names the path and what stands in the way.
 */
export async function requireWritable(path: string): Promise<void> {
  const folder = dirname(resolve(path));
  try {
    if (!(await stat(folder)).isDirectory()) throw new Error(`${folder} is not a folder`);
    await access(folder, constants.W_OK);
    const existing = await stat(path).catch(() => undefined);
    if (existing?.isDirectory()) throw new Error('it is a folder');
  } catch (cause) {
    throw new UsageError(`${path} cannot be written: ${because(cause)}. Name another file.`, { cause });
  }
}

/** Writes a file whole or not at all: a reader never sees half of it. */
export async function writeWhole(path: string, text: string): Promise<void> {
  const unfinished = join(dirname(resolve(path)), `.${basename(path)}.${randomUUID()}`);
  try {
    await writeFile(unfinished, text, { flag: 'wx' });
    await rename(unfinished, path);
  } catch (cause) {
    await rm(unfinished, { force: true });
    throw new UsageError(`${path} could not be written: ${because(cause)}.`, { cause });
  }
}

/** System errors in words. */
function because(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'ENOENT':
      return 'its folder does not exist';
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return 'permission denied';
    case 'ENOSPC':
      return 'the disk is full';
    case 'ENOTDIR':
      return 'a part of its path is not a folder';
    default:
      return error instanceof Error ? error.message : String(error);
  }
}
