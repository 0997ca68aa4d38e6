import type { CustomerManagedPolicyReference } from '@aws-sdk/client-sso-admin';
import type { Partition } from '../../aws/partitions.ts';
import type { ReadError } from '../../aws/read-error.ts';
import type { Answer } from '../../aws/reader.ts';
import type { Standing } from '../../policy/escalation/escalations.ts';
import type { IamRole } from '../iam/authorization-details.ts';
import type { LesserSet } from './permission-sets.ts';

/** A permission set as the role that Identity Center makes of it in an account. */
export interface SetRole {
  readonly role: IamRole;
  /** Why the role may give more or less elsewhere: policies that each account defines for itself. */
  readonly doubt: { readonly policy?: string; readonly boundary?: string };
}

export interface Account {
  readonly id: string;
  readonly partition: Partition;
  /** The moment of the scan. */
  readonly now: Date;
}

/** What is known of the managed policies: those that can be read here, and why others of AWS cannot. */
export interface KnownPolicies {
  readonly arns: ReadonlySet<string>;
  readonly errors: ReadonlyMap<string, ReadError>;
}

/**
 * The role of a set, with the name and path that it has in an account.
 * https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html
 */
export function roleOfSet(
  { policies, boundary, description, region, AccountIds }: LesserSet,
  suffix: string,
  known: KnownPolicies,
  account: Account,
): Answer<SetRole> {
  if (!policies.ok) return policies;
  if (!boundary.ok) return boundary;
  const { AttachedManagedPolicies, InlinePolicy, CustomerManagedPolicyReferences } = policies.value;
  const { ManagedPolicyArn, CustomerManagedPolicyReference } = boundary.value ?? {};
  const ofAws = AttachedManagedPolicies.map(({ Arn }) => Arn);
  for (const arn of [...ofAws, ManagedPolicyArn]) {
    const error = known.errors.get(arn ?? '');
    if (error !== undefined) return { ok: false, error };
  }

  const onlyHere = AccountIds.ok && AccountIds.value.every((id) => id === account.id);
  const own = CustomerManagedPolicyReferences.map((reference) => arnOf(reference, account));
  const isSure = (arn: string) => onlyHere && known.arns.has(arn);
  const limit = CustomerManagedPolicyReference && arnOf(CustomerManagedPolicyReference, account);
  const limitArn = limit !== undefined && isSure(limit) ? limit : ManagedPolicyArn;
  const unsure = CustomerManagedPolicyReferences.find((_reference, index) => !isSure(own[index] ?? ''));
  const name = `AWSReservedSSO_${(description.ok && description.value.Name) || 'PermissionSet'}_${suffix}`;
  const path = `/aws-reserved/sso.amazonaws.com/${region === 'us-east-1' ? '' : `${region}/`}`;
  return {
    ok: true,
    value: {
      role: {
        RoleName: name,
        Path: path,
        Arn: `arn:${account.partition.id}:iam::${account.id}:role${path}${name}`,
        AssumeRolePolicyDocument: NOBODY,
        RolePolicyList: InlinePolicy ? [{ PolicyName: 'InlinePolicy', PolicyDocument: InlinePolicy }] : [],
        AttachedManagedPolicies: [...ofAws, ...own.filter((arn) => known.arns.has(arn))].map((PolicyArn) => ({
          PolicyArn,
        })),
        InstanceProfileList: [],
        ...(limitArn !== undefined && { PermissionsBoundary: { PermissionsBoundaryArn: limitArn } }),
      },
      doubt: {
        ...(unsure && {
          policy: `it gives the customer managed policy ${unsure.Name}, which each account defines for itself`,
        }),
        ...(limit !== undefined &&
          !isSure(limit) && {
            boundary: `its permissions boundary is the customer managed policy ${CustomerManagedPolicyReference?.Name}, which each account defines for itself`,
          }),
      },
    },
  };
}

function arnOf({ Name, Path = '/' }: CustomerManagedPolicyReference, { id, partition }: Account): string {
  return `arn:${partition.id}:iam::${id}:policy${Path}${Name}`;
}

/** People get into the role through Identity Center, and nobody of the account does. */
const NOBODY = JSON.stringify({ Version: '2012-10-17', Statement: [] });

/** What is left of a standing where the policies may be others elsewhere. */
export function despite({ policy, boundary }: SetRole['doubt'], standing: Standing): Standing {
  if (boundary !== undefined && standing.kind !== 'contained') return { kind: 'unknown', reason: boundary };
  return policy !== undefined && (standing.kind === 'contained' || standing.kind === 'unknown')
    ? { kind: 'unknown', reason: policy }
    : standing;
}
