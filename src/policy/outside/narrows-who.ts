import type { Condition } from '../language/condition.ts';
import { pinsValue } from '../language/narrowing.ts';
import { reachOfValue } from './claim-reach.ts';

/**
 * What a condition says of who may ask:
 * - `organization`, `account`, `principal`, `source`, `service`: it fixes who, or for whom a service acts;
 * - `subject`: whom an identity provider vouches for; `audience`: for which of its applications, which some providers
 *   let anyone choose;
 * - `network`: it fixes from where;
 * - `secret`: whoever knows a value, such as an external id.
 */
export type Narrowing =
  | 'organization'
  | 'account'
  | 'principal'
  | 'source'
  | 'service'
  | 'subject'
  | 'audience'
  | 'network'
  | 'secret';

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
const NARROWING_KEYS: ReadonlyMap<string, Narrowing> = new Map<string, Narrowing>([
  ['aws:principalorgid', 'organization'],
  ['aws:principalorgpaths', 'organization'],
  ['aws:sourceorgid', 'organization'],
  ['aws:sourceorgpaths', 'organization'],
  ['aws:principalaccount', 'account'],
  ['aws:sourceaccount', 'account'],
  ['aws:sourceowner', 'account'],
  ['kms:calleraccount', 'account'],
  ['s3:dataaccesspointaccount', 'account'],
  ['aws:principalarn', 'principal'],
  ['aws:userid', 'principal'],
  ['aws:federatedprovider', 'principal'],
  ['aws:sourcearn', 'source'],
  ['s3:dataaccesspointarn', 'source'],
  ['ec2:sourceinstancearn', 'source'],
  ['lambda:sourcefunctionarn', 'source'],
  ['aws:principalservicename', 'service'],
  ['aws:principalservicenameslist', 'service'],
  ['aws:principalisawsservice', 'service'],
  ['aws:sourceip', 'network'],
  ['aws:sourcevpc', 'network'],
  ['aws:sourcevpcarn', 'network'],
  ['aws:sourcevpce', 'network'],
  ['aws:vpceaccount', 'account'],
  ['aws:vpceorgid', 'organization'],
  ['aws:vpceorgpaths', 'organization'],
  ['elasticfilesystem:accessedviamounttarget', 'network'],
  ['sts:externalid', 'secret'],
  ['lambda:eventsourcetoken', 'secret'],
  ['saml:sub', 'subject'],
  ['saml:namequalifier', 'subject'],
  ['saml:iss', 'subject'],
]);

/** Keys of a web identity begin with its provider's host: `token.actions.githubusercontent.com:sub`. */
const SUBJECT_KEY = /^[^:]+\.[^:]+:(sub|email|repository|repository_owner|job_workflow_ref|[a-z_]+_id)$/;
const AUDIENCE_KEY = /^[^:]+\.[^:]+:(aud|oaud|azp)$/;

function kindOf(key: string): Narrowing | undefined {
  if (SUBJECT_KEY.test(key)) return 'subject';
  return AUDIENCE_KEY.test(key) ? 'audience' : NARROWING_KEYS.get(key);
}

/**
 * How the condition of an Allow narrows who is let in; undefined when it does not: a value that is wide, a list with
 * one wide value, a negated operator, IfExists or ForAllValues (a request without the key passes), and keys that say
 * nothing of who.
 */
export function narrowsWho(condition: Condition): Narrowing | undefined {
  const kind = kindOf(condition.key);
  if (kind === undefined || !pinsValue(condition)) return undefined;
  return condition.values.some((value) => isWide(kind, condition, value)) ? undefined : kind;
}

/** Whether this value leaves who open: any account or organization would do. */
function isWide(kind: Narrowing, condition: Condition, value: string): boolean {
  const { meaning } = condition;
  if (hasRequesterVariable(value)) return true;
  if (kind === 'subject') return reachOfValue(condition, value) === 'anyone';
  if (!meaning?.wildcards || !/[*?]/.test(value)) return false;
  if (value.startsWith('arn:')) return !namesOwner(value);
  switch (kind) {
    case 'organization':
      // `o-a1b2c3d4e5/*`: the organization itself must be spelled out.
      return !/^o-[a-z0-9]{10,32}(\/|$)/.test(value);
    case 'principal':
      // aws:userid is `AROA…:session` or `AIDA…`.
      return !/^A[A-Z]{3}[A-Z0-9]{12,}/.test(value);
    case 'audience':
      return reachOfValue(condition, value) === 'anyone';
    default:
      return true;
  }
}

/** The requester chooses the value of a variable, unless it speaks of the resource. */
function hasRequesterVariable(value: string): boolean {
  return value.replace(/\$\{aws:Resource(Account|OrgID|OrgPaths)\}/gi, '').includes('${');
}

/**
 * Whether the ARN says whose it is. Bucket names are unique in the world, and their ARNs have no account, so what stands
 * in its place says nothing; the name has to be whole, or others take one that begins alike. An access point may be of any
 * account, and its name is unique in that account alone.
 */
function namesOwner(arn: string): boolean {
  const [, , service, , account = '', name = ''] = arn.split(':');
  if (/^\d{12}$/.test(account)) return true;
  if (service !== 's3' || (account !== '' && name.startsWith('accesspoint/'))) return false;
  return /^\**$/.test(account) && /^[a-z0-9.-]+(\/|$)/.test(name);
}
