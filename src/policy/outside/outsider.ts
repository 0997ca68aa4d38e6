import type { Condition } from '../language/condition.ts';
import type { PrincipalEntry } from '../language/principal.ts';
import type { NarrowingCondition } from './narrowing-condition.ts';

/** The account that owns a resource, and what is known of its organization. */
export interface Home {
  readonly accountId: string;
  readonly organizationId?: string;
  /** All accounts of the organization. */
  readonly organizationAccounts?: ReadonlySet<string>;
  readonly canonicalUserId?: string;
}

/** Someone outside the account. */
export type Outsider =
  | { readonly kind: 'anyone' }
  | { readonly kind: 'organization'; readonly organizationId: string; readonly own: boolean }
  | {
      readonly kind: 'account';
      readonly accountId: string;
      /** The user or role, when only that one is named. */
      readonly arn: string | undefined;
      /** Undefined when the accounts of the organization are not known. */
      readonly inOrganization: boolean | undefined;
    }
  | { readonly kind: 'service'; readonly service: string }
  | { readonly kind: 'federated'; readonly provider: string }
  | { readonly kind: 'canonicalUser'; readonly id: string }
  | { readonly kind: 'unrecognized'; readonly text: string };

/** Whether the entry is the account itself, or nobody any more. */
export function isHome(entry: PrincipalEntry, home: Home): boolean {
  switch (entry.kind) {
    case 'account':
    case 'arn':
      return entry.accountId === home.accountId;
    case 'canonicalUser':
      return entry.id === home.canonicalUserId;
    default:
      return entry.kind === 'deleted';
  }
}

/** Whom an entry lets in under these limits; nobody when the limits leave only the account itself. */
export function outsiders(
  entry: PrincipalEntry,
  limits: readonly NarrowingCondition[],
  home: Home,
): Outsider[] {
  switch (entry.kind) {
    case 'anyone':
      return narrowed(limits, home);
    case 'account':
      return account(entry.accountId, undefined, limits, home);
    case 'arn':
      return account(entry.accountId, entry.arn, limits, home);
    case 'deleted':
      return [];
    default:
      return [entry];
  }
}

function account(
  accountId: string,
  arn: string | undefined,
  limits: readonly NarrowingCondition[],
  home: Home,
): Outsider[] {
  // CloudFront's origin access identities are arn:aws:iam::cloudfront:user/…
  if (!/^\d{12}$/.test(accountId)) return [{ kind: 'service', service: accountId }];
  const onlyOwn = limits.some((limit) =>
    ofOrganization(limit, home)?.every((id) => id === home.organizationId),
  );
  const inOrganization = home.organizationAccounts?.has(accountId) ?? (onlyOwn ? true : undefined);
  if (onlyOwn && !inOrganization) return [];
  return [{ kind: 'account', accountId, arn, inOrganization }];
}

/** Anyone, as far as no limit fixes accounts, organizations or services. */
function narrowed(limits: readonly NarrowingCondition[], home: Home): Outsider[] {
  const accounts = limits.map((limit) => ofAccount(limit, home)).filter((ids) => ids !== undefined);
  if (accounts.length > 0) {
    return common(accounts)
      .filter((id) => id !== home.accountId)
      .flatMap((id) => account(id, undefined, limits, home));
  }
  const organizations = limits.map((limit) => ofOrganization(limit, home)).filter((ids) => ids !== undefined);
  if (organizations.length > 0) {
    return common(organizations).map((id) => ({
      kind: 'organization',
      organizationId: id,
      own: id === home.organizationId,
    }));
  }
  const services = limits.find(({ condition }) => condition.key.startsWith('aws:principalservicename'));
  return services
    ? services.condition.values.map((service) => ({ kind: 'service', service }))
    : [{ kind: 'anyone' }];
}

/** The organizations that a limit fixes. */
function ofOrganization({ kind, condition }: NarrowingCondition, home: Home): string[] | undefined {
  if (kind !== 'organization') return undefined;
  return condition.values.map((value) =>
    /^\$\{aws:Resource/i.test(value) ? (home.organizationId ?? value) : (value.split('/')[0] ?? value),
  );
}

/** The accounts that a limit fixes; undefined when it does not say which (a bucket, a unique id). */
function ofAccount({ kind, condition }: NarrowingCondition, home: Home): string[] | undefined {
  if (kind !== 'account' && kind !== 'principal' && kind !== 'source') return undefined;
  const accounts = condition.values.map((value) => accountIn(value, condition, home));
  const known = accounts.filter((id) => id !== undefined);
  return known.length === accounts.length ? known : undefined;
}

function accountIn(value: string, { key }: Condition, home: Home): string | undefined {
  if (/^\$\{aws:ResourceAccount\}$/i.test(value)) return home.accountId;
  if (/^\d{12}$/.test(value) && key !== 'aws:userid') return value;
  return /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(value)?.[1];
}

function common(lists: readonly (readonly string[])[]): string[] {
  const [first = [], ...others] = lists;
  return [...new Set(first)].filter((id) => others.every((list) => list.includes(id)));
}

/** Someone outside in words: `account 444455556666`, `ec2.amazonaws.com`. */
export function outsiderInWords(who: Outsider): string {
  switch (who.kind) {
    case 'anyone':
      return 'anyone';
    case 'organization':
      return `organization ${who.organizationId}`;
    case 'account':
      return who.arn ?? `account ${who.accountId}`;
    case 'service':
      return who.service;
    case 'federated':
      return who.provider;
    case 'canonicalUser':
      return `canonical user ${who.id}`;
    case 'unrecognized':
      return who.text;
  }
}
