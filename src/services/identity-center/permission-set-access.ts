import type {
  AttachedManagedPolicy,
  CustomerManagedPolicyReference,
  PermissionsBoundary,
} from '@aws-sdk/client-sso-admin';
import { grantsFullAdministrator } from '../../policy/grants/administrator.ts';
import { parsePolicy } from '../../policy/language/document.ts';
import type { Policy } from '../../policy/language/policy.ts';
import { type AdministratorAccess, accessBy } from '../iam/policy-holders.ts';

/** What a permission set gives, with AWS's own fields. */
export interface PermissionSetPolicies {
  readonly AttachedManagedPolicies: readonly AttachedManagedPolicy[];
  /** Undefined or empty where there is none. */
  readonly InlinePolicy: string | undefined;
  /** Names of policies that each account defines for itself. */
  readonly CustomerManagedPolicyReferences: readonly CustomerManagedPolicyReference[];
}

/**
 * Of AWS's policies only AdministratorAccess allows everything; its document never changes.
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AdministratorAccess.html
 */
const ADMINISTRATOR_ACCESS = /^arn:[^:]+:iam::aws:policy\/AdministratorAccess$/;
const EVERYTHING = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}';

/**
 * What the set gives, through a role in every account that it is assigned to, without regard to its boundary.
 * @param now the moment of the scan
 */
export function accessOf(
  { AttachedManagedPolicies, InlinePolicy, CustomerManagedPolicyReferences }: PermissionSetPolicies,
  partition: string,
  now: Date,
): AdministratorAccess {
  const texts = AttachedManagedPolicies.flatMap(({ Arn }) =>
    Arn !== undefined && ADMINISTRATOR_ACCESS.test(Arn) ? [{ name: Arn, text: EVERYTHING }] : [],
  );
  if (InlinePolicy) texts.push({ name: 'InlinePolicy', text: InlinePolicy });
  const parsed = texts.map(({ name, text }) => ({ name, policy: parsePolicy(text) }));
  const policies = parsed.flatMap(({ name, policy }): Policy[] =>
    policy.ok ? [{ name, document: policy.document }] : [],
  );
  const administrator = grantsFullAdministrator(policies, { partition, kind: 'role' }, now);
  if (administrator) return accessBy(administrator);
  const [unread] = [
    ...parsed.flatMap(({ name, policy }) => (policy.ok ? [] : [`the ${name} is ${policy.reason}`])),
    ...AttachedManagedPolicies.flatMap(({ Arn }) =>
      Arn === undefined ? ['AWS did not name one of its managed policies'] : [],
    ),
    ...CustomerManagedPolicyReferences.map(
      ({ Name }) => `it gives the customer managed policy ${Name}, which each account defines for itself`,
    ),
  ];
  return unread === undefined ? { granted: 'no' } : { granted: 'unknown', reason: unread };
}

/** What is left of it within a boundary. https://docs.aws.amazon.com/singlesignon/latest/userguide/permissionsetcustom.html */
export function withinBoundary(
  access: AdministratorAccess,
  boundary: PermissionsBoundary | undefined,
): AdministratorAccess {
  if (boundary === undefined) return access;
  const { ManagedPolicyArn, CustomerManagedPolicyReference } = boundary;
  if (ManagedPolicyArn !== undefined)
    return ADMINISTRATOR_ACCESS.test(ManagedPolicyArn) ? access : { granted: 'no' };
  return {
    granted: 'unknown',
    reason: `its permissions boundary is the customer managed policy ${CustomerManagedPolicyReference?.Name}, which each account defines for itself`,
  };
}

/** Hours of an ISO 8601 duration such as `PT1H30M`; undefined for what is none. */
export function hoursOf(duration: string): number | undefined {
  const [, days, hours, minutes, seconds] =
    /^P(?=.)(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(duration) ?? [];
  const parts = [days, hours, minutes, seconds];
  if (parts.every((part) => part === undefined)) return undefined;
  const [d = 0, h = 0, m = 0, s = 0] = parts.map((part) => Number(part ?? 0));
  return d * 24 + h + m / 60 + s / 3600;
}
