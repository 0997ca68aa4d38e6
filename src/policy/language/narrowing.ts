import { joined, parseRange, sizeOf } from './address.ts';
import { alwaysHolds, type Condition, IN_EVERY_REQUEST } from './condition.ts';

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
  return !(meaning.wildcards && values.some((value) => /^[*?:]*\*[*?:]*$/.test(value)));
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

/** Keys of every signed request: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html */
const OF_EVERY_PRINCIPAL: ReadonlySet<string> = new Set(['aws:principalarn', 'aws:userid']);

/**
 * Whether a condition in the Allow of a principal stands in nobody's way: it always holds, any ARN or user id will do,
 * every address of a family may come, or it asks for TLS alone. Not for a Deny: such a condition does not reach all
 * requests, since one through a VPC endpoint has no aws:SourceIp and an anonymous one no aws:PrincipalArn.
 */
export function keepsNobodyOut(condition: Condition): boolean {
  if (alwaysHolds(condition)) return true;
  const { key, meaning, quantifier, values } = condition;
  if (!meaning || meaning.negated || quantifier !== undefined) return false;
  if (OF_EVERY_PRINCIPAL.has(key)) return meaning.wildcards && values.some((value) => /^\*+$/.test(value));
  if (key === 'aws:sourceip') return meaning.family === 'address' && isEveryAddress(values);
  return (
    key === 'aws:securetransport' &&
    meaning.family === 'bool' &&
    values.some((value) => /^true$/i.test(value))
  );
}

function isEveryAddress(values: readonly string[]): boolean {
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
