import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
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
  return {
    name: named ?? relative('', path),
    text: await textOf(path),
    named: named !== undefined,
    folder: dirname(resolve(path)),
  };
}

async function find(folder: string): Promise<string | undefined> {
  for (let at = folder; ; at = dirname(at)) {
    const there: string[] = [];
    for (const name of CONFIG_NAMES) if (await isFile(join(at, name))) there.push(name);
    const [first, second] = there;
    if (second !== undefined)
      throw new ConfigError(
        `${at} has two configurations, ${there.join(' and ')}. Keep one, or name one with --config.`,
      );
    if (first !== undefined) return join(at, first);
    if (dirname(at) === at) return undefined;
  }
}

async function isFile(path: string): Promise<boolean> {
  // In a folder above that nobody may look into there is none to find.
  return stat(path).then(
    (stats) => stats.isFile(),
    () => false,
  );
}

async function textOf(path: string): Promise<string> {
  let text = '';
  try {
    for await (const piece of createReadStream(path, 'utf8')) {
      text += piece;
      if (text.length > LONGEST) break;
    }
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    const why =
      code === 'ENOENT' ? 'does not exist' : `cannot be read${code === 'EISDIR' ? ': it is a folder' : ''}`;
    throw new ConfigError(`The configuration ${path} ${why}.`, { cause });
  }
  if (text.length > LONGEST)
    throw new ConfigError(`The configuration ${path} has more than a million characters, and cannot be one.`);
  return text;
}
