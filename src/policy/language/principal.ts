import type { Truth } from './truth.ts';

/** One entry of a Principal element. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html */
export type PrincipalEntry =
  | { readonly kind: 'anyone' }
  | { readonly kind: 'account'; readonly accountId: string }
  | { readonly kind: 'arn'; readonly arn: string; readonly accountId: string }
  | { readonly kind: 'service'; readonly service: string }
  | { readonly kind: 'federated'; readonly provider: string }
  | { readonly kind: 'canonicalUser'; readonly id: string }
  /** What AWS shows for a user or role that was deleted: its unique id, which matches nobody. */
  | { readonly kind: 'deleted'; readonly id: string }
  /** Such as a wildcard inside an ARN, which AWS does not let match. */
  | { readonly kind: 'unrecognized'; readonly text: string };

/** Principal, or NotPrincipal: everyone but the entries. */
export interface PrincipalMatcher {
  readonly negated: boolean;
  readonly entries: readonly PrincipalEntry[];
}

const IDENTITY_ARN = /^arn:[^:]+:(?:iam|sts)::([^:]+):(.+)$/;

/** @param type the key of the principal map in lower case; undefined for a type AWS does not have */
export function principalEntry(type: string, value: string): PrincipalEntry | undefined {
  switch (type) {
    case 'aws':
      return awsEntry(value);
    case 'service':
      return value === '*' ? { kind: 'unrecognized', text: value } : { kind: 'service', service: value };
    case 'federated':
      return { kind: 'federated', provider: value };
    case 'canonicaluser':
      return { kind: 'canonicalUser', id: value };
    default:
      return undefined;
  }
}

function awsEntry(value: string): PrincipalEntry {
  if (value === '*') return { kind: 'anyone' };
  if (/^\d{12}$/.test(value)) return { kind: 'account', accountId: value };
  if (/^A[A-Z]{3}[A-Z0-9]{12,}$/.test(value)) return { kind: 'deleted', id: value };
  const [, accountId, name] = IDENTITY_ARN.exec(value) ?? [];
  if (accountId === undefined || /[*?]/.test(value)) return { kind: 'unrecognized', text: value };
  return name === 'root' ? { kind: 'account', accountId } : { kind: 'arn', arn: value, accountId };
}

/** Who makes a request. */
export type Principal =
  | {
      readonly kind: 'user' | 'role' | 'service-linked role';
      readonly arn: string;
      readonly accountId: string;
      /** The ARN of a role's session, when the question is about one session. */
      readonly sessionArn?: string;
      readonly organizationId?: string | 'none';
    }
  | { readonly kind: 'root'; readonly accountId: string; readonly organizationId?: string | 'none' }
  | { readonly kind: 'service'; readonly service: string }
  | { readonly kind: 'federated'; readonly provider: string }
  | { readonly kind: 'anonymous' };

export function accountOf(principal: Principal): string | undefined {
  return 'accountId' in principal ? principal.accountId : undefined;
}

/**
 * How directly a resource policy names the requester: the user, session or everyone; the role behind a session; or
 * the whole account, which only delegates to its administrators.
 */
export type PrincipalMatch = 'directly' | 'role' | 'account' | 'not';

const CLOSENESS: readonly PrincipalMatch[] = ['directly', 'role', 'account', 'not'];

/** What the entries of a Principal element say of a requester. */
interface Named {
  /** The closest match among the entries that can be told to match. */
  readonly match: PrincipalMatch;
  /** Another entry may name it directly: a session, where we ask about the role, or one that cannot be read. */
  readonly perhaps: boolean;
}

export function principalMatch(entries: readonly PrincipalEntry[], principal: Principal): Named {
  let match: PrincipalMatch = 'not';
  let perhaps = false;
  for (const entry of entries) {
    const one = matchByEntry(entry, principal);
    if (one === 'unknown') perhaps = true;
    else if (CLOSENESS.indexOf(one) < CLOSENESS.indexOf(match)) match = one;
  }
  return { match, perhaps };
}

function matchByEntry(entry: PrincipalEntry, principal: Principal): PrincipalMatch | 'unknown' {
  switch (entry.kind) {
    case 'anyone':
      return 'directly';
    case 'account':
      if (accountOf(principal) !== entry.accountId) return 'not';
      return principal.kind === 'root' ? 'directly' : 'account';
    case 'arn':
      return matchByArn(entry.arn, principal);
    case 'service':
      return principal.kind === 'service' && principal.service === entry.service ? 'directly' : 'not';
    case 'federated':
      return principal.kind === 'federated' && principal.provider === entry.provider ? 'directly' : 'not';
    case 'canonicalUser':
      return accountOf(principal) === undefined ? 'not' : 'unknown';
    case 'deleted':
      return 'not';
    case 'unrecognized':
      return 'unknown';
  }
}

function matchByArn(arn: string, principal: Principal): PrincipalMatch | 'unknown' {
  if (!('arn' in principal)) return 'not';
  if (principal.arn === arn) return principal.kind === 'user' ? 'directly' : 'role';
  if (principal.sessionArn !== undefined) return principal.sessionArn === arn ? 'directly' : 'not';
  return principal.kind !== 'user' && isSessionOf(arn, principal.arn) ? 'unknown' : 'not';
}

const SESSION_ARN = /^arn:([^:]+):sts::([^:]+):assumed-role\/([^/]+)\//;

/** A session's ARN has the role's name without its path. */
function isSessionOf(sessionArn: string, roleArn: string): boolean {
  const [, partition, account, role] = SESSION_ARN.exec(sessionArn) ?? [];
  return (
    role !== undefined &&
    roleArn.startsWith(`arn:${partition}:iam::${account}:role/`) &&
    roleArn.endsWith(`/${role}`)
  );
}

/**
 * Whether a statement with this Principal or NotPrincipal applies to the requester, for a Deny: an account stands
 * for everyone in it. A NotPrincipal must name the account as well as the user or role, else it "might deny", and it
 * "will always deny any IAM principal that has a permissions boundary policy attached, regardless of the values
 * specified in the NotPrincipal element".
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 * @param bounded whether the requester is known to have a permissions boundary
 */
export function principalMatches(
  { negated, entries }: PrincipalMatcher,
  principal: Principal,
  bounded = false,
): Truth {
  const { match, perhaps } = principalMatch(entries, principal);
  if (!negated) return match !== 'not' || (perhaps && 'unknown');
  if (bounded) return true;
  if (match === 'not') return perhaps ? 'unknown' : true;
  if (match === 'account') return 'unknown';
  return accountOf(principal) === undefined || principal.kind === 'root' || namesAccount(entries, principal)
    ? false
    : 'unknown';
}

function namesAccount(entries: readonly PrincipalEntry[], principal: Principal): boolean {
  return entries.some(
    (entry) =>
      entry.kind === 'anyone' || (entry.kind === 'account' && entry.accountId === accountOf(principal)),
  );
}
