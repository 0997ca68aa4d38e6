import { componentsOf } from '../language/arn.ts';
import { alwaysHolds, type Condition, holdsIn } from '../language/condition.ts';
import { isEveryAddress } from '../language/narrowing.ts';
import { compile, literal, type Pattern, wildcard } from '../language/pattern.ts';
import { covers, intersects } from '../language/pattern-sets.ts';
import type { Truth } from '../language/truth.ts';
import { type Asked, type Holder, requestsOf } from './holder.ts';

/** In what respect a condition narrows what its statement says. */
export type Respect = 'MFA' | 'network' | 'Region' | 'tag' | 'principal' | 'other';

/** Whose requests meet a condition: those of everybody who has the policy, of nobody, or of some, in one respect. */
export type Reach = 'everybody' | 'nobody' | Respect;

/**
 * Whose requests meet a condition of an Allow for everything, or of a Deny. In an Allow a condition that asks for
 * TLS, or for any address of a family, stands in nobody's way. A Deny is said to reach everybody only when no request
 * escapes it: one through a VPC endpoint has no aws:SourceIp.
 */
export function reachOf(condition: Condition, asked: Asked, holder: Holder, now: Date): Reach {
  if (alwaysHolds(condition)) return 'everybody';
  if (asked !== 'deny' && asksForAnyAddress(condition)) return 'everybody';
  switch (known(condition, asked, holder, now)) {
    case true:
      return 'everybody';
    case false:
      return 'nobody';
    default:
      return respectOf(condition);
  }
}

function known(condition: Condition, asked: Asked, holder: Holder, now: Date): Truth {
  const truth = holdsIn(condition, requestsOf(holder, asked, now));
  const values = truth === 'unknown' ? valuesOf(condition.key, holder) : undefined;
  return values ? holdsAmong(condition, values) : truth;
}

function asksForAnyAddress({ key, meaning, quantifier, values }: Condition): boolean {
  if (quantifier !== undefined || meaning === undefined || meaning.negated) return false;
  if (key === 'aws:sourceip') return meaning.family === 'address' && isEveryAddress(values);
  return key === 'aws:userid' && meaning.wildcards && values.some((value) => /^\*+$/.test(value));
}

/** Names of Regions have this form, in every partition. https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html */
const REGIONS = [wildcard('??-?*-?'), wildcard('eusc-?*-?')];

const ACCOUNT = wildcard('?'.repeat(12));

/** The values that a key may have, each of which some request has. */
function valuesOf(key: string, { accountId, partition, kind }: Holder): readonly Pattern[] | undefined {
  switch (key) {
    case 'aws:principalaccount':
      return [accountId === undefined ? ACCOUNT : literal(accountId)];
    case 'aws:principalarn': {
      const own = kind === undefined ? ['user/*', 'role/*'] : [`${kind}/*`];
      // Policies of an account are its users' and roles'; an SCP also binds the root users of accounts.
      const names = accountId === undefined && kind === undefined ? [...own, 'root'] : own;
      return names.map((name) => wildcard(`arn:${partition ?? '*'}:iam::${accountId ?? '*'}:${name}`));
    }
    case 'aws:requestedregion':
      return REGIONS;
    default:
      return undefined;
  }
}

/** No account has this id, alone or in an ARN. */
const NO_ACCOUNT = /(^|:)000000000000(:|$)/;

/** Whether the condition holds whichever of these values a key has that every request has. */
function holdsAmong({ meaning, operator, values }: Condition, among: readonly Pattern[]): Truth {
  if (meaning?.family === 'null') return values.some((value) => /^false$/i.test(value));
  if (meaning?.family !== 'string' && meaning?.family !== 'arn') return 'unknown';
  if (/ignorecase/i.test(operator)) return 'unknown';
  const named = values
    .filter((value) => !NO_ACCOUNT.test(value))
    .map((value) => compile(value, { wildcards: meaning.wildcards, variables: true }));
  if (among.every((all) => named.some((pattern) => covers(pattern, all)))) return !meaning.negated;
  return named.some((pattern) => among.some((all) => meets(pattern, all))) ? 'unknown' : meaning.negated;
}

/** Whether they share a value. Of two ARNs each component has to: no name of a user or role holds a colon. */
function meets(one: Pattern, other: Pattern): boolean {
  const [left, right] = [componentsOf(one), componentsOf(other)];
  if (left.length < 6 || right.length < 6) return intersects(one, other);
  return left.every((part, place) => {
    const beside = right[place];
    return beside !== undefined && intersects(part, beside);
  });
}

const NETWORK: ReadonlySet<string> = new Set([
  'aws:sourceip',
  'aws:sourcevpc',
  'aws:sourcevpcarn',
  'aws:sourcevpce',
  'aws:vpcsourceip',
]);
const PRINCIPAL: ReadonlySet<string> = new Set([
  'aws:principalarn',
  'aws:principaltype',
  'aws:userid',
  'aws:username',
]);
const TAG = /^((aws|iam):resourcetag\/|aws:(principaltag|requesttag)\/|aws:tagkeys$)/;
const MFA = /^aws:multifactorauth(present|age)$/;

function respectOf(condition: Condition): Respect {
  const { key } = condition;
  if (MFA.test(key)) return asksForMfa(condition) ? 'MFA' : 'other';
  if (NETWORK.has(key)) return 'network';
  if (PRINCIPAL.has(key)) return 'principal';
  if (TAG.test(key)) return 'tag';
  return key === 'aws:requestedregion' ? 'Region' : 'other';
}

/**
 * Requests with long-term access keys do not have the keys of MFA, so that `BoolIfExists: true` lets them through.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-multifactorauthpresent
 */
function asksForMfa({ meaning, quantifier, ifExists, values }: Condition): boolean {
  if (meaning === undefined || meaning.negated || ifExists || quantifier === 'ForAllValues') return false;
  if (meaning.family === 'null') return values.every((value) => /^false$/i.test(value));
  return meaning.family !== 'bool' || values.every((value) => /^true$/i.test(value));
}
