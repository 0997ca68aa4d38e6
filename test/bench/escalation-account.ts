import type {
  AuthorizationDetails,
  IamRole,
  ManagedPolicy,
} from '../../src/services/iam/authorization-details.ts';

const ACCOUNT = '111122223333';
const SERVICES = ['lambda', 'ec2', 'ecs-tasks', 'codebuild', 'glue', 'states', 'events', 'apigateway'];
const DATA = [
  's3',
  'dynamodb',
  'sqs',
  'sns',
  'kinesis',
  'secretsmanager',
  'ssm',
  'logs',
  'cloudwatch',
  'kms',
];

/**
 * What IAM tells of a large account: teams whose users are in a few groups with shared policies, roles of services and
 * for people, pipelines that pass roles, boundaries, MFA, and some ways to administrator access that are deep.
 */
export function largeIam({
  users,
  roles,
}: {
  readonly users: number;
  readonly roles: number;
}): AuthorizationDetails {
  const groups = range(50);
  return {
    UserDetailList: range(users).map((n) => ({
      UserName: `person-${n}`,
      Arn: arn(`user/person-${n}`),
      Path: '/',
      GroupList: [`team-${n % 40}`, `team-${40 + (n % 10)}`],
      UserPolicyList: [{ PolicyName: 'self', PolicyDocument: document(SELF_SERVICE, NOTHING_WITHOUT_MFA) }],
      AttachedManagedPolicies: [attachment(`shared-${n % 100}`)],
      Tags: [{ Key: 'team', Value: `team-${n % 40}` }],
    })),
    GroupDetailList: groups.map((n) => ({
      GroupName: `team-${n}`,
      Arn: arn(`group/team-${n}`),
      GroupPolicyList: [],
      AttachedManagedPolicies: [3 * n, 3 * n + 1, 3 * n + 2].map((policy) => attachment(`shared-${policy}`)),
    })),
    RoleDetailList: range(roles).map(role),
    Policies: [
      ...range(300).map((n) => managed(`shared-${n}`, sharedPolicy(n))),
      managed('boundary', [allow('*', '*'), { ...allow(['iam:*', 'organizations:*'], '*'), Effect: 'Deny' }]),
      {
        ...managed('AdministratorAccess', [allow('*', '*')]),
        Arn: 'arn:aws:iam::aws:policy/AdministratorAccess',
      },
    ],
  };
}

function role(n: number): IamRole {
  const name = `role-${n}`;
  const service = SERVICES[n % SERVICES.length] ?? 'lambda';
  const trusted =
    n % 3 === 0 ? { AWS: `arn:aws:iam::${ACCOUNT}:root` } : { Service: `${service}.amazonaws.com` };
  return {
    RoleName: name,
    Arn: arn(`role/${name}`),
    Path: '/',
    AssumeRolePolicyDocument: document({ Effect: 'Allow', Principal: trusted, Action: 'sts:AssumeRole' }),
    InstanceProfileList: [],
    RolePolicyList: [{ PolicyName: 'work', PolicyDocument: document(...workOf(n)) }],
    AttachedManagedPolicies: [
      attachment(`shared-${n % 300}`),
      ...(n % 50 === 0 ? [{ PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' }] : []),
    ],
    ...(n % 7 === 0 && { PermissionsBoundary: { PermissionsBoundaryArn: arn('policy/boundary') } }),
  };
}

function workOf(n: number): object[] {
  const own = DATA.map((service) =>
    allow(
      [`${service}:Get*`, `${service}:Put*`, `${service}:List*`],
      `arn:aws:${service}:*:${ACCOUNT}:work-${n}*`,
    ),
  );
  if (n % 20 === 1)
    own.push(
      allow('iam:PassRole', arn('role/role-*'), {
        StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' },
      }),
      allow('lambda:*', '*'),
    );
  if (n % 25 === 2)
    own.push(allow(['iam:CreateAccessKey', 'iam:UpdateLoginProfile'], arn(`user/person-${n}*`)));
  if (n % 30 === 3) own.push(allow('sts:AssumeRole', arn(`role/role-${n - 3}*`)));
  return own;
}

function sharedPolicy(n: number): object[] {
  const services = range(6).map((step) => DATA[(n + step) % DATA.length] ?? 's3');
  return [
    ...services.map((service) =>
      allow(
        [`${service}:Describe*`, `${service}:Get*`, `${service}:List*`, `${service}:Update*`],
        n % 2 === 0 ? '*' : `arn:aws:${service}:*:${ACCOUNT}:shared/*`,
      ),
    ),
    ...(n % 5 === 0 ? [allow('sts:AssumeRole', arn('role/*'))] : []),
    ...(n % 9 === 0
      ? [allow(['lambda:UpdateFunctionCode', 'codebuild:StartBuild', 'ssm:StartSession'], '*')]
      : []),
    ...(n % 11 === 0 ? [allow(['iam:AttachRolePolicy', 'iam:PutRolePolicy'], arn(`role/team-${n}/*`))] : []),
  ];
}

const SELF_SERVICE = allow(
  ['iam:*AccessKey*', 'iam:ChangePassword', 'iam:*MFADevice'],
  `arn:aws:iam::${ACCOUNT}:user/\${aws:username}`,
);
const NOTHING_WITHOUT_MFA = {
  Effect: 'Deny',
  NotAction: ['iam:*MFADevice', 'sts:GetSessionToken'],
  Resource: '*',
  Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
};

function allow(Action: string | string[], Resource: string, Condition?: object) {
  return { Effect: 'Allow', Action, Resource, ...(Condition && { Condition }) };
}

function managed(PolicyName: string, statements: readonly object[]): ManagedPolicy {
  return {
    PolicyName,
    Arn: arn(`policy/${PolicyName}`),
    DefaultVersionId: 'v1',
    AttachmentCount: 1,
    PolicyVersionList: [{ VersionId: 'v1', IsDefaultVersion: true, Document: document(...statements) }],
  };
}

function attachment(PolicyName: string) {
  return { PolicyName, PolicyArn: arn(`policy/${PolicyName}`) };
}

function document(...Statement: readonly object[]): string {
  return encodeURIComponent(JSON.stringify({ Version: '2012-10-17', Statement }));
}

function arn(path: string): string {
  return `arn:aws:iam::${ACCOUNT}:${path}`;
}

function range(length: number): number[] {
  return Array.from({ length }, (_, index) => index);
}
