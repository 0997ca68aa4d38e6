import type { Answers } from '../support/stub.ts';
import { failure, success, textParam, type Wire } from '../support/wire.ts';
import { credentialReport, identityCenter } from '../support/worlds/iam-answers.ts';

/** The account of every world here, and one that is not in it. */
export const ACCOUNT = '111122223333';
export const STRANGER = '999988887777';

/** The moment of every scan here. */
export const NOW = new Date('2026-11-20T12:00:00Z');

const daysAgo = (days: number): Date => new Date(NOW.getTime() - days * 86_400_000);

/** One statement of a policy, as IAM writes it. */
export type Statement = object;

interface Holder {
  /** The statements of one inline policy named `inline`. */
  readonly inline?: readonly Statement[];
  /** Names of managed policies: those of the world, or of AWS (`AdministratorAccess`). */
  readonly attached?: readonly string[];
}

interface Principal extends Holder {
  /** The name of a managed policy. */
  readonly boundary?: string;
  readonly tags?: Readonly<Record<string, string>>;
}

export interface User extends Principal {
  /** Names of groups of the world. */
  readonly groups?: readonly string[];
  /** An active access key. */
  readonly key?: boolean;
  readonly mfa?: boolean;
}

export interface Role extends Principal {
  /** Allow statements get the action sts:AssumeRole unless they name another. */
  readonly trust: Statement | readonly Statement[];
  readonly inInstanceProfile?: boolean;
}

/** A managed policy: its statements, and those of a version that is not in force. */
interface ManagedPolicy {
  readonly inForce: readonly Statement[];
  readonly older?: readonly Statement[];
}

/** An AWS account in a few lines; everything by its name. */
export interface World {
  readonly users?: Readonly<Record<string, User>>;
  readonly roles?: Readonly<Record<string, Role>>;
  readonly groups?: Readonly<Record<string, Holder>>;
  readonly policies?: Readonly<Record<string, readonly Statement[] | ManagedPolicy>>;
  /** Statements of SCPs at the root, besides FullAWSAccess. With them the account manages an organization of two. */
  readonly scps?: Readonly<Record<string, readonly Statement[]>>;
  /** What AWS answers about other services. */
  readonly answers?: Answers;
}

/** The member account of a world with SCPs. */
export const MEMBER = '444455556666';

const EVERYTHING = { Effect: 'Allow', Action: '*', Resource: '*' };

/** What policies of AWS say, as far as worlds attach them. https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html */
const OF_AWS: Readonly<Record<string, readonly Statement[]>> = {
  AdministratorAccess: [EVERYTHING],
  ReadOnlyAccess: [
    { Effect: 'Allow', Action: ['iam:Get*', 'iam:List*', 's3:Get*', 's3:List*'], Resource: '*' },
  ],
  PowerUserAccess: [
    { Effect: 'Allow', NotAction: ['iam:*', 'organizations:*', 'account:*'], Resource: '*' },
    {
      Effect: 'Allow',
      Action: [
        'account:GetAccountInformation',
        'account:GetGovCloudAccountInformation',
        'account:GetPrimaryEmail',
        'account:ListRegions',
        'iam:CreateServiceLinkedRole',
        'iam:DeleteServiceLinkedRole',
        'iam:ListRoles',
        'organizations:DescribeEffectivePolicy',
        'organizations:DescribeOrganization',
      ],
      Resource: '*',
    },
  ],
};

/** `user/ann`, `role/deploy` and the like as an ARN of the account. */
export const arnOf = (name: string): string => `arn:aws:iam::${ACCOUNT}:${name}`;

const document = (statements: readonly Statement[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });

/** As IAM sends it. */
const encoded = (statements: readonly Statement[]): string => encodeURIComponent(document(statements));

/** AWS's answers about the world. */
export function answersOf(world: World): Answers {
  return {
    ...iamAnswers(world),
    ...organizationAnswers(world),
    ...identityCenter(undefined, ACCOUNT),
    ...world.answers,
  };
}

function iamAnswers(world: World): Answers {
  const roles = Object.entries(world.roles ?? {});
  const details = {
    UserDetailList: Object.entries(world.users ?? {}).map(([name, user]) => userDetail(world, name, user)),
    GroupDetailList: Object.entries(world.groups ?? {}).map(([name, group]) => ({
      Path: '/',
      GroupName: name,
      GroupId: idOf('AGPA', name),
      Arn: arnOf(`group/${name}`),
      CreateDate: daysAgo(400),
      GroupPolicyList: inlineList(group),
      AttachedManagedPolicies: attachedList(world, group),
    })),
    RoleDetailList: roles.map(([name, role]) => roleDetail(world, name, role)),
    Policies: policiesOf(world),
    IsTruncated: false,
  };
  return {
    'iam:GetAccountAuthorizationDetails': (call) => success(call, details),
    'iam:ListRoles': (call) =>
      success(call, {
        Roles: roles.map(([name, role]) => ({ ...roleBasics(name, role), MaxSessionDuration: 3600 })),
        IsTruncated: false,
      }),
    ...credentialReport({
      accountId: ACCOUNT,
      root: { created: daysAgo(1000), mfa: true },
      users: Object.entries(world.users ?? {}).map(([name, { key = false, mfa = false }]) => ({
        name,
        created: daysAgo(400),
        mfa,
        keys: key ? [{ active: true, rotated: daysAgo(20), used: daysAgo(1) }] : [],
      })),
      generatedAt: NOW,
      ready: true,
    }),
  };
}

const idOf = (prefix: string, name: string): string =>
  `${prefix}${name.toUpperCase().replace(/\W/g, '')}AAAAAAAAAAAAAAAAA`.slice(0, 21);

function userDetail(world: World, name: string, user: User): Wire {
  return {
    Path: '/',
    UserName: name,
    UserId: idOf('AIDA', name),
    Arn: arnOf(`user/${name}`),
    CreateDate: daysAgo(400),
    UserPolicyList: inlineList(user),
    GroupList: user.groups ?? [],
    AttachedManagedPolicies: attachedList(world, user),
    PermissionsBoundary: boundaryOf(world, user),
    Tags: tagList(user),
  };
}

function roleBasics(name: string, { trust }: Role) {
  const statements = [trust].flat().map((statement) => ({ Action: 'sts:AssumeRole', ...statement }));
  return {
    Path: '/',
    RoleName: name,
    RoleId: idOf('AROA', name),
    Arn: arnOf(`role/${name}`),
    CreateDate: daysAgo(400),
    AssumeRolePolicyDocument: encoded(statements),
  };
}

function roleDetail(world: World, name: string, role: Role): Wire {
  const profile = {
    Path: '/',
    InstanceProfileName: name,
    InstanceProfileId: idOf('AIPA', name),
    Arn: arnOf(`instance-profile/${name}`),
    CreateDate: daysAgo(400),
    Roles: [roleBasics(name, role)],
  };
  return {
    ...roleBasics(name, role),
    InstanceProfileList: role.inInstanceProfile ? [profile] : [],
    RolePolicyList: inlineList(role),
    AttachedManagedPolicies: attachedList(world, role),
    PermissionsBoundary: boundaryOf(world, role),
    Tags: tagList(role),
    RoleLastUsed: { LastUsedDate: daysAgo(1), Region: 'us-east-1' },
  };
}

function inlineList({ inline }: Holder): Wire {
  return inline === undefined ? [] : [{ PolicyName: 'inline', PolicyDocument: encoded(inline) }];
}

function attachedList(world: World, { attached = [] }: Holder): Wire {
  return attached.map((name) => ({ PolicyName: name, PolicyArn: policyArn(world, name) }));
}

function boundaryOf(world: World, { boundary }: Principal): Wire {
  return boundary === undefined
    ? undefined
    : {
        PermissionsBoundaryType: 'PermissionsBoundaryPolicy',
        PermissionsBoundaryArn: policyArn(world, boundary),
      };
}

function tagList({ tags = {} }: Principal): Wire {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

function policyArn({ policies = {} }: World, name: string): string {
  if (name in policies) return arnOf(`policy/${name}`);
  if (name in OF_AWS) return `arn:aws:iam::aws:policy/${name}`;
  throw new Error(`the world has no policy ${name}`);
}

/** Those of the world, and those of AWS that it uses. */
function policiesOf(world: World): Wire {
  const { policies = {}, users = {}, roles = {}, groups = {} } = world;
  const principals = [...Object.values(users), ...Object.values(roles)];
  const attached = [...principals, ...Object.values(groups)].flatMap((holder) => holder.attached ?? []);
  const boundaries = principals.flatMap(({ boundary }) => boundary ?? []);
  const ofAws = Object.keys(OF_AWS).filter(
    (name) => !(name in policies) && (attached.includes(name) || boundaries.includes(name)),
  );
  return [...Object.keys(policies), ...ofAws].map((name) => ({
    PolicyName: name,
    PolicyId: idOf('ANPA', name),
    Arn: policyArn(world, name),
    Path: '/',
    DefaultVersionId: 'v2',
    AttachmentCount: attached.filter((each) => each === name).length,
    PermissionsBoundaryUsageCount: boundaries.filter((each) => each === name).length,
    IsAttachable: true,
    CreateDate: daysAgo(400),
    UpdateDate: daysAgo(400),
    PolicyVersionList: versionsOf(policies[name] ?? OF_AWS[name] ?? []),
  }));
}

function versionsOf(policy: readonly Statement[] | ManagedPolicy): Wire {
  const { inForce, older }: ManagedPolicy = 'inForce' in policy ? policy : { inForce: policy };
  const version = (VersionId: string, statements: readonly Statement[]) => ({
    VersionId,
    Document: encoded(statements),
    IsDefaultVersion: VersionId === 'v2',
    CreateDate: daysAgo(400),
  });
  return [version('v2', inForce), ...(older === undefined ? [] : [version('v1', older)])];
}

const ORGANIZATION = 'o-exampleorgid';
const ROOT = 'r-exam';
const FULL_ACCESS = 'p-FullAWSAccess';
const inOrganization = (what: string): string => `arn:aws:organizations::${ACCOUNT}:${what}`;

/** https://docs.aws.amazon.com/organizations/latest/APIReference/Welcome.html */
function organizationAnswers({ scps }: World): Answers {
  if (scps === undefined)
    return {
      'organizations:DescribeOrganization': (call) =>
        failure(call, {
          code: 'AWSOrganizationsNotInUseException',
          message: 'Your account is not a member of an organization.',
          status: 400,
        }),
    };
  const names = Object.keys(scps);
  const idOfScp = (name: string) => `p-${name.replace(/\W/g, '').toLowerCase()}`;
  const summary = (Id: string, Name: string) => ({
    Id,
    Name,
    Arn: inOrganization(`policy/${ORGANIZATION}/service_control_policy/${Id}`),
    Type: 'SERVICE_CONTROL_POLICY',
    AwsManaged: Id === FULL_ACCESS,
  });
  const accountOf = (Id: string, Name: string) => ({
    Id,
    Name,
    Arn: inOrganization(`account/${ORGANIZATION}/${Id}`),
    State: 'ACTIVE',
    Status: 'ACTIVE',
  });
  return {
    'organizations:DescribeOrganization': (call) =>
      success(call, {
        Organization: {
          Id: ORGANIZATION,
          Arn: inOrganization(`organization/${ORGANIZATION}`),
          FeatureSet: 'ALL',
          MasterAccountId: ACCOUNT,
          MasterAccountArn: inOrganization(`account/${ORGANIZATION}/${ACCOUNT}`),
        },
      }),
    'organizations:ListRoots': (call) =>
      success(call, {
        Roots: [
          {
            Id: ROOT,
            Arn: inOrganization(`root/${ORGANIZATION}/${ROOT}`),
            Name: 'Root',
            PolicyTypes: [{ Type: 'SERVICE_CONTROL_POLICY', Status: 'ENABLED' }],
          },
        ],
      }),
    'organizations:ListOrganizationalUnitsForParent': (call) => success(call, { OrganizationalUnits: [] }),
    'organizations:ListAccountsForParent': (call) =>
      success(call, { Accounts: [accountOf(ACCOUNT, 'management'), accountOf(MEMBER, 'workload')] }),
    'organizations:ListPolicies': (call) =>
      success(call, {
        Policies: [
          summary(FULL_ACCESS, 'FullAWSAccess'),
          ...names.map((name) => summary(idOfScp(name), name)),
        ],
      }),
    // "Every root, OU, and account must have at least one SCP attached."
    // https://docs.aws.amazon.com/organizations/latest/APIReference/API_DetachPolicy.html
    'organizations:ListTargetsForPolicy': (call) =>
      success(call, {
        Targets: [
          {
            TargetId: ROOT,
            Arn: inOrganization(`root/${ORGANIZATION}/${ROOT}`),
            Name: 'Root',
            Type: 'ROOT',
          },
          ...(textParam(call, 'PolicyId') === FULL_ACCESS ? [ACCOUNT, MEMBER] : []).map((TargetId) => ({
            TargetId,
            Arn: inOrganization(`account/${ORGANIZATION}/${TargetId}`),
            Name: TargetId,
            Type: 'ACCOUNT',
          })),
        ],
      }),
    'organizations:DescribePolicy': (call) => {
      const name = names.find((each) => idOfScp(each) === textParam(call, 'PolicyId')) ?? 'FullAWSAccess';
      return success(call, {
        Policy: {
          PolicySummary: summary(idOfScp(name), name),
          Content: document(scps[name] ?? [EVERYTHING]),
        },
      });
    },
  };
}

export const ESCALATES = 'iam/principal-can-escalate';

/** A trust policy's statement: everybody in the account whose policies allow it. */
export const TRUSTS_ACCOUNT: Statement = {
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
};

export const trustsService = (service: string): Statement => ({
  Effect: 'Allow',
  Principal: { Service: `${service}.amazonaws.com` },
});

/** The Condition element with one condition. */
export const when = (operator: string, key: string, value: string | readonly string[]): object => ({
  Condition: { [operator]: { [key]: value } },
});

export function allow(
  action: string | readonly string[],
  resource: string | readonly string[] = '*',
  more: object = {},
): Statement {
  return { Effect: 'Allow', Action: action, Resource: resource, ...more };
}

export function deny(
  action: string | readonly string[],
  resource: string | readonly string[] = '*',
  more: object = {},
): Statement {
  return { Effect: 'Deny', Action: action, Resource: resource, ...more };
}
