import { tellsMoment } from './moment.ts';
import { type Operator, operatorNamed, type Test } from './operator.ts';
import type { VariableValue } from './pattern.ts';
import { every, not, some, type Truth } from './truth.ts';

/** One operator on one key of a Condition element: all conditions of a statement must hold. */
export interface Condition {
  /** As written: `ForAnyValue:StringLikeIfExists`. */
  readonly operator: string;
  /** As written; `key` is the same in lower case. */
  readonly keyText: string;
  readonly key: string;
  readonly values: readonly string[];
  readonly quantifier: 'ForAllValues' | 'ForAnyValue' | undefined;
  readonly ifExists: boolean;
  /** Undefined for an operator that we do not know: what it says stays unknown. */
  readonly meaning: Operator | undefined;
  readonly tests: readonly Test[];
}

const OPERATOR = /^(?:(ForAllValues|ForAnyValue):)?(.*?)(IfExists)?$/i;

/** @param variables whether the policy's version has policy variables */
export function condition(
  operator: string,
  keyText: string,
  values: readonly string[],
  variables: boolean,
): Condition {
  const [, quantifier = '', name = '', ifExists] = OPERATOR.exec(operator) ?? [];
  const meaning = operatorNamed(name.toLowerCase());
  return {
    operator,
    keyText,
    key: keyText.toLowerCase(),
    values,
    quantifier: QUANTIFIERS.get(quantifier.toLowerCase()),
    ifExists: ifExists !== undefined,
    meaning,
    tests: values.map((value) => (meaning ? meaning.test(value, variables) : () => 'unknown')),
  };
}

const QUANTIFIERS = new Map([
  ['forallvalues', 'ForAllValues' as const],
  ['foranyvalue', 'ForAnyValue' as const],
]);

/**
 * What the scan knows of a condition key: its values, that the request has none, its values if the request has any, or
 * (undefined) nothing.
 */
export type KeyValue = readonly string[] | 'absent' | { readonly ifPresent: readonly string[] } | undefined;

/** @param key in lower case */
export type KeyLookup = (key: string) => KeyValue;

/**
 * Whether the condition holds in a request of which some keys are known.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
export function holdsIn(condition: Condition, lookup: KeyLookup): Truth {
  const value = lookup(condition.key);
  if (typeof value !== 'object' || !('ifPresent' in value)) return holdsOn(condition, value, lookup);
  const present = holdsOn(condition, value.ifPresent, lookup);
  return present === holdsOn(condition, 'absent', lookup) ? present : 'unknown';
}

function holdsOn(
  condition: Condition,
  value: readonly string[] | 'absent' | undefined,
  lookup: KeyLookup,
): Truth {
  const { meaning } = condition;
  if (!meaning) return 'unknown';
  if (meaning.family === 'null') return nullHolds(condition, value);
  if (value === undefined) return alwaysHolds(condition) ? true : 'unknown';
  if (value === 'absent' || value.length === 0) return holdsWithoutKey(condition, meaning);
  if (tellsMoment(condition.key) && meaning.family !== 'date' && meaning.family !== 'numeric')
    return alwaysHolds(condition) ? true : 'unknown';
  const agrees = (one: string) => {
    const named = some(condition.tests, (test) => test(one, single(lookup)));
    return meaning.negated ? not(named) : named;
  };
  if (condition.quantifier === 'ForAnyValue') return some(value, agrees);
  // Without a qualifier AWS expects one value. Of several, a negated operator must reject each.
  return condition.quantifier === 'ForAllValues' || meaning.negated
    ? every(value, agrees)
    : some(value, agrees);
}

/** `true`: "the key doesn't exist"; `false`: "the key exists and its value is not null". */
function nullHolds(condition: Condition, value: readonly string[] | 'absent' | undefined): Truth {
  if (value === undefined) return 'unknown';
  const absent = value === 'absent' || value.length === 0;
  return condition.values.some((wanted) => wanted.toLowerCase() === String(absent));
}

/**
 * A missing key makes a condition false, a negated one true, `…IfExists` and ForAllValues true and ForAnyValue false.
 * What IfExists adds to ForAnyValue the documentation does not say.
 */
function holdsWithoutKey({ quantifier, ifExists }: Condition, { negated }: Operator): Truth {
  if (quantifier === 'ForAllValues') return true;
  if (quantifier === 'ForAnyValue') return ifExists ? 'unknown' : false;
  return ifExists || negated;
}

/**
 * Whether the condition holds whatever the request says: `StringLikeIfExists: *`, `ForAllValues:StringLike: *`, or
 * `StringLike: *` on a key that every request has.
 */
export function alwaysHolds({ key, quantifier, ifExists, meaning, values }: Condition): boolean {
  if (!meaning || meaning.negated || !values.some((value) => isWide(meaning, value))) return false;
  if (quantifier === 'ForAllValues') return true;
  return IN_EVERY_REQUEST.has(key) || (ifExists && quantifier === undefined);
}

/** "Always included in the request context." https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html */
export const IN_EVERY_REQUEST: ReadonlySet<string> = new Set([
  'aws:currenttime',
  'aws:epochtime',
  'aws:principalaccount',
  'aws:principaltype',
  'aws:requestedregion',
  'aws:securetransport',
]);

function isWide({ family, wildcards }: Operator, value: string): boolean {
  return family === 'string' && wildcards && /^\*+$/.test(value);
}

/** The conditions of a list that are false, or those that are still open. */
export function openConditions(
  conditions: readonly Condition[],
  lookup: KeyLookup,
): readonly Condition[] | false {
  if (conditions.length === 0) return conditions;
  const open: Condition[] = [];
  for (const one of conditions) {
    const truth = holdsIn(one, lookup);
    if (truth === false) return false;
    if (truth === 'unknown') open.push(one);
  }
  return open;
}

/** A policy variable has the value of a key with one value. */
export function single(lookup: KeyLookup): VariableValue {
  return (key) => {
    const value = lookup(key);
    if (value === undefined || value === 'absent') return value;
    return !('ifPresent' in value) && value.length === 1 ? value[0] : undefined;
  };
}
