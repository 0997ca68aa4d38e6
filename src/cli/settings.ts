import type { Command, Option } from 'commander';
import type { Setting } from '../config/setting.ts';

/**
 * Options that are of one run, and no setting: which file is read, what is done instead of a scan, where the answers of
 * AWS come from and whether they are kept. One of these in a file would have every scan do nothing, or judge the same
 * tape for ever.
 */
export const OF_ONE_RUN: readonly string[] = ['config', 'debug', 'demo', 'plan', 'record', 'replay'];

/** What chooses rules, whatever is done with them. */
export const RULE_FILTERS: readonly string[] = ['rule', 'excludeRule', 'service', 'framework', 'rulesFrom'];

/** What leads to other code, other credentials or other people. */
const NAMED_ONLY: readonly string[] = ['notify', 'profile', 'rulesFrom'];

/** What files are called by: in a configuration, from its folder. */
export const FILES: readonly string[] = ['baseline', 'output'];
/** What may be a name or a file: one that begins with a dot, as in an import, is a file, and one that ends as data does. */
export const NAMES_OR_FILES: readonly string[] = ['framework', 'rulesFrom'];

/** An option of a command, as a setting. */
export interface OptionSetting extends Setting {
  /** What commander calls it. */
  readonly attribute: string;
  /** The variable of the environment, such as `POSTERN_FAIL_ON`. */
  readonly variable: string;
}

/** The settings of a scan, which are those of a configuration. */
export function settingsOfScan(root: Command): readonly OptionSetting[] {
  const scan = root.commands.find((command) => command.name() === 'scan');
  if (scan === undefined) throw new Error('there is no scan to configure');
  return settingsOf(scan);
}

/** Every option of a command that can be set in a configuration or the environment. */
export function settingsOf(command: Command): readonly OptionSetting[] {
  return command.options
    .filter((option) => !option.negate && !OF_ONE_RUN.includes(option.attributeName()))
    .map((option): OptionSetting => {
      const attribute = option.attributeName();
      const { defaultValue, defaultValueDescription, argChoices, parseArg } = option;
      return {
        key: attribute,
        attribute,
        variable: variableOf(option),
        description: option.description,
        kind: kindOf(option),
        choices: argChoices,
        placeholder: /[<[].*$/.exec(option.flags)?.[0] ?? '',
        default: defaultValueDescription ?? plainDefault(defaultValue),
        namedOnly: NAMED_ONLY.includes(attribute),
        parse: (text, before) => (parseArg === undefined ? text : parseArg(text, before)),
      };
    });
}

/** `POSTERN_FAIL_ON` for `--fail-on`. */
function variableOf(option: Option): string {
  return `POSTERN_${option.name().toUpperCase().replaceAll('-', '_')}`;
}

function kindOf(option: Option): Setting['kind'] {
  if (option.isBoolean()) return 'flag';
  if (option.variadic || Array.isArray(option.defaultValue)) return 'list';
  return typeof option.defaultValue === 'number' ? 'number' : 'text';
}

function plainDefault(value: unknown): string | number | undefined {
  return typeof value === 'string' || typeof value === 'number' ? value : undefined;
}
