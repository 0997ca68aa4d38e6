import { createReadStream } from 'node:fs';
import { lstat } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import type { ConfigFile } from '../config/config.ts';
import { ConfigError } from '../config/config-error.ts';

/** What a configuration is called where none is named. */
export const CONFIG_NAMES = ['postern.config.yaml', 'postern.config.yml', 'postern.config.json'] as const;
/** The one of these that a report could be written to. */
export const JSON_CONFIG = 'postern.config.json';

/** Longer than any configuration is, in characters. */
const LONGEST = 1_000_000;

/** A configuration, not yet read by what it says, and the folder that its files are called from. */
export interface FoundConfig extends ConfigFile {
  readonly folder: string;
}

/**
 * The configuration that the user named, or else the nearest one from the working directory upwards.
 * @throws ConfigError when it cannot be read, or when two in one folder could be meant.
 */
export async function readConfig(named: string | undefined): Promise<FoundConfig | undefined> {
  const path = named ?? (await find(process.cwd()));
  if (path === undefined) return undefined;
  const name = named ?? relative('', path);
  return {
    name,
    text: await textOf(path, name),
    named: named !== undefined,
    folder: dirname(resolve(path)),
  };
}

async function find(folder: string): Promise<string | undefined> {
  for (let at = folder; ; at = dirname(at)) {
    const there: string[] = [];
    for (const name of CONFIG_NAMES) if (await isThere(join(at, name))) there.push(name);
    const [first, second] = there;
    if (second !== undefined)
      throw new ConfigError(
        `${at} has two configurations, ${there.join(' and ')}. Keep one, or name one with --config.`,
      );
    if (first !== undefined) return join(at, first);
    if (dirname(at) === at) return undefined;
  }
}

/** A link to nothing, or the folder that Docker makes where a file to mount is missing, is meant to be one as well. */
async function isThere(path: string): Promise<boolean> {
  // In a folder above that nobody may look into there is none to find.
  return lstat(path).then(
    (stats) => stats.isFile() || stats.isDirectory() || stats.isSymbolicLink(),
    () => false,
  );
}

async function textOf(path: string, name: string): Promise<string> {
  let text = '';
  try {
    for await (const piece of createReadStream(path, 'utf8')) {
      text += piece;
      if (text.length > LONGEST) break;
    }
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    throw new ConfigError(`The configuration ${name} ${await whyNot(path, code)}.`, { cause });
  }
  if (text.length > LONGEST)
    throw new ConfigError(`The configuration ${name} has more than a million characters, and cannot be one.`);
  return text;
}

async function whyNot(path: string, code: unknown): Promise<string> {
  if (code === 'EISDIR') return 'cannot be read: it is a folder';
  if (code !== 'ENOENT') return 'cannot be read';
  const isLink = await lstat(path).then(
    (stats) => stats.isSymbolicLink(),
    () => false,
  );
  return `does not exist${isLink ? ': it is a link to nothing' : ''}`;
}
