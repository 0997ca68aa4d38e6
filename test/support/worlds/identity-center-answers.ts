import type { Answerer, Answers } from '../stub.ts';
import { type Call, failure, success, textParam } from '../wire.ts';

const INSTANCE = 'arn:aws:sso:::instance/ssoins-7223abcdef012345';

/** A permission set, named as the API names its parts. */
export interface PermissionSet {
  readonly Name: string;
  readonly SessionDuration?: string;
  /** Names of AWS's policies. */
  readonly managed?: readonly string[];
  readonly InlinePolicy?: string;
  /** Names of policies of the accounts. */
  readonly customerManaged?: readonly string[];
  readonly PermissionsBoundary?: {
    readonly ManagedPolicyArn?: string;
    readonly CustomerManagedPolicyReference?: { readonly Name: string };
  };
  /** Users and groups by the account that they have it in. */
  readonly assignments?: Readonly<
    Record<string, readonly { readonly PrincipalType: 'USER' | 'GROUP'; readonly PrincipalId: string }[]>
  >;
}

const permissionSetArn = ({ Name }: PermissionSet): string =>
  `arn:aws:sso:::permissionSet/ssoins-7223abcdef012345/ps-${Name}`;

/**
 * Identity Center of an organization with these permission sets, all lists in pages of one. moto has no boundaries of
 * permission sets. https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_Operations.html
 */
export function permissionSets(
  homeRegion: string,
  OwnerAccountId: string,
  sets: readonly PermissionSet[],
): Answers {
  const about =
    (answer: (set: PermissionSet, call: Call) => ReturnType<Answerer>): Answerer =>
    (call) => {
      const set = sets.find((each) => permissionSetArn(each) === textParam(call, 'PermissionSetArn'));
      return set && textParam(call, 'InstanceArn') === INSTANCE
        ? answer(set, call)
        : notFound(call, 'PermissionSet not found');
    };
  return {
    'sso:ListInstances': (call) =>
      success(call, {
        Instances:
          call.region === homeRegion ? [{ InstanceArn: INSTANCE, OwnerAccountId, Status: 'ACTIVE' }] : [],
      }),
    'sso:ListPermissionSets': (call) => paged(call, 'PermissionSets', sets.map(permissionSetArn)),
    'sso:DescribePermissionSet': about((set, call) =>
      success(call, {
        PermissionSet: {
          Name: set.Name,
          PermissionSetArn: permissionSetArn(set),
          SessionDuration: set.SessionDuration,
        },
      }),
    ),
    'sso:ListManagedPoliciesInPermissionSet': about(({ managed = [] }, call) =>
      paged(
        call,
        'AttachedManagedPolicies',
        managed.map((Name) => ({ Name, Arn: `arn:aws:iam::aws:policy/${Name}` })),
      ),
    ),
    'sso:GetInlinePolicyForPermissionSet': about(({ InlinePolicy = '' }, call) =>
      success(call, { InlinePolicy }),
    ),
    'sso:ListCustomerManagedPolicyReferencesInPermissionSet': about(({ customerManaged = [] }, call) =>
      paged(
        call,
        'CustomerManagedPolicyReferences',
        customerManaged.map((Name) => ({ Name, Path: '/' })),
      ),
    ),
    'sso:GetPermissionsBoundaryForPermissionSet': about(({ PermissionsBoundary }, call) =>
      PermissionsBoundary
        ? success(call, { PermissionsBoundary })
        : notFound(call, 'PermissionsBoundary not found'),
    ),
    'sso:ListAccountsForProvisionedPermissionSet': about(({ assignments = {} }, call) =>
      paged(call, 'AccountIds', Object.keys(assignments)),
    ),
    'sso:ListAccountAssignments': about((set, call) => {
      const AccountId = textParam(call, 'AccountId') ?? '';
      const principals = set.assignments?.[AccountId] ?? [];
      return paged(
        call,
        'AccountAssignments',
        principals.map((principal) => ({
          AccountId,
          PermissionSetArn: permissionSetArn(set),
          ...principal,
        })),
      );
    }),
  };
}

function paged(call: Call, name: string, items: readonly (string | Readonly<Record<string, string>>)[]) {
  const from = Number(textParam(call, 'NextToken') ?? 0);
  const more = from + 1 < items.length;
  return success(call, {
    [name]: items.slice(from, from + 1),
    NextToken: more ? String(from + 1) : undefined,
  });
}

const notFound = (call: Call, message: string) =>
  failure(call, { code: 'ResourceNotFoundException', message, status: 400 });
