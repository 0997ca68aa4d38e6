import { joined, parseRange, sizeOf } from './address.ts';
import { alwaysHolds, type Condition, condition as conditionOf, IN_EVERY_REQUEST } from './condition.ts';
import { wildcard } from './pattern.ts';
import { covers } from './pattern-sets.ts';

/**
 * Whether the condition holds only for requests that have the key with one of the condition's values, and leaves
 * some value out.
 */
export function pinsValue(condition: Condition): boolean {
  const { meaning, quantifier, ifExists, key, values } = condition;
  if (!meaning || meaning.negated || meaning.family === 'null' || alwaysHolds(condition)) return false;
  if (quantifier === 'ForAllValues' || (ifExists && !IN_EVERY_REQUEST.has(key))) return false;
  if (meaning.family === 'address') return !isPublicRange(values);
  if (meaning.family === 'bool') return values.every((value) => /^true$/i.test(value));
  if (key === PASSED_TO && meaning.wildcards && values.some(isAnyService)) return false;
  return !(meaning.wildcards && values.some((value) => /^[*?:]*\*[*?:]*$/.test(value)));
}

const PASSED_TO = 'iam:passedtoservice';
/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#ck_PassedToService */
const ANY_SERVICE = wildcard('?*.amazonaws.com');

function isAnyService(value: string): boolean {
  return covers(wildcard(value), ANY_SERVICE);
}

/**
 * Whether the ranges let the public in, by the measure of Amazon S3: "values broader than /8 for IPv4 and /32 for
 * IPv6". Neighbouring ranges count as the one they make; of a value that is no range we cannot say that it narrows.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 */
function isPublicRange(values: readonly string[]): boolean {
  const ranges = values.map(parseRange).filter((range) => range !== undefined);
  if (ranges.length < values.length) return true;
  return joined(ranges).some((range) => sizeOf(range) > (range.family === 'ipv4' ? 1n << 24n : 1n << 96n));
}

/** Whether the ranges together are every IPv4 address, or every IPv6 address. */
export function isEveryAddress(values: readonly string[]): boolean {
  const ranges = values.map(parseRange).filter((range) => range !== undefined);
  return joined(ranges).some((range) => sizeOf(range) === (range.family === 'ipv4' ? 1n << 32n : 1n << 128n));
}

/**
 * Keys that pick resources out of those of an account, or what a KMS key is used for.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 * https://docs.aws.amazon.com/kms/latest/developerguide/policy-conditions.html
 */
const RESOURCE_KEY =
  /^((aws|iam):resourcetag\/|kms:(encryptioncontext:|encryptioncontextkeys$|requestalias$|resourcealiases$|viaservice$))/;

/** Whether the condition leaves only some resources of an account, or some uses of them. */
export function narrowsResource(condition: Condition): boolean {
  return RESOURCE_KEY.test(condition.key) && pinsValue(condition);
}

/**
 * The condition that holds where this one does not; undefined where no one condition says that. "ForAllValues … not"
 * fails when one value is among those named; `BoolIfExists: false` fails only for true.
 * @param variables whether the policy's version has policy variables
 */
export function opposite(one: Condition, variables: boolean): Condition | undefined {
  const { meaning, quantifier, ifExists, operator, keyText, values } = one;
  if (meaning?.family === 'bool' && ifExists && values.every((value) => /^false$/i.test(value)))
    return conditionOf('Bool', keyText, ['true'], variables);
  if (!meaning?.negated || quantifier === 'ForAnyValue') return undefined;
  const positive = operator
    .replace(/^.*:/, '')
    .replace(/not/i, '')
    .replace(/ifexists$/i, '');
  return conditionOf(quantifier ? `ForAnyValue:${positive}` : positive, keyText, values, variables);
}
