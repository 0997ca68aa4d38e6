import type { Problem } from './config-error.ts';
import { type Located, located, shown } from './located.ts';
import { parsed, type Setting } from './setting.ts';
import { type ConfiguredSuppression, suppressionsIn } from './suppression.ts';
import { meant, quoted, shortened } from './wording.ts';

/** What a configuration file says. */
export interface Config {
  /** How the user knows the file, for messages. */
  readonly name: string;
  /** Options of the command line, by key, as the command line takes them. */
  readonly settings: ReadonlyMap<string, { readonly line: number; readonly value: unknown }>;
  /** What is set of rules, by their ids; `requireRules` says whether that can be. */
  readonly rules: ReadonlyMap<string, Located>;
  readonly suppressions: readonly ConfiguredSuppression[];
}

/** That of who has none. */
export const NO_CONFIG: Config = {
  name: 'no configuration',
  settings: new Map(),
  rules: new Map(),
  suppressions: [],
};

export interface ConfigFile {
  /** How the user knows the file, for messages. */
  readonly name: string;
  readonly text: string;
  /** Somebody named it, as with `--config`; otherwise it was merely found. */
  readonly named: boolean;
}

/** Reads the text of a configuration file, and tells all that is wrong in it but what it says of rules. */
export function parseConfig(
  { name, text, named }: ConfigFile,
  settings: readonly Setting[],
): { readonly config: Config; readonly problems: readonly Problem[] } {
  const { value, problems: broken } = located(text.replace(/^\uFEFF/, ''), {
    json: name.toLowerCase().endsWith('.json'),
  });
  const problems = [...broken];
  const problem = (line: number, sentence: string) => problems.push({ line, sentence });
  const empty = { ...NO_CONFIG, name };
  // Of a file with comments alone, YAML says that it is nothing.
  if (value === undefined || (value.kind === 'scalar' && value.value === null))
    return { config: empty, problems };
  if (value.kind !== 'map') {
    problem(value.line, `A configuration is a map of keys and values, and this is ${shown(value)}.`);
    return { config: empty, problems };
  }
  const given = new Map<string, { line: number; value: unknown }>();
  const known = [...settings.map(({ key }) => key), 'rules', 'suppressions'];
  let rules: Config['rules'] = new Map();
  for (const [key, inner] of value.entries) {
    const { line } = inner;
    const setting = settings.find((each) => each.key === key);
    if (setting !== undefined) {
      if (setting.namedOnly && !named)
        problem(
          line,
          `${key} may not stand in a configuration that was merely found: it leads to other code, credentials or people. Name the file with --config ${name}, or use the command line.`,
        );
      else
        try {
          given.set(key, { line, value: settingIn(setting, inner) });
        } catch (error) {
          problem(line, error instanceof Error ? error.message : String(error));
        }
    } else if (key === 'rules') {
      if (inner.kind === 'map') rules = inner.entries;
      else problem(line, `rules must be a map of rule ids, and is ${shown(inner)}.`);
    } else if (key === '$schema') {
      if (inner.kind !== 'scalar' || typeof inner.value !== 'string')
        problem(line, `$schema must be a text, and is ${shown(inner)}.`);
    } else if (key !== 'suppressions') {
      const suggestion = meant(key, known);
      problem(
        line,
        `There is no key ${quoted(key)}.${suggestion === '' ? ` Keys are ${known.join(', ')}.` : suggestion}`,
      );
    }
  }
  const suppressions = suppressionsIn(value.entries.get('suppressions'), (each) => problems.push(each));
  return { config: { name, settings: given, rules, suppressions }, problems };
}

const EXPECTED: Readonly<Record<Setting['kind'], string>> = {
  flag: 'true or false',
  number: 'a number',
  text: 'a text',
  list: 'a text or a list of texts',
};

/** @throws Error that says in a sentence what it must be. */
function settingIn(setting: Setting, given: Located): unknown {
  const { key, kind } = setting;
  const wrong = () => new Error(`${key} must be ${EXPECTED[kind]}, and is ${shown(given)}.`);
  if (kind === 'flag') {
    if (given.kind !== 'scalar' || typeof given.value !== 'boolean') throw wrong();
    return given.value;
  }
  if (kind === 'number' && (given.kind !== 'scalar' || typeof given.value !== 'number')) throw wrong();
  const texts = textsOf(given);
  if (texts === undefined || (kind !== 'list' && given.kind !== 'scalar')) throw wrong();
  try {
    return parsed(setting, texts);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`${key} cannot be ${shortened(texts.map((text) => `"${text}"`).join(', '))}. ${why}`, {
      cause,
    });
  }
}

/** A number is taken as it is written. An empty list would widen a scan to everything, and is none. */
function textsOf(given: Located): readonly string[] | undefined {
  if (given.kind === 'map') return undefined;
  const items = given.kind === 'list' ? given.items : [given];
  const texts = items.flatMap((item) =>
    item.kind === 'scalar' && (typeof item.value === 'string' || typeof item.value === 'number')
      ? [item.source]
      : [],
  );
  return texts.length === items.length && texts.length > 0 ? texts : undefined;
}
