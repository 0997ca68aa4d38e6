import type { KeyLookup, KeyValue } from '../language/condition.ts';
import { momentIn } from '../language/moment.ts';
import { accountOf, type Principal } from '../language/principal.ts';

/** One question: may this principal do this action on this resource? */
export interface Request {
  readonly principal: Principal;
  /** One action, without wildcards, in any case. */
  readonly action: string;
  /** An ARN; or a pattern, which asks about the best case among the ARNs it matches. */
  readonly resource: string | { readonly some: string };
  /** Taken from the ARN when it has an account, else from the principal. */
  readonly resourceAccountId?: string;
  /** SCPs do not reach principals of this account, RCPs not its resources. */
  readonly managementAccountId?: string;
  /** When it is made; left out, conditions on dates stay open. */
  readonly now?: Date;
  readonly context?: Context;
}

/** What the scan knows of condition keys, by key in lower case. A key that is not in it is unknown. */
export type Context = ReadonlyMap<string, readonly string[] | 'absent'>;

/** @param known values by condition key in any case; null for a key that the request does not have */
export function contextOf(known: Readonly<Record<string, string | readonly string[] | null>>): Context {
  const context = new Map<string, readonly string[] | 'absent'>();
  for (const [key, value] of Object.entries(known)) {
    context.set(key.toLowerCase(), value === null ? 'absent' : typeof value === 'string' ? [value] : value);
  }
  return context;
}

/** The account of the resource, as far as the request says. */
export function resourceAccount(request: Request): string | undefined {
  if (request.resourceAccountId !== undefined) return request.resourceAccountId;
  const account = /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(textOf(request))?.[1];
  return account ?? accountOf(request.principal);
}

/** In the partition of the resource; where that does not say, in the usual one. */
function rootArn(request: Request, accountId: string): string {
  const partition = /^arn:([a-z-]+):/.exec(textOf(request))?.[1] ?? 'aws';
  return `arn:${partition}:iam::${accountId}:root`;
}

export function textOf({ resource }: Request): string {
  return typeof resource === 'string' ? resource : resource.some;
}

export function lookupIn(request: Request): KeyLookup {
  return (key) => request.context?.get(key) ?? implied(request, key);
}

/**
 * The keys that follow from who asks for what.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable
 */
function implied(request: Request, key: string): KeyValue {
  const { principal, now } = request;
  const moment = now && momentIn(key, now);
  if (moment !== undefined) return key === 'aws:tokenissuetime' ? issued(principal, moment) : [moment];
  if (key === 'aws:resourceaccount') return one(resourceAccount(request));
  switch (principal.kind) {
    case 'anonymous':
      return ABSENT_IN_ANONYMOUS.has(key) ? 'absent' : undefined;
    case 'service':
      if (key === 'aws:principalisawsservice') return ['true'];
      return key === 'aws:principalservicename' ? [principal.service] : undefined;
    case 'federated':
      return undefined;
    default:
      return impliedByIdentity(request, principal, key);
  }
}

/**
 * "This key is included in the request context only when the principal uses temporary credentials to make the request":
 * a role always does, a user or the root user may.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-tokenissuetime
 * @param now when a session of the principal begins that makes the request
 */
function issued({ kind }: Principal, now: string): KeyValue {
  switch (kind) {
    case 'role':
    case 'service-linked role':
      return [now];
    case 'user':
    case 'root':
      return { ifPresent: [now] };
    case 'anonymous':
      return 'absent';
    default:
      return undefined;
  }
}

const ABSENT_IN_ANONYMOUS: ReadonlySet<string> = new Set([
  'aws:principalarn',
  'aws:principalorgid',
  'aws:principalorgpaths',
  'aws:principalisawsservice',
  'aws:username',
]);

function impliedByIdentity(
  request: Request,
  principal: Extract<Principal, { accountId: string }>,
  key: string,
): KeyValue {
  switch (key) {
    case 'aws:principalaccount':
      return [principal.accountId];
    case 'aws:principalarn':
      return ['arn' in principal ? principal.arn : rootArn(request, principal.accountId)];
    case 'aws:principalorgid':
      return principal.organizationId === 'none' ? 'absent' : one(principal.organizationId);
    case 'aws:principalisawsservice':
      return ['false'];
    case 'aws:principaltype':
      return [PRINCIPAL_TYPES[principal.kind]];
    case 'aws:username':
      return principal.kind === 'user' ? one(principal.arn.split('/').at(-1)) : 'absent';
    default:
      return undefined;
  }
}

const PRINCIPAL_TYPES = {
  user: 'User',
  role: 'AssumedRole',
  'service-linked role': 'AssumedRole',
  root: 'Account',
} as const;

function one(value: string | undefined): KeyValue {
  return value === undefined ? undefined : [value];
}
