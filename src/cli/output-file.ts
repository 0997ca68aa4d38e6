import { randomUUID } from 'node:crypto';
import type { Stats } from 'node:fs';
import { access, chmod, constants, readlink, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { OutputError, UsageError } from './problem.ts';

/**
 * Makes sure, before anything is scanned, that a file can be written at the end.
 * @throws UsageError that names the path and what stands in the way.
 */
export async function requireWritable(path: string): Promise<void> {
  try {
    const { target, existing } = await destination(path);
    if (existing?.isDirectory()) throw new Error('it is a folder');
    const folder = dirname(target);
    if (!(await stat(folder)).isDirectory()) throw new Error(`${folder} is not a folder`);
    await access(isReplaced(existing) ? folder : target, constants.W_OK);
  } catch (cause) {
    throw new UsageError(`${path} cannot be written: ${because(cause)}. Name another file.`, { cause });
  }
}

/**
 * Writes a file whole or not at all: a reader never sees half of it. A link stays one, and a file that is replaced
 * keeps its permissions; devices and pipes are written to.
 * @throws OutputError that names the path and what stood in the way.
 */
export async function writeWhole(path: string, text: string | AsyncIterable<string>): Promise<void> {
  try {
    const { target, existing } = await destination(path);
    if (isReplaced(existing)) await replace(target, text, existing?.mode);
    else await writeFile(target, text);
  } catch (cause) {
    throw new OutputError(`${path} could not be written: ${because(cause)}.`, { cause });
  }
}

function isReplaced(existing: Stats | undefined): boolean {
  return existing === undefined || existing.isFile();
}

async function replace(
  target: string,
  text: string | AsyncIterable<string>,
  mode: number | undefined,
): Promise<void> {
  const unfinished = join(dirname(target), `.postern-${randomUUID()}`);
  try {
    await writeFile(unfinished, text, { flag: 'wx' });
    if (mode !== undefined) await chmod(unfinished, mode);
    await rename(unfinished, target);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

/** Where a path leads, through links, and what is there. A device or a pipe has no path but its own. */
async function destination(path: string): Promise<{ target: string; existing: Stats | undefined }> {
  try {
    const existing = await stat(path);
    return { target: existing.isFile() ? await realpath(path) : resolve(path), existing };
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    const next = await readlink(path).catch(() => undefined);
    return next === undefined
      ? { target: resolve(path), existing: undefined }
      : destination(resolve(dirname(path), next));
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
    case 'EISDIR':
      return 'it is a folder';
    case 'ENAMETOOLONG':
      return 'its name is too long';
    case 'ENOSPC':
    case 'EDQUOT':
      return 'the disk is full';
    case 'ENOTDIR':
      return 'a part of its path is not a folder';
    default:
      return error instanceof Error ? error.message : String(error);
  }
}
