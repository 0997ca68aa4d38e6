import { derive } from '../../aws/combine-readers.ts';
import type { Holder } from '../../policy/grants/holder.ts';
import {
  type AuthorizationDetails,
  authorizationDetails,
  type ManagedPolicy,
} from './authorization-details.ts';
import { accountOf, type HeldPolicies, type PolicyHolders, policyHolders } from './policy-holders.ts';

/** A policy that somebody of the account wrote. `policies` holds it when it could be read; `unread` says why not. */
export interface WrittenPolicy extends HeldPolicies {
  /** A managed policy is a resource of its own; an inline policy is a part of its user, group or role. */
  readonly resource: { readonly type: string; readonly id: string };
  readonly which: { readonly part?: string };
  /** As a sentence calls it: "policy deploy", "inline policy deploy". */
  readonly name: string;
  /** How AWS names it, and who has it. */
  readonly evidence: Readonly<Record<string, unknown>>;
  /** What it does: grants something to somebody, limits somebody as a boundary, or nothing. Undefined when AWS did not say. */
  readonly use: 'grant' | 'boundary' | 'none' | undefined;
  /** Who has it, or may have it. */
  readonly holder: Holder;
}

export interface WrittenPolicies {
  readonly managed: readonly WrittenPolicy[];
  readonly inline: readonly WrittenPolicy[];
  /** All of both but those that only serve as boundaries: a boundary grants nothing. */
  readonly granting: readonly WrittenPolicy[];
}

/** How grave it is what a policy allows that nobody has. */
export const UNATTACHED = {
  severity: { score: 1.0, reason: 'The policy is attached to nobody, so it allows nothing today.' },
};

/** Why nobody can tell whether a policy is in use. */
export const ATTACHMENT_NOT_TOLD = 'AWS did not say whether anybody has the policy attached';

/** The customer-managed and inline policies of the account. Policies of AWS are not among them. */
export const writtenPolicies = derive(
  { details: authorizationDetails, holders: policyHolders },
  ({ details, holders }) => writtenPoliciesOf(details, holders),
);

export function writtenPoliciesOf(details: AuthorizationDetails, holders: PolicyHolders): WrittenPolicies {
  const managed = managedPolicies(details, holders);
  const inline = [
    ...holders.users.flatMap((user) => inlinePolicies('AwsIamUser', user)),
    ...holders.groups.flatMap((group) => inlinePolicies('AwsIamGroup', group)),
    ...holders.roles.flatMap((role) => inlinePolicies('AwsIamRole', role)),
  ];
  return { managed, inline, granting: [...managed.filter(({ use }) => use !== 'boundary'), ...inline] };
}

/** How many of those that have a policy are named. */
const NAMED = 10;

function managedPolicies(details: AuthorizationDetails, { managed }: PolicyHolders): WrittenPolicy[] {
  const attachments = attachmentsOf(details);
  return details.Policies.filter(isCustomers).map((policy) => {
    const { Arn, PolicyName, DefaultVersionId, AttachmentCount, PermissionsBoundaryUsageCount } = policy;
    const attachedTo = attachments.holders.get(Arn) ?? [];
    return {
      resource: { type: 'AwsIamPolicy', id: Arn },
      which: {},
      name: `policy ${PolicyName ?? Arn}`,
      evidence: {
        PolicyArn: Arn,
        DefaultVersionId,
        AttachmentCount: AttachmentCount ?? attachedTo.length,
        PermissionsBoundaryUsageCount: PermissionsBoundaryUsageCount ?? attachments.boundaries.get(Arn) ?? 0,
        attachedTo: attachedTo.slice(0, NAMED),
      },
      use: useOf(policy, attachments),
      holder: accountOf(policy),
      ...(managed.get(Arn) ?? { policies: [], unread: [`AWS did not send the policy ${Arn}`] }),
    };
  });
}

function isCustomers({ Arn }: ManagedPolicy): boolean {
  return /^arn:[^:]+:iam::\d{12}:policy\//.test(Arn);
}

interface Attachments {
  /** Who has a policy attached, by the policy's ARN. */
  readonly holders: ReadonlyMap<string, readonly string[]>;
  readonly complete: boolean;
  /** How many users and roles it is the boundary of. */
  readonly boundaries: ReadonlyMap<string, number>;
}

function attachmentsOf({
  UserDetailList,
  GroupDetailList,
  RoleDetailList,
}: AuthorizationDetails): Attachments {
  const all = [...UserDetailList, ...GroupDetailList, ...RoleDetailList];
  const holders = new Map<string, string[]>();
  for (const { Arn, AttachedManagedPolicies = [] } of all) {
    for (const { PolicyArn = '' } of AttachedManagedPolicies) {
      const known = holders.get(PolicyArn);
      if (known) known.push(Arn);
      else holders.set(PolicyArn, [Arn]);
    }
  }
  const boundaries = new Map<string, number>();
  for (const { PermissionsBoundary } of [...UserDetailList, ...RoleDetailList]) {
    const arn = PermissionsBoundary?.PermissionsBoundaryArn;
    if (arn !== undefined) boundaries.set(arn, (boundaries.get(arn) ?? 0) + 1);
  }
  const complete = all.every(({ AttachedManagedPolicies }) => AttachedManagedPolicies !== undefined);
  return { holders, complete, boundaries };
}

/** AWS's counts decide, and what the users, groups and roles say where AWS sent none. */
function useOf(
  { Arn, AttachmentCount, PermissionsBoundaryUsageCount }: ManagedPolicy,
  { holders, complete, boundaries }: Attachments,
): WrittenPolicy['use'] {
  if ((AttachmentCount ?? 0) > 0 || holders.has(Arn)) return 'grant';
  if (AttachmentCount === undefined && !complete) return undefined;
  return (PermissionsBoundaryUsageCount ?? 0) > 0 || boundaries.has(Arn) ? 'boundary' : 'none';
}

function inlinePolicies(
  type: string,
  { detail: { Arn }, inline, holder }: PolicyHolders['users' | 'groups' | 'roles'][number],
): WrittenPolicy[] {
  const resource = { type, id: Arn };
  if (inline === undefined) {
    const unread = [`AWS did not list the policies in ${Arn}`];
    return [
      {
        resource,
        which: {},
        name: 'inline policy',
        evidence: {},
        use: 'grant',
        holder,
        policies: [],
        unread,
      },
    ];
  }
  return inline.map(({ PolicyName, policies, unread }) => ({
    resource,
    which: PolicyName === undefined ? {} : { part: PolicyName },
    name: `inline policy ${PolicyName}`,
    evidence: { PolicyName },
    use: 'grant',
    holder,
    policies,
    unread,
  }));
}
