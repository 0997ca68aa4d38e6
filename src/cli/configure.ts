import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { Command } from 'commander';
import { rules } from '../../rules/index.ts';
import { type Config, NO_CONFIG, parseConfig } from '../config/config.ts';
import { ConfigError, type Problem } from '../config/config-error.ts';
import { ruleProblems } from '../config/rule-settings.ts';
import { parsed } from '../config/setting.ts';
import { nearest } from '../config/wording.ts';
import { visible } from '../report/content/escape.ts';
import { type FoundConfig, readConfig } from './config-file.ts';
import { writtenTo } from './output-file.ts';
import { UsageError } from './problem.ts';
import { FILES, NAMES_OR_FILES, OF_ONE_RUN, type OptionSetting } from './settings.ts';
import { say } from './terminal.ts';

/** What the variables of Postern begin with. */
const PREFIX = 'POSTERN_';

/** The configuration, and the path of its file where there is one. */
interface Configured {
  readonly configuration: Config;
  readonly config?: string;
  /** Where a setting stands that is none of the command line, such as `postern.config.yaml:3: service`, by its key. */
  readonly places: ReadonlyMap<string, string>;
}

/**
 * The options of a command: those of the command line before those of the environment, and these before those of the
 * configuration.
 * @param settings all that a configuration holds.
 * @param taken keys of those that the command takes from there.
 * @throws ConfigError that tells all that is wrong in the configuration, or UsageError for a variable.
 */
export async function configure<Options extends object>(
  command: Command,
  settings: readonly OptionSetting[],
  taken: readonly string[] = settings.map(({ key }) => key),
): Promise<Options & Configured> {
  requireVariables(settings);
  const named = command.opts<{ config?: string }>().config ?? variable('POSTERN_CONFIG');
  const file = await readConfig(named);
  const configuration = file === undefined ? NO_CONFIG : await configurationOf(file, settings);
  if (file !== undefined && !file.named && resolve(file.folder) !== process.cwd())
    await say(`postern: The configuration is ${visible(file.name)}.\n`, { free: false });

  const places = new Map<string, string>();
  for (const setting of settings) {
    const { attribute, key } = setting;
    if (!taken.includes(key) || command.getOptionValueSource(attribute) === 'cli') continue;
    const fromVariable = valueOfVariable(setting);
    const fromFile = configuration.settings.get(key);
    if (fromVariable !== undefined) {
      command.setOptionValueWithSource(attribute, fromVariable, 'env');
      places.set(key, setting.variable);
    } else if (fromFile !== undefined && file !== undefined) {
      command.setOptionValueWithSource(attribute, fromFolder(key, fromFile.value, file.folder), 'config');
      places.set(key, `${file.name}:${fromFile.line}: ${key}`);
    }
  }
  return {
    ...command.opts<Options>(),
    configuration,
    places,
    ...(file === undefined ? {} : { config: file.name }),
  };
}

async function configurationOf(file: FoundConfig, settings: readonly OptionSetting[]): Promise<Config> {
  const { config, problems } = parseConfig(file, settings);
  const all = [...problems, ...(file.named ? [] : await strayOutputs(config, file))];
  if (all.length === 0) return config;
  // Rules of others are known when they are loaded; without them all that is wrong is told at once.
  const ofRules = config.settings.has('rulesFrom') ? [] : ruleProblems(config, rules);
  throw ConfigError.inFile(file.name, [...all, ...ofRules]);
}

/** Whoever checks out a repository does not expect a scan in it to write over files elsewhere. */
async function strayOutputs(
  { settings }: Config,
  { folder, name }: FoundConfig,
): Promise<readonly Problem[]> {
  const output = settings.get('output');
  if (output === undefined) return [];
  const home = await writtenTo(join(folder, 'a file'));
  const problems = textsOf(output.value).map(async (text): Promise<readonly Problem[]> => {
    const way = relative(join(home, '..'), await writtenTo(resolve(folder, text)));
    if (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)) return [];
    const sentence = `output: ${text} is outside of the folder of a configuration that was merely found. Name the file with --config ${name}, or use the command line.`;
    return [{ line: output.line, sentence }];
  });
  return (await Promise.all(problems)).flat();
}

/** Files are called from the folder of the configuration. */
function fromFolder(key: string, value: unknown, folder: string): unknown {
  const mayBeName = NAMES_OR_FILES.includes(key);
  if (!mayBeName && !FILES.includes(key)) return value;
  const path = (text: string) => {
    if (isAbsolute(text)) return text;
    const fromHere = relative('', join(folder, text)) || '.';
    if (!mayBeName) return fromHere;
    return /^\.{1,2}([/\\]|$)|\.(json|ya?ml)$/i.test(text) ? `.${sep}${fromHere}` : text;
  };
  return Array.isArray(value) ? textsOf(value).map(path) : textsOf(value).map(path)[0];
}

function textsOf(value: unknown): readonly string[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.filter((each) => typeof each === 'string');
}

function valueOfVariable(setting: OptionSetting): unknown {
  const text = variable(setting.variable);
  if (text === undefined) return undefined;
  if (setting.kind === 'flag') {
    if (text === 'true' || text === '1') return true;
    if (text === 'false' || text === '0') return false;
    throw new UsageError(`${setting.variable} is "${text}". It must be true or false.`);
  }
  try {
    return parsed(setting, [text]);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new UsageError(`${setting.variable} is "${text}". ${why}`, { cause });
  }
}

/**
 * Variables with the name of Postern may be anybody's, but for one that is meant to set an option and does not.
 * @throws UsageError
 */
function requireVariables(settings: readonly OptionSetting[]): void {
  const names = [...settings.map((setting) => setting.variable), 'POSTERN_CONFIG'];
  for (const name of Object.keys(process.env)) {
    if (!name.startsWith(PREFIX) || names.includes(name)) continue;
    const bare = name.slice(PREFIX.length);
    if (OF_ONE_RUN.includes(bare.toLowerCase()))
      throw new UsageError(
        `${name} sets nothing: --${bare.toLowerCase()} is of one run, and stands on the command line.`,
      );
    const suggestion = nearest(
      bare,
      names.map((known) => known.slice(PREFIX.length)),
    );
    if (suggestion !== undefined)
      throw new UsageError(`${name} is no variable of Postern. Did you mean ${PREFIX}${suggestion}?`);
  }
}

/** @throws UsageError for one that is empty: a script that fills it with nothing must not change what is judged. */
function variable(name: string): string | undefined {
  const text = process.env[name];
  if (text === '') throw new UsageError(`${name} is empty. Give it a value, or unset it.`);
  return text;
}
