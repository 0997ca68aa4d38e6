import { readFile } from 'node:fs/promises';
import picomatch from 'picomatch';
import { frameworks } from '../../rules/frameworks/index.ts';
import { ConfigError } from '../config/config-error.ts';
import { parseFramework } from '../config/framework-file.ts';
import type { ControlReference } from '../engine/chosen-rule.ts';
import { type Framework, referencesOf } from '../rule/framework.ts';
import { UsageError } from './problem.ts';

/** The endings of files that hold a framework of the user's own. */
const FILE = /\.(json|ya?ml)$/i;

/**
 * Whose controls a finding names when nobody asked for a framework: those that Security Hub judges by as well. The
 * controls of all frameworks would make a report several times as large.
 */
const TOLD_BY_DEFAULT = ['aws-fsbp', 'cis-aws-5.0.0'];

export interface FrameworkFilter {
  /** Ids of frameworks, globs over them, and files of the user's own; none means all rules. */
  readonly framework: readonly string[];
}

/** What a user asked for, and what findings name. */
export interface ChosenFrameworks {
  /** Undefined where nobody asked: rules are not chosen by frameworks then, and the report judges none. */
  readonly asked: readonly Framework[] | undefined;
  readonly told: readonly Framework[];
}

/**
 * The frameworks of `--framework`: ids, globs over ids, and files of the user's own. Each once, in the order in which
 * they were asked for.
 * @param known ids of the rules there are, which a file may name.
 * @throws UsageError for what matches no framework, ConfigError for a file that is none.
 */
export async function chooseFrameworks(
  asked: readonly string[],
  known: Iterable<string>,
): Promise<ChosenFrameworks> {
  if (asked.length === 0)
    return { asked: undefined, told: frameworks.filter(({ id }) => TOLD_BY_DEFAULT.includes(id)) };
  const ruleIds = new Set(known);
  const chosen = new Map<string, Framework>();
  for (const word of asked) {
    const found = FILE.test(word) ? [await readFramework(word, ruleIds)] : frameworksNamed(word);
    for (const framework of found) {
      const same = chosen.get(framework.id);
      if (same !== undefined && same !== framework && FILE.test(word))
        throw new ConfigError(`${word}: id: another framework is called "${framework.id}" already.`);
      chosen.set(framework.id, framework);
    }
  }
  const all = [...chosen.values()];
  return { asked: all, told: all };
}

function frameworksNamed(pattern: string): readonly Framework[] {
  const found = frameworks.filter(({ id }) => picomatch.isMatch(id, pattern));
  if (found.length > 0) return found;
  const ids = frameworks.map(({ id }) => id).join(', ');
  throw new UsageError(
    `No framework matches "${pattern}". Frameworks are: ${ids}. One of your own is a file that ends in .json, .yaml or .yml.`,
    { setting: 'framework' },
  );
}

async function readFramework(path: string, ruleIds: ReadonlySet<string>): Promise<Framework> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    const missing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    throw new UsageError(`The framework ${path} ${missing ? 'does not exist' : 'cannot be read'}.`, {
      cause,
      setting: 'framework',
    });
  }
  const framework = parseFramework(text, path, ruleIds);
  if (frameworks.some(({ id }) => id === framework.id))
    throw new ConfigError(
      `${path}: id: "${framework.id}" is a framework that comes with Postern; give yours a name of its own.`,
    );
  return framework;
}

/**
 * The controls that findings of a rule tell of. That a rule fails which asks for more than a control says nothing of
 * the control.
 */
export function controlsOfRule(ruleId: string, told: readonly Framework[]): readonly ControlReference[] {
  return told.flatMap(({ id, controls }) =>
    controls.flatMap((control) =>
      referencesOf(control)
        .filter(({ rule, broader = false }) => rule === ruleId && !broader)
        .map(({ part, resourceType, aspects }) => ({
          framework: id,
          control: control.id,
          ...(part === undefined ? {} : { part }),
          ...(resourceType === undefined ? {} : { resourceType }),
          ...(aspects === undefined ? {} : { aspects }),
        })),
    ),
  );
}
