import { CredentialsError, UnknownProfileError } from '../accounts/credentials.ts';
import { SettingError } from '../accounts/network-settings.ts';
import { UnknownRegionError } from '../accounts/regions.ts';
import { ReadError } from '../aws/read-error.ts';
import { TapeError } from '../aws/tape.ts';
import { ConfigError } from '../config/config-error.ts';
import { visible, visibleLines } from '../report/content/escape.ts';
import { EXIT, type ExitCode } from './exit-code.ts';

/** Something the user asked for that cannot be done. The message is one sentence that says what to do. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  /** Key of the setting that asks for it, where it is one, such as `service`. */
  readonly setting: string | undefined;

  constructor(message: string, { setting, ...options }: ErrorOptions & { readonly setting?: string } = {}) {
    super(message, options);
    this.setting = setting;
  }
}

/** @throws whatever the work does, a UsageError of it as one that is about the setting */
export async function aboutSetting<T>(setting: string, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new UsageError(error.message, { cause: error, setting });
  }
}

/**
 * @param places where settings that are none of the command line stand, such as `postern.config.yaml:3: service`
 * @throws whatever the work does, with the place where a setting is refused
 */
export async function withPlaces<T>(places: ReadonlyMap<string, string>, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const place = places.get(settingOf(error) ?? '');
    if (place === undefined || !(error instanceof Error)) throw error;
    throw new UsageError(`${place}: ${error.message}`, { cause: error });
  }
}

function settingOf(error: unknown): string | undefined {
  if (error instanceof UsageError) return error.setting;
  if (error instanceof UnknownProfileError) return 'profile';
  return error instanceof UnknownRegionError && error.isAsked ? 'region' : undefined;
}

/** A result that could not be delivered, after all that was done to get it. */
export class OutputError extends Error {
  override readonly name = 'OutputError';
}

/** What to tell the user of an error, and the exit code it ends with. */
export interface Problem {
  readonly message: string;
  readonly exitCode: ExitCode;
}

export function problemOf(error: unknown): Problem {
  if (
    error instanceof UsageError ||
    error instanceof ConfigError ||
    error instanceof SettingError ||
    error instanceof UnknownRegionError ||
    error instanceof UnknownProfileError
  ) {
    return { message: error.message, exitCode: EXIT.usage };
  }
  if (error instanceof TapeError)
    return { message: `The tape cannot be replayed: ${error.message}.`, exitCode: EXIT.usage };
  if (error instanceof Error && 'syscall' in error && error.syscall === 'uv_cwd')
    return {
      message: 'The working directory cannot be found, as when somebody deleted it. Change to another one.',
      exitCode: EXIT.usage,
    };
  if (error instanceof CredentialsError || error instanceof OutputError)
    return { message: error.message, exitCode: EXIT.incomplete };
  if (error instanceof ReadError) {
    return { message: `AWS could not be asked who you are: ${error.message}.`, exitCode: EXIT.incomplete };
  }
  const message = error instanceof Error ? error.message : String(error);
  return {
    message: `Postern stopped with an error of its own: ${message}. Run again with --debug and report what it prints.`,
    exitCode: EXIT.incomplete,
  };
}

/**
 * The line that tells of an error, of a configuration a line for all that is wrong in it, with its stack and the causes
 * behind it where somebody wants to debug. What others wrote in it is shown and not obeyed: messages of AWS, names of
 * files and profiles, and what the user typed, which a script may have taken from anywhere.
 */
export function problemText(error: unknown, debug: boolean): string {
  const debugging = debug ? `${visibleLines(debugText(error))}\n` : '';
  const sentences = error instanceof ConfigError ? error.sentences : [problemOf(error).message];
  return `${sentences.map((sentence) => `postern: ${visible(sentence)}\n`).join('')}${debugging}`;
}

/** The error with its stack and the causes behind it. */
function debugText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const own = error.stack ?? error.message;
  return error.cause === undefined ? own : `${own}\ncaused by ${debugText(error.cause)}`;
}
