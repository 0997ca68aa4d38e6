import type { Condition } from '../language/condition.ts';
import type { PrincipalEntry } from '../language/principal.ts';
import type { NarrowingCondition } from './narrowing-condition.ts';

/** Every service of AWS: no service principal is spelled so. */
export const ANY_SERVICE = '*';

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
  /** Whoever sends a request; whoever has an AWS account, where it has to be signed. */
  | { readonly kind: 'anyone'; readonly signed: boolean }
  | { readonly kind: 'organization'; readonly organizationId: string; readonly own: boolean }
  | {
      readonly kind: 'account';
      readonly accountId: string;
      /** The user or role, when only that one is named. */
      readonly arn: string | undefined;
      /** Undefined when the accounts of the organization are not known. */
      readonly inOrganization: boolean | undefined;
    }
  | {
      readonly kind: 'service';
      /** `sns.amazonaws.com`; `*` for every service. */
      readonly service: string;
      /** For whom it may act, as conditions on aws:SourceAccount and its like say; undefined: for any of its customers. */
      readonly onBehalfOf: readonly Customer[] | undefined;
    }
  | { readonly kind: 'federated'; readonly provider: string }
  | { readonly kind: 'canonicalUser'; readonly id: string }
  | { readonly kind: 'unrecognized'; readonly text: string };

/** For whom a service acts. https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html#cross-service-confused-deputy-prevention */
export type Customer =
  | { readonly kind: 'account'; readonly accountId: string; readonly home: boolean }
  | { readonly kind: 'organization'; readonly organizationId: string; readonly own: boolean }
  /** One whose ARN does not say its account, such as a bucket. */
  | { readonly kind: 'resource'; readonly arn: string };

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

interface Way {
  readonly limits: readonly NarrowingCondition[];
  /** Whether the request has to be signed. */
  readonly signed: boolean;
}

/** Whom an entry lets in on this way; nobody when its limits leave only the account itself, or none at all. */
export function outsiders(entry: PrincipalEntry, way: Way, home: Home): Outsider[] {
  switch (entry.kind) {
    case 'anyone':
      return narrowed(way, home);
    case 'account':
      return account(entry.accountId, undefined, way, home);
    case 'arn':
      return account(entry.accountId, entry.arn, way, home);
    case 'service':
      return service(entry.service, way, home);
    case 'deleted':
      return [];
    default:
      return [entry];
  }
}

function account(accountId: string, arn: string | undefined, { limits }: Way, home: Home): Outsider[] {
  // CloudFront's origin access identities are arn:aws:iam::cloudfront:user/…
  if (!/^\d{12}$/.test(accountId)) return [{ kind: 'service', service: accountId, onBehalfOf: undefined }];
  const principals = limits.filter(({ kind }) => kind === 'principal');
  if (principals.some((limit) => ofAccount(limit, home)?.includes(accountId) === false)) return [];
  const onlyOwn = limits.some((limit) =>
    ofOrganization(limit, home)?.every((id) => id === home.organizationId),
  );
  const inOrganization = home.organizationAccounts?.has(accountId) ?? (onlyOwn ? true : undefined);
  if (onlyOwn && !inOrganization) return [];
  return [{ kind: 'account', accountId, arn, inOrganization }];
}

function service(name: string, { limits }: Way, home: Home): Outsider[] {
  const onBehalfOf = customers(limits, home);
  return onBehalfOf?.length === 0 ? [] : [{ kind: 'service', service: name, onBehalfOf }];
}

/** Undefined where no limit says for whom; none where limits contradict each other. */
function customers(limits: readonly NarrowingCondition[], home: Home): Customer[] | undefined {
  const accounts = fixed(limits, (limit) => ofAccount(limit, home));
  if (accounts)
    return accounts.map((accountId) => ({
      kind: 'account',
      accountId,
      home: accountId === home.accountId,
    }));
  const resources = limits.find(({ kind }) => kind === 'source');
  if (resources) return resources.condition.values.map((arn) => ({ kind: 'resource', arn }));
  return fixed(limits, (limit) => ofOrganization(limit, home))?.map((id) => organization(id, home));
}

/** Anyone, as far as no limit fixes accounts, organizations or services. */
function narrowed(way: Way, home: Home): Outsider[] {
  const { limits, signed } = way;
  const services = limits.find(({ condition }) => condition.key.startsWith('aws:principalservicename'));
  if (services) return services.condition.values.flatMap((name) => service(name, way, home));
  const accounts = fixed(limits, (limit) => ofAccount(limit, home));
  if (accounts)
    return accounts.filter((id) => id !== home.accountId).flatMap((id) => account(id, undefined, way, home));
  const organizations = fixed(limits, (limit) => ofOrganization(limit, home));
  if (organizations) return organizations.map((id) => organization(id, home));
  return [{ kind: 'anyone', signed }];
}

const organization = (organizationId: string, home: Home) => ({
  kind: 'organization' as const,
  organizationId,
  own: organizationId === home.organizationId,
});

/** What all limits that fix something leave; undefined where none does. */
function fixed(
  limits: readonly NarrowingCondition[],
  idsOf: (limit: NarrowingCondition) => string[] | undefined,
): string[] | undefined {
  const [first, ...others] = limits.map(idsOf).filter((ids) => ids !== undefined);
  return first && [...new Set(first)].filter((id) => others.every((list) => list.includes(id)));
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

/** Someone outside in words: `account 444455556666`, `ec2.amazonaws.com`. */
export function outsiderInWords(who: Outsider): string {
  switch (who.kind) {
    case 'anyone':
      return who.signed ? 'anyone with an AWS account' : 'anyone';
    case 'organization':
      return `organization ${who.organizationId}`;
    case 'account':
      return who.arn ?? `account ${who.accountId}`;
    case 'service':
      return who.service === ANY_SERVICE ? 'any AWS service' : who.service;
    case 'federated':
      return who.provider;
    case 'canonicalUser':
      return `canonical user ${who.id}`;
    case 'unrecognized':
      return who.text;
  }
}
