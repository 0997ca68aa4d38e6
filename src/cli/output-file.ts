import { randomUUID } from 'node:crypto';
import { openSync, type Stats } from 'node:fs';
import {
  access,
  constants,
  copyFile,
  type FileHandle,
  open,
  readlink,
  realpath,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { Socket } from 'node:net';
import { basename, dirname, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { largePieces } from '../report/content/large-pieces.ts';
import { OutputError, UsageError } from './problem.ts';

/** A text, whole or piece by piece as it comes. */
export type Text = string | Iterable<string> | AsyncIterable<string>;

/** The pieces of a text, none of them small but the last: a whole one is a single piece, not its characters. */
export function piecesOf(text: Text): Iterable<string> | AsyncIterable<string> {
  return typeof text === 'string' ? [text] : largePieces(text);
}

/** Milliseconds until a pipe is looked at again that nobody reads. */
const ASK_AGAIN = 50;

/** Mode of a file that was not there before: what it tells of an account is its owner's business. */
const PRIVATE = 0o600;

/**
 * Makes sure, before anything is scanned, that a file can be written at the end. One that nobody may write stays as it
 * is, though root could, and though its folder would let it be replaced.
 * @throws UsageError that names the path and what stands in the way.
 */
export async function requireWritable(path: string): Promise<void> {
  try {
    const { target, existing } = await destination(path);
    if (existing?.isDirectory()) throw new Error('it is a folder');
    const folder = dirname(target);
    if (!(await stat(folder)).isDirectory()) throw new Error(`${folder} is not a folder`);
    if (existing !== undefined) {
      if (existing.isFile() && (existing.mode & 0o222) === 0) throw new Error('it is read-only');
      await access(target, constants.W_OK);
    }
    if (isReplaced(existing)) await access(folder, constants.W_OK);
  } catch (cause) {
    throw new UsageError(`${path} cannot be written: ${because(cause)}. Name another file.`, { cause });
  }
}

/**
 * What tells a file apart from all others, whichever way it is spelt and through whichever links, there or not yet.
 * Undefined for what may be written twice, such as /dev/null, and for what cannot be looked at.
 */
export async function identityOf(path: string): Promise<string | undefined> {
  try {
    const { target, existing } = await destination(path);
    if (existing !== undefined) return identityOfFile(existing);
    const folder = identityOfFile(await stat(dirname(target)));
    return folder === undefined ? undefined : `${folder}/${basename(target)}`;
  } catch {
    return undefined;
  }
}

/** The file that would be written, through all links. */
export async function writtenTo(path: string): Promise<string> {
  try {
    const { target } = await destination(path);
    return join(await realpath(dirname(target)), basename(target));
  } catch {
    return resolve(path);
  }
}

/** The same of what is there. */
export function identityOfFile(stats: Stats): string | undefined {
  return stats.isCharacterDevice() ? undefined : `${stats.dev}:${stats.ino}`;
}

/**
 * Writes a file whole or not at all: a reader never sees half of it. A link stays one, and a file that is replaced
 * keeps its permissions; a new one is its owner's alone. Devices and pipes are written to.
 * @throws OutputError that names the path and what stood in the way.
 */
export async function writeWhole(path: string, text: Text): Promise<void> {
  try {
    const { target, existing } = await destination(path);
    if (isReplaced(existing)) await replace(target, text, existing);
    else if (existing?.isFIFO()) await writeToPipe(target, text);
    else await writeFile(target, piecesOf(text));
  } catch (cause) {
    throw new OutputError(`${path} could not be written: ${because(cause)}.`, { cause });
  }
}

function isReplaced(existing: Stats | undefined): boolean {
  return existing === undefined || existing.isFile();
}

/**
 * Waits for a reader, and for as long as it takes to read, without holding up the end of the process, which waits for
 * whatever the system does in its name: https://nodejs.org/api/fs.html#threadpool-usage
 */
async function writeToPipe(target: string, text: Text): Promise<void> {
  const pipe = new Socket({ fd: await openPipe(target), readable: false, writable: true });
  await pipeline(piecesOf(text), pipe);
}

/** The number of an open file, which is closed by whoever writes to it. */
async function openPipe(target: string): Promise<number> {
  for (;;) {
    try {
      return openSync(target, constants.O_WRONLY | constants.O_NONBLOCK);
    } catch (error) {
      // Nobody has opened the other end yet.
      if (!(error instanceof Error && 'code' in error && error.code === 'ENXIO')) throw error;
      await sleep(ASK_AGAIN);
    }
  }
}

async function replace(target: string, text: Text, existing: Stats | undefined): Promise<void> {
  const unfinished = join(dirname(target), `.postern-${randomUUID()}`);
  try {
    const file = await open(unfinished, 'wx', PRIVATE);
    try {
      await writeFile(file, piecesOf(text));
      await likeBefore(file, existing);
    } finally {
      await file.close();
    }
    await moveTo(target, unfinished);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

/** Some file systems have neither owners nor modes: there the file is as all are, and no less written. */
async function likeBefore(file: FileHandle, existing: Stats | undefined): Promise<void> {
  if (existing !== undefined) await file.chown(existing.uid, existing.gid).catch(() => {});
  await file.chmod(existing === undefined ? PRIVATE : existing.mode & 0o7777).catch(() => {});
}

async function moveTo(target: string, unfinished: string): Promise<void> {
  try {
    await rename(unfinished, target);
  } catch (error) {
    // A file that is mounted by itself, as containers do, has no name that could be taken over.
    if (!(error instanceof Error && 'code' in error && error.code === 'EBUSY')) throw error;
    await copyFile(unfinished, target);
    await rm(unfinished);
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
export function because(error: unknown): string {
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
    case 'EFBIG':
      return 'it would be larger than files may be here';
    case 'EIO':
      return 'the device does not answer';
    case 'ENOTDIR':
      return 'a part of its path is not a folder';
    default:
      return error instanceof Error ? error.message : String(error);
  }
}
