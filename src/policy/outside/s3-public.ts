import { parseRange, sizeOf } from '../language/address.ts';
import { type Condition, holdsIn, type KeyLookup } from '../language/condition.ts';
import type { PolicyDocument } from '../language/document.ts';
import type { PrincipalEntry } from '../language/principal.ts';
import type { Statement } from '../language/statement.ts';
import { not, some, type Truth } from '../language/truth.ts';

/** Whose policy is asked about: access points have one key less to be private by. */
export type PolicyOwner = 'bucket' | 'access point';

/**
 * Whether Amazon S3 takes a policy for public, which is what RestrictPublicBuckets and BlockPublicPolicy act by: some Allow
 * lets in others than fixed principals, by no condition with fixed values on a key of a short list. That is another
 * question than who gets in: a key that is not on the list keeps a policy public however much it narrows. Unknown where
 * AWS does not say: set qualifiers and IfExists on those keys, and Denies of everybody else.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
 */
export function isPublicToS3({ statements }: PolicyDocument, owner: PolicyOwner = 'bucket'): Truth {
  const open = some(
    statements.filter(({ effect }) => effect === 'Allow'),
    (allow) => isOpen(allow, owner),
  );
  return open === true && statements.some(mayLeaveFixed(owner)) ? 'unknown' : open;
}

function isOpen({ principal, conditions }: Statement, owner: PolicyOwner): Truth {
  if (principal === undefined) return false;
  if (!principal.negated && principal.entries.every(isFixed)) return false;
  return not(some(conditions, (condition) => fixesWho(condition, owner)));
}

function isFixed(entry: PrincipalEntry): boolean {
  return entry.kind !== 'anyone' && entry.kind !== 'unrecognized';
}

/** A Deny that spares only some, by a key that S3 looks at: what it makes of that AWS does not say. */
function mayLeaveFixed(owner: PolicyOwner): (statement: Statement) => boolean {
  return ({ effect, conditions }) =>
    effect === 'Deny' &&
    conditions.some(({ key, meaning }) => meaning?.negated === true && isListed(key, owner));
}

/** "aws:PrincipalOrgID" stands for a principal. */
const FIXED_BY = new Set([
  'aws:principalorgid',
  'aws:sourcearn',
  'aws:sourcevpc',
  'aws:sourcevpce',
  'aws:sourceowner',
  'aws:sourceaccount',
  'aws:sourceip',
  'aws:userid',
  's3:dataaccesspointaccount',
  's3:dataaccesspointarn',
]);

function isListed(key: string, owner: PolicyOwner): boolean {
  return FIXED_BY.has(key) && !(owner === 'access point' && key === 's3:dataaccesspointarn');
}

function fixesWho(condition: Condition, owner: PolicyOwner): Truth {
  const { key, values, meaning, quantifier, ifExists } = condition;
  if (!isListed(key, owner) || meaning?.negated === true || meaning?.family === 'null') return false;
  if (!values.every((value) => isFixedValue(key, value))) return false;
  return meaning === undefined || quantifier !== undefined || ifExists ? 'unknown' : true;
}

/** Without wildcard and policy variable; of the ARN of an access point the name may have a wildcard, if not the account. */
function isFixedValue(key: string, value: string): boolean {
  if (key === 'aws:sourceip') return isNarrowRange(value);
  if (value.includes('${')) return false;
  if (key !== 's3:dataaccesspointarn') return !/[*?]/.test(value);
  const [, partition = '*', service = '*', region = '*', account = '*'] = value.split(':');
  return ![partition, service, region, account].some((part) => /[*?]/.test(part));
}

/** "values broader than /8 for IPv4 and /32 for IPv6 (excluding RFC1918 private ranges)": none of those is broader than /8. */
function isNarrowRange(value: string): boolean {
  const range = parseRange(value);
  return range !== undefined && sizeOf(range) <= (range.family === 'ipv4' ? 1n << 24n : 1n << 96n);
}

/**
 * The policy as it reads in requests of which some keys are known: statements whose conditions they contradict are gone,
 * and so are conditions that they fulfil. A bucket's policy may leave all to its access points, by their keys.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html
 */
export function whereKnown(document: PolicyDocument, known: KeyLookup): PolicyDocument {
  const left = (statement: Statement): Statement | undefined => {
    const truths = statement.conditions.map((condition) => ({
      condition,
      truth: known(condition.key) === undefined ? ('unknown' as const) : holdsIn(condition, known),
    }));
    if (truths.some(({ truth }) => truth === false)) return undefined;
    const conditions = truths.flatMap(({ condition, truth }) => (truth === true ? [] : [condition]));
    return { ...statement, original: statement.original, conditions };
  };
  const all = (statements: readonly Statement[]) => statements.flatMap((statement) => left(statement) ?? []);
  return {
    ...document,
    statements: all(document.statements),
    ofService: new Map([...document.ofService].map(([service, those]) => [service, all(those)])),
    ofAnyService: all(document.ofAnyService),
  };
}
