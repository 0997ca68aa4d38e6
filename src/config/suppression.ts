import type { SuppressionEntry } from '../finding/report.ts';
import type { Problem } from './config-error.ts';
import { type Located, shown } from './located.ts';
import { meant } from './wording.ts';

/** An entry under `suppressions`, and its line. */
export interface ConfiguredSuppression {
  readonly line: number;
  readonly entry: SuppressionEntry;
}

/** The criteria of a suppression: globs, of which all that are there must match. */
export const CRITERIA = {
  rule: 'Id of the rule, such as "iam/*"',
  resource: 'Id of the resource, mostly an ARN, such as "arn:aws:s3:::logs-*" or "*:role/deploy"',
  account: 'Number of the account',
  region: 'Region that the resource lives in, such as "eu-*"',
  tag: 'Tag of the resource: a key, or key=value',
} as const;

const CRITERION_NAMES = ['rule', 'resource', 'account', 'region', 'tag'] as const;
const KEYS = [...CRITERION_NAMES, 'reason', 'until'] as const;
type Key = (typeof KEYS)[number];

/** The suppressions of a configuration; a problem is told of each that cannot be one. */
export function suppressionsIn(
  value: Located | undefined,
  problem: (problem: Problem) => void,
): ConfiguredSuppression[] {
  if (value === undefined) return [];
  if (value.kind !== 'list') {
    problem({
      line: value.line,
      sentence: `suppressions must be a list of what is suppressed, and is ${shown(value)}.`,
    });
    return [];
  }
  return value.items.flatMap((item) => {
    const entry = entryIn(item, (what, { line } = item) => problem({ line, sentence: what }));
    return entry === undefined ? [] : [{ line: item.line, entry }];
  });
}

function entryIn(
  item: Located,
  problem: (sentence: string, at?: { readonly line: number }) => void,
): SuppressionEntry | undefined {
  if (item.kind !== 'map') {
    problem(`${item.path} must be a map with ${KEYS.join(', ')}, and is ${shown(item)}.`);
    return undefined;
  }
  const texts = new Map<Key, string>();
  let wrong = false;
  const tell: typeof problem = (sentence, at) => {
    wrong = true;
    problem(sentence, at);
  };
  for (const [name, value] of item.entries) {
    const key = KEYS.find((known) => known === name);
    const text = textOf(value);
    if (key === undefined)
      tell(
        `${value.path} is no key of a suppression; these are ${KEYS.join(', ')}.${meant(name, KEYS)}`,
        value,
      );
    else if (text === undefined || isBlank(text))
      tell(`${value.path} must be a text that is not empty, and is ${shown(value)}.`, value);
    else if (key === 'until' && !isDate(text))
      tell(
        `${value.path} must be the last day that it holds, written as 2027-01-31, and is ${shown(value)}.`,
        value,
      );
    else if (key === 'account' && !isAccount(text))
      // A sheet may have lost its zeros, the console shows it with hyphens: it would match nothing, for ever.
      tell(`${value.path} must have 12 digits, or be a glob, and is ${shown(value)}.`, value);
    else texts.set(key, text);
  }
  if (!item.entries.has('reason')) tell(`${item.path} needs a reason: say why this is accepted.`);
  if (!CRITERION_NAMES.some((name) => item.entries.has(name)))
    tell(
      `${item.path} needs at least one of ${CRITERION_NAMES.join(', ')}: without it everything would match.`,
    );
  const reason = texts.get('reason');
  return wrong || reason === undefined ? undefined : { ...Object.fromEntries(texts), reason };
}

/** A number too, as it is written: that of an account. */
function textOf(value: Located): string | undefined {
  if (value.kind !== 'scalar') return undefined;
  return typeof value.value === 'string' || typeof value.value === 'number' ? value.source : undefined;
}

/** Nothing that anybody sees: spaces, and characters of no width. */
function isBlank(text: string): boolean {
  return /^[\s\p{Default_Ignorable_Code_Point}]*$/u.test(text);
}

/** The number of an account, or a glob for such. */
function isAccount(text: string): boolean {
  return /^\d{12}$/.test(text) || /[*?[{(]/.test(text);
}

function isDate(text: string): boolean {
  const moment = new Date(`${text}T00:00:00Z`);
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(text) &&
    !Number.isNaN(moment.getTime()) &&
    moment.toISOString().startsWith(text)
  );
}
