import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { isAbsolute, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { template } from '../config/template.ts';
import { CONFIG_NAMES } from './config-file.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { because } from './output-file.ts';
import { OutputError, UsageError } from './problem.ts';
import { settingsOfScan } from './settings.ts';
import { print } from './terminal.ts';

const [FILE] = CONFIG_NAMES;

/** Writes a configuration that says what can be set, and sets nothing. */
export async function init(root: Command): Promise<ExitCode> {
  const there = CONFIG_NAMES.find((name) => existsSync(name));
  if (there !== undefined) throw isThere(there);
  try {
    await writeFile(FILE, template(settingsOfScan(root), schemaFile()), { flag: 'wx' });
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'EEXIST') throw isThere(FILE);
    throw new OutputError(`${FILE} could not be written: ${because(cause)}.`, { cause });
  }
  await print(
    process.stderr,
    `Wrote ${FILE}. All in it is a comment: take away the # of what you want to set.\n`,
  );
  return EXIT.clear;
}

function isThere(name: string): UsageError {
  return new UsageError(`${name} is there already, and stays as it is. Move it away to have a new one.`);
}

/** The schema for editors, where the package is installed below the working directory: nobody else's path is written. */
function schemaFile(): string | undefined {
  const way = relative('', fileURLToPath(new URL('./config.schema.json', import.meta.url)));
  return way.startsWith('..') || isAbsolute(way) ? undefined : `./${way.replaceAll('\\', '/')}`;
}
