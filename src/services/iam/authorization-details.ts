import type {
  AttachedPolicy,
  GroupDetail,
  ManagedPolicyDetail,
  RoleDetail,
  UserDetail,
} from '@aws-sdk/client-iam';
import { type Named, named } from '../../aws/named.ts';
import { pages } from '../../aws/pages.ts';
import { iam } from './service.ts';

export type IamUser = Named<UserDetail, 'UserName' | 'Arn'>;
export type IamGroup = Named<GroupDetail, 'GroupName' | 'Arn'>;
export type IamRole = Named<RoleDetail, 'RoleName' | 'Arn'>;
export type ManagedPolicy = Named<ManagedPolicyDetail, 'Arn'>;

/** All users, groups, roles and managed policies of an account, with AWS's own fields. */
export interface AuthorizationDetails {
  readonly UserDetailList: readonly IamUser[];
  readonly GroupDetailList: readonly IamGroup[];
  readonly RoleDetailList: readonly IamRole[];
  /** The customer's policies, and those of AWS that are attached, with all their versions. */
  readonly Policies: readonly ManagedPolicy[];
}

/**
 * Who may do what, in one bulk call. Policy documents are URL-encoded.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html
 */
export const authorizationDetails = iam.reader(
  ['GetAccountAuthorizationDetails'],
  async ({ sdk, client }): Promise<AuthorizationDetails> => {
    const answers = await pages(
      sdk.paginateGetAccountAuthorizationDetails(
        { client, pageSize: 1000 },
        { Filter: ['User', 'Group', 'Role', 'LocalManagedPolicy', 'AWSManagedPolicy'] },
      ),
      (page) => [page],
    );
    return {
      UserDetailList: answers.flatMap((page) => named(page.UserDetailList, 'UserName', 'Arn')),
      GroupDetailList: answers.flatMap((page) => named(page.GroupDetailList, 'GroupName', 'Arn')),
      RoleDetailList: answers.flatMap((page) => named(page.RoleDetailList, 'RoleName', 'Arn')),
      Policies: answers.flatMap((page) => named(page.Policies, 'Arn')),
    };
  },
);

/** The groups a user is in; undefined when AWS did not say, or named one that it did not describe. */
export function groupsOf(
  { GroupDetailList }: AuthorizationDetails,
  { GroupList }: IamUser,
): readonly IamGroup[] | undefined {
  const groups = GroupList?.map((name) => GroupDetailList.find(({ GroupName }) => GroupName === name));
  return groups?.every((group) => group !== undefined) ? groups : undefined;
}

/**
 * Whether it is a policy that AWS attaches to a user when it finds one of its access keys in public.
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSCompromisedKeyQuarantineV3.html
 */
export function isQuarantinePolicy({ PolicyArn }: AttachedPolicy): boolean {
  return /:iam::aws:policy\/AWSCompromisedKeyQuarantine(V\d+)?$/.test(PolicyArn ?? '');
}
