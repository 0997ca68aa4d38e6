import { readFile } from 'node:fs/promises';
import { type Config, parseConfig } from '../config/config.ts';
import { ConfigError } from '../config/config-error.ts';

/** Read from the working directory when no other file is named. */
export const DEFAULT_FILE = 'postern.json';

/**
 * The configuration of the user; an empty one when no file is named and none is there.
 * @throws ConfigError
 */
export async function readConfig(path: string | undefined): Promise<Config> {
  try {
    return parseConfig(await readFile(path ?? DEFAULT_FILE, 'utf8'), path ?? DEFAULT_FILE);
  } catch (cause) {
    if (cause instanceof ConfigError) throw cause;
    const missing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    if (missing && path === undefined) return { rules: {} };
    throw new ConfigError(
      `The configuration ${path ?? DEFAULT_FILE} ${missing ? 'does not exist' : 'cannot be read'}.`,
      { cause },
    );
  }
}
