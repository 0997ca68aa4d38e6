import { describe, expect, it } from 'vitest';
import rule from '../../../rules/iam/principal-can-escalate.ts';
import type {
  AuthorizationDetails,
  IamRole,
  IamUser,
} from '../../../src/services/iam/authorization-details.ts';
import { judge } from '../../support/judge.ts';
import {
  ADMINISTRATOR_ACCESS,
  allow,
  deny,
  escalating,
  INSTANCE_PROFILE,
  role,
  roleArn,
  runsAs,
  serviceAdministrator,
  trusting,
  user,
  userArn,
  WHOLE_ACCOUNT,
} from './escalating.fixture.ts';
import { groupOf, inline, policyOf, roleOf, trust, userOf } from './readings.fixture.ts';

const MFA = { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } };
const EVE = userArn('eve');
const damaged = { PolicyName: 'broken', PolicyDocument: '%7B' };

/** The verdict on the user or role of this name: its status, and for a finding the paths of its chain and its severity. */
function verdictOn(name: string, details: Partial<AuthorizationDetails>, partition = 'aws') {
  const verdicts = judge(rule, escalating(details, partition), { account: { partition } });
  const verdict = verdicts.find((one) => 'resource' in one && one.resource?.id.split('/').at(-1) === name);
  if (verdict?.status !== 'fail') return verdict?.status;
  const { chain } = verdict.evidence;
  const paths = Array.isArray(chain) ? chain.map(({ path, on }) => `${path} ${on.split(':').at(-1)}`) : [];
  return [...paths, verdict.severity?.score ?? rule.severity];
}

const eve = (...statements: readonly object[]) => user('eve', ...statements);
const only = (user: IamUser, rest: Partial<AuthorizationDetails> = {}) =>
  verdictOn('eve', { ...rest, UserDetailList: [user, ...(rest.UserDetailList ?? [])] });
const onlyRole = (role: IamRole, rest: Partial<AuthorizationDetails> = {}) =>
  verdictOn('eve', { ...rest, RoleDetailList: [role, ...(rest.RoleDetailList ?? [])] });

const boss = userOf({ UserName: 'boss', ...ADMINISTRATOR_ACCESS });
const LAMBDA = 'lambda.amazonaws.com';
const lambdaAdmin = serviceAdministrator('fn', LAMBDA);
const lambdaFor = (account: string) =>
  trust({
    Effect: 'Allow',
    Principal: { Service: LAMBDA },
    Action: 'sts:AssumeRole',
    Condition: { StringEquals: { 'aws:SourceAccount': account } },
  });
const START_FUNCTION = allow(['lambda:CreateFunction', 'lambda:InvokeFunction']);
const boundedBy = (...statements: readonly object[]) => ({
  PermissionsBoundary: { PermissionsBoundaryArn: policyOf('limit').Arn },
  Policies: [policyOf('limit', ...statements)],
});

describe('iam/principal-can-escalate', () => {
  it.each<[string, ReturnType<typeof only>, ReturnType<typeof only>]>([
    ['nothing', only(eve()), 'pass'],
    ['reading', only(eve(allow('iam:Get*'))), 'pass'],
    ['an administrator is not judged', only({ ...eve(), ...ADMINISTRATOR_ACCESS }), undefined],
    ['nor one with MFA', only(eve({ ...allow('*'), ...MFA })), undefined],
    ['all of IAM', only(eve(allow('iam:*'))), ['iam-007 user/eve', 8.2]],
    ['on its own ARN', only(eve(allow('iam:AttachUserPolicy', EVE))), ['iam-008 user/eve', 8.2]],
    [
      'on its own name',
      only(eve(allow('iam:AttachUserPolicy', `arn:aws:iam::*:user/\${aws:username}`))),
      ['iam-008 user/eve', 8.2],
    ],
    ['on another ARN', only(eve(allow('iam:AttachUserPolicy', userArn('bob')))), 'pass'],
    ['denied', only(eve(allow('iam:AttachUserPolicy'), deny('iam:Attach*'))), 'pass'],
    [
      'denied in a group',
      only(
        { ...eve(allow('iam:AttachUserPolicy')), GroupList: ['crew'] },
        { GroupDetailList: [groupOf({ GroupPolicyList: [inline('no', deny('iam:Attach*'))] })] },
      ),
      'pass',
    ],
    [
      'by a group',
      only(
        { ...eve(), GroupList: ['crew'] },
        { GroupDetailList: [groupOf({ GroupPolicyList: [inline('all', allow('iam:PutUserPolicy'))] })] },
      ),
      ['iam-007 user/eve', 8.2],
    ],
    [
      'only policies of a list may be attached',
      only(
        eve(
          allow('iam:AttachUserPolicy', '*', {
            Condition: { ArnEquals: { 'iam:PolicyARN': 'arn:aws:iam::aws:policy/ReadOnlyAccess' } },
          }),
        ),
      ),
      'pass',
    ],
    [
      'a policy of the account that grants everything may be attached',
      only(
        eve(
          allow('iam:AttachUserPolicy', '*', {
            Condition: { ArnLike: { 'iam:PolicyARN': policyOf('*').Arn } },
          }),
        ),
        { Policies: [policyOf('everything', allow('*'))] },
      ),
      ['iam-008 user/eve', 8.2],
    ],
    ['with MFA', only(eve(allow('iam:PutUserPolicy', '*', MFA))), ['iam-007 user/eve', 6]],
    [
      'denied without MFA',
      only(
        eve(
          allow('iam:PutUserPolicy'),
          deny('*', '*', { Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } } }),
        ),
      ),
      ['iam-007 user/eve', 6],
    ],
    [
      'in another Region than that of IAM',
      only(
        eve(
          allow('iam:PutUserPolicy', '*', {
            Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } },
          }),
        ),
      ),
      'pass',
    ],
    [
      'on users with a tag that it has',
      only({
        ...eve(
          allow('iam:PutUserPolicy', '*', { Condition: { StringEquals: { 'aws:ResourceTag/team': 'red' } } }),
        ),
        Tags: [{ Key: 'Team', Value: 'red' }],
      }),
      ['iam-007 user/eve', 8.2],
    ],
    [
      'on users with a tag that it has not',
      only({
        ...eve(
          allow('iam:PutUserPolicy', '*', { Condition: { StringEquals: { 'aws:ResourceTag/team': 'red' } } }),
        ),
        Tags: [],
      }),
      'pass',
    ],
  ])('widens its own permissions: %s', (_case, verdict, expected) => {
    expect(verdict).toEqual(expected);
  });

  it.each<[string, ReturnType<typeof only>, ReturnType<typeof only>]>([
    [
      'a policy of its own',
      only(
        {
          ...eve(allow('iam:CreatePolicyVersion')),
          AttachedManagedPolicies: [{ PolicyArn: policyOf('mine').Arn }],
        },
        { Policies: [policyOf('mine')] },
      ),
      ['iam-001 user/eve', 8.2],
    ],
    [
      'a policy of its group',
      only(
        { ...eve(allow('iam:CreatePolicyVersion')), GroupList: ['crew'] },
        {
          GroupDetailList: [groupOf({ AttachedManagedPolicies: [{ PolicyArn: policyOf('ours').Arn }] })],
          Policies: [policyOf('ours')],
        },
      ),
      ['iam-001 user/eve', 8.2],
    ],
    [
      'a policy of others',
      only(eve(allow('iam:CreatePolicyVersion')), { Policies: [policyOf('theirs')] }),
      'pass',
    ],
    [
      'a policy of AWS',
      only({
        ...eve(allow('iam:CreatePolicyVersion')),
        AttachedManagedPolicies: [{ PolicyArn: 'arn:aws:iam::aws:policy/job-function/Billing' }],
      }),
      'unknown',
    ],
    [
      'a group that it is not in',
      only(eve(allow('iam:PutGroupPolicy')), { GroupDetailList: [groupOf()] }),
      'pass',
    ],
    [
      'joining a group with as little',
      only(eve(allow('iam:AddUserToGroup')), { GroupDetailList: [groupOf()] }),
      'pass',
    ],
    [
      'joining a group that may write its policies',
      only(eve(allow('iam:AddUserToGroup')), {
        GroupDetailList: [groupOf({ GroupPolicyList: [inline('p', allow('iam:PutGroupPolicy'))] })],
      }),
      ['iam-013 group/crew', 'iam-011 user/eve', 8.2],
    ],
    [
      'a role cannot join a group',
      onlyRole(role('eve', allow('iam:AddUserToGroup')), {
        GroupDetailList: [groupOf(ADMINISTRATOR_ACCESS)],
      }),
      'pass',
    ],
    [
      'a role that writes its own policies',
      onlyRole(role('eve', allow('iam:PutRolePolicy'))),
      ['iam-005 role/eve', 8.2],
    ],
    [
      'a role of Identity Center, which only AWS changes',
      onlyRole({ ...role('eve', allow('iam:PutRolePolicy')), Path: '/aws-reserved/sso.amazonaws.com/' }),
      'pass',
    ],
    [
      'a service-linked role is not judged',
      onlyRole({ ...role('eve', allow('iam:*')), Path: '/aws-service-role/x.amazonaws.com/' }),
      undefined,
    ],
  ])('writes what it has: %s', (_case, verdict, expected) => {
    expect(verdict).toEqual(expected);
  });

  it.each<[string, readonly string[], ReturnType<typeof only>]>([
    ['an older version with everything', ['*'], ['other-policy-version-set policy/mine', 8.2]],
    [
      'an older version that lets it write',
      ['iam:PutUserPolicy'],
      ['other-policy-version-set policy/mine', 'iam-007 user/eve', 8.2],
    ],
    ['an older version with as little', ['s3:Get*'], 'pass'],
  ])('may put another version in force: %s', (_case, actions, expected) => {
    const [now] = policyOf('mine', allow('iam:SetDefaultPolicyVersion')).PolicyVersionList ?? [];
    const [old] = policyOf('mine', allow(actions)).PolicyVersionList ?? [];
    const versions = [
      { ...now, VersionId: 'v2' },
      { ...old, IsDefaultVersion: false },
    ];
    const mine = { ...policyOf('mine'), DefaultVersionId: 'v2', PolicyVersionList: versions };
    const holder = { ...eve(), AttachedManagedPolicies: [{ PolicyArn: mine.Arn }] };
    expect(only(holder, { Policies: [mine] })).toEqual(expected);
  });

  it.each<[string, readonly object[], readonly object[], ReturnType<typeof only>]>([
    ['that blocks', [allow('iam:*')], [allow('s3:*')], 'pass'],
    ['that allows the writing, and no more', [allow('iam:*')], [allow('iam:PutUserPolicy')], 'pass'],
    ['that allows everything', [allow('iam:PutUserPolicy')], [allow('*')], ['iam-007 user/eve', 8.2]],
    [
      'that can be removed after the writing',
      [allow('iam:PutUserPolicy')],
      [allow('iam:*')],
      ['iam-007 user/eve', 'own-boundary-removed user/eve', 8.2],
    ],
    [
      'around an administrator, that can be removed',
      [allow('*')],
      [allow(['s3:*', 'iam:DeleteUserPermissionsBoundary'])],
      ['own-boundary-removed user/eve', 8.2],
    ],
    [
      'around an administrator, that can be replaced',
      [allow('*')],
      [allow(['s3:*', 'iam:PutUserPermissionsBoundary'])],
      ['own-boundary-removed user/eve', 8.2],
    ],
    [
      'around an administrator, that can be written',
      [allow('*')],
      [allow(['s3:*', 'iam:CreatePolicyVersion'])],
      ['own-boundary-removed policy/limit', 8.2],
    ],
    [
      'around an administrator, that protects itself',
      [allow('*')],
      [
        allow(['s3:*', 'iam:*']),
        deny([
          'iam:DeleteUserPermissionsBoundary',
          'iam:PutUserPermissionsBoundary',
          'iam:CreatePolicyVersion',
        ]),
      ],
      'pass',
    ],
  ])('has a boundary %s', (_case, identity, boundary, expected) => {
    const { PermissionsBoundary, Policies } = boundedBy(...boundary);
    expect(only({ ...eve(...identity), PermissionsBoundary }, { Policies })).toEqual(expected);
  });

  it('may write only those who have the boundary that it has not', () => {
    const delegated = allow(['iam:PutUserPolicy', 'iam:AttachUserPolicy'], '*', {
      Condition: { StringEquals: { 'iam:PermissionsBoundary': policyOf('limit').Arn } },
    });
    const { PermissionsBoundary, Policies } = boundedBy(allow('s3:*'));
    expect(only(eve(delegated), { Policies })).toBe('pass');
    expect(only({ ...eve(delegated), PermissionsBoundary }, { Policies })).toBe('pass');
  });

  it.each<[string, ReturnType<typeof only>, ReturnType<typeof only>]>([
    [
      'keys of an administrator',
      only(eve(allow('iam:CreateAccessKey')), { UserDetailList: [boss] }),
      ['iam-002 user/boss', 8.2],
    ],
    [
      'keys of others',
      only(eve(allow('iam:CreateAccessKey', userArn('bob'))), { UserDetailList: [boss, user('bob')] }),
      'pass',
    ],
    ['keys of itself', only(eve(allow('iam:CreateAccessKey', EVE)), { UserDetailList: [boss] }), 'pass'],
    [
      'a password, if there is none',
      only(eve(allow('iam:CreateLoginProfile')), { UserDetailList: [boss] }),
      ['iam-004 user/boss', 6],
    ],
    [
      'a password, whether there is one or not',
      only(eve(allow('iam:*LoginProfile')), { UserDetailList: [boss] }),
      ['iam-004 user/boss', 8.2],
    ],
    [
      'a trust policy',
      only(eve(allow('iam:UpdateAssumeRolePolicy')), { RoleDetailList: [lambdaAdmin] }),
      ['iam-012 role/fn', 8.2],
    ],
    [
      'a trust policy, but it may assume nothing',
      only(eve(allow('iam:UpdateAssumeRolePolicy'), deny('sts:AssumeRole')), {
        RoleDetailList: [lambdaAdmin],
      }),
      'pass',
    ],
    [
      'a trust policy of a role of Identity Center',
      only(eve(allow('iam:UpdateAssumeRolePolicy')), {
        RoleDetailList: [{ ...lambdaAdmin, Path: '/aws-reserved/sso.amazonaws.com/' }],
      }),
      'pass',
    ],
    [
      'the policies and keys of somebody',
      only(eve(allow(['iam:PutUserPolicy', 'iam:CreateAccessKey'], userArn('bob'))), {
        UserDetailList: [user('bob')],
      }),
      ['iam-018 user/bob', 8.2],
    ],
    [
      'the policies and keys of somebody whose boundary holds',
      only(eve(allow(['iam:PutUserPolicy', 'iam:CreateAccessKey'], userArn('bob'))), {
        UserDetailList: [{ ...user('bob'), PermissionsBoundary: boundedBy().PermissionsBoundary }],
        Policies: boundedBy(allow('s3:*')).Policies,
      }),
      'pass',
    ],
  ])('gets at others: %s', (_case, verdict, expected) => {
    expect(verdict).toEqual(expected);
  });

  const strong = (more: Partial<IamRole>) => ({
    RoleDetailList: [roleOf({ RoleName: 'strong', ...ADMINISTRATOR_ACCESS, ...more })],
  });

  it.each<[string, ReturnType<typeof only>, ReturnType<typeof only>]>([
    [
      'any role, one trusts the account',
      only(eve(allow('sts:AssumeRole')), strong(trusting(WHOLE_ACCOUNT))),
      ['sts-001 role/strong', 8.2],
    ],
    ['the account is trusted, but nothing allows it', only(eve(), strong(trusting(WHOLE_ACCOUNT))), 'pass'],
    ['anything allows it, but nobody is trusted', only(eve(allow('sts:*')), strong(runsAs(LAMBDA))), 'pass'],
    [
      'another account is trusted',
      only(eve(allow('sts:*')), strong(trusting('arn:aws:iam::444455556666:root'))),
      'pass',
    ],
    ['the role names it', only(eve(), strong(trusting(EVE))), ['sts-001 role/strong', 3]],
    [
      'the role names it, but a Deny stops it',
      only(eve(deny('sts:AssumeRole')), strong(trusting(EVE))),
      'pass',
    ],
    [
      'it names the role',
      only(eve(allow('sts:AssumeRole', roleArn('strong'))), strong(trusting(WHOLE_ACCOUNT))),
      ['sts-001 role/strong', 3],
    ],
    [
      'the role asks for MFA',
      only(eve(allow('sts:AssumeRole')), strong(trusting(WHOLE_ACCOUNT, MFA))),
      ['sts-001 role/strong', 6],
    ],
    [
      'the role names it, so another way is no matter',
      only(eve(allow('iam:CreateAccessKey')), { ...strong(trusting(EVE)), UserDetailList: [boss] }),
      ['sts-001 role/strong', 3],
    ],
    [
      'the role names it and asks for MFA, and another way does not',
      only(eve(allow('iam:CreateAccessKey')), { ...strong(trusting(EVE, MFA)), UserDetailList: [boss] }),
      ['iam-002 user/boss', 8.2],
    ],
    [
      'the role names it and asks for MFA, and so does another way',
      only(eve(allow('iam:CreateAccessKey', '*', MFA)), {
        ...strong(trusting(EVE, MFA)),
        UserDetailList: [boss],
      }),
      ['sts-001 role/strong', 3],
    ],
    [
      'a role names it that may write its own policies',
      only(eve(), {
        RoleDetailList: [
          roleOf({ RolePolicyList: [inline('own', allow('iam:PutRolePolicy'))], ...trusting(EVE) }),
        ],
      }),
      ['sts-001 role/helm', 'iam-005 role/helm', 8.2],
    ],
    [
      'the role names it, and asks for an external id',
      only(eve(), strong(trusting(EVE, { Condition: { StringEquals: { 'sts:ExternalId': 'x' } } }))),
      ['sts-001 role/strong', 3],
    ],
  ])('assumes a role: %s', (_case, verdict, expected) => {
    expect(verdict).toEqual(expected);
  });

  const passing = (resource = '*', Condition?: object) =>
    eve(START_FUNCTION, allow('iam:PassRole', resource, Condition ? { Condition } : {}));

  it.each<[string, ReturnType<typeof only>, ReturnType<typeof only>]>([
    ['any', only(passing(), { RoleDetailList: [lambdaAdmin] }), ['lambda-001 role/fn', 8.2]],
    [
      'one that is named, which was granted on purpose',
      only(passing(roleArn('fn')), { RoleDetailList: [lambdaAdmin] }),
      ['lambda-001 role/fn', 3],
    ],
    [
      'one like this',
      only(passing(roleArn('f*')), { RoleDetailList: [lambdaAdmin] }),
      ['lambda-001 role/fn', 8.2],
    ],
    ['another one', only(passing(roleArn('x')), { RoleDetailList: [lambdaAdmin] }), 'pass'],
    ['none is there', only(passing()), 'pass'],
    [
      'of another service',
      only(passing(), { RoleDetailList: [serviceAdministrator('fn', 'ec2.amazonaws.com')] }),
      'pass',
    ],
    [
      'with no more',
      only(passing(), { RoleDetailList: [{ ...lambdaAdmin, AttachedManagedPolicies: [] }] }),
      'pass',
    ],
    [
      'to its service',
      only(passing('*', { StringEquals: { 'iam:PassedToService': LAMBDA } }), {
        RoleDetailList: [lambdaAdmin],
      }),
      ['lambda-001 role/fn', 8.2],
    ],
    [
      'to another service',
      only(passing('*', { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } }), {
        RoleDetailList: [lambdaAdmin],
      }),
      'pass',
    ],
    [
      'that trusts its service for this account',
      only(passing(), {
        RoleDetailList: [
          {
            ...lambdaAdmin,
            ...lambdaFor('111122223333'),
          },
        ],
      }),
      ['lambda-001 role/fn', 8.2],
    ],
    [
      'that trusts its service for another account',
      only(passing(), {
        RoleDetailList: [
          {
            ...lambdaAdmin,
            ...lambdaFor('444455556666'),
          },
        ],
      }),
      'pass',
    ],
    [
      'in no instance profile',
      only(eve(allow(['iam:PassRole', 'ec2:RunInstances'])), {
        RoleDetailList: [serviceAdministrator('vm', 'ec2.amazonaws.com')],
      }),
      'pass',
    ],
    [
      'perhaps in an instance profile',
      only(eve(allow(['iam:PassRole', 'ec2:RunInstances'])), {
        RoleDetailList: [roleOf({ RoleName: 'vm', ...ADMINISTRATOR_ACCESS, ...runsAs('ec2.amazonaws.com') })],
      }),
      ['ec2-001 role/vm', 6],
    ],
    [
      'of something that may run',
      only(eve(allow('lambda:UpdateFunctionCode')), { RoleDetailList: [lambdaAdmin] }),
      ['lambda-003 role/fn', 6],
    ],
  ])('passes a role: %s', (_case, verdict, expected) => {
    expect(verdict).toEqual(expected);
  });

  it('knows the service principals of China', () => {
    const vm = serviceAdministrator('vm', 'ec2.amazonaws.com.cn');
    const china: Partial<AuthorizationDetails> = {
      UserDetailList: [eve(allow(['iam:PassRole', 'ec2:RunInstances']))],
      RoleDetailList: [{ ...vm, InstanceProfileList: [INSTANCE_PROFILE] }],
    };
    expect(verdictOn('eve', china, 'aws-cn')).toEqual(['ec2-001 role/vm', 8.2]);
    expect(verdictOn('eve', china)).toBe('pass');
  });

  it('follows chains, and names the shortest', () => {
    const chain: Partial<AuthorizationDetails> = {
      UserDetailList: [
        eve(allow('iam:CreateAccessKey', userArn('bob'))),
        user('bob', allow('sts:AssumeRole')),
      ],
      RoleDetailList: [
        roleOf({
          RoleName: 'build',
          RolePolicyList: [inline('own', START_FUNCTION, allow('iam:PassRole'))],
          ...trusting(WHOLE_ACCOUNT),
        }),
        role('other', allow('sts:AssumeRole')),
        roleOf({
          RoleName: 'fn',
          RolePolicyList: [inline('own', allow('iam:PutRolePolicy'))],
          ...runsAs(LAMBDA),
        }),
      ],
    };
    expect(verdictOn('fn', chain)).toEqual(['iam-005 role/fn', 8.2]);
    expect(verdictOn('build', chain)).toEqual(['lambda-001 role/fn', 'iam-005 role/fn', 8.2]);
    expect(verdictOn('bob', chain)).toEqual([
      'sts-001 role/build',
      'lambda-001 role/fn',
      'iam-005 role/fn',
      8.2,
    ]);
    expect(verdictOn('other', chain)).toEqual([
      'sts-001 role/build',
      'lambda-001 role/fn',
      'iam-005 role/fn',
      8.2,
    ]);
    expect(verdictOn('eve', chain)).toEqual([
      'iam-002 user/bob',
      'sts-001 role/build',
      'lambda-001 role/fn',
      'iam-005 role/fn',
      8.2,
    ]);
  });

  it('tells a long chain by its beginning', () => {
    const UserDetailList = Array.from({ length: 30 }, (_, n) =>
      user(`u${n}`, allow('iam:CreateAccessKey', userArn(`u${n + 1}`))),
    );
    UserDetailList.push(user('u30', allow('iam:PutUserPolicy')));
    const [first] = judge(rule, escalating({ UserDetailList }));
    expect(first).toMatchObject({
      evidence: { steps: 31, chain: { length: 10 } },
      description: expect.stringMatching(
        /^user\/u0 can get .*user\/u4 \(iam:CreateAccessKey\), and so on in 31 steps\.$/,
      ),
    });
  });

  it('is told what else must be so', () => {
    const helm = roleOf({
      RolePolicyList: [inline('all', { ...allow('*'), ...MFA })],
      ...trusting(WHOLE_ACCOUNT),
    });
    const [verdict] = judge(
      rule,
      escalating({ UserDetailList: [eve(allow('sts:AssumeRole'))], RoleDetailList: [helm] }),
    );
    expect(verdict).toMatchObject({
      severity: { score: 6 },
      evidence: { providedThat: ['Bool aws:MultiFactorAuthPresent: true'] },
      description:
        'user/eve can get administrator access: it gets the permissions of role/helm (sts:AssumeRole), which is administrator if Bool aws:MultiFactorAuthPresent: true.',
    });
  });

  it('comes to an end where everybody can become everybody', () => {
    const circle: Partial<AuthorizationDetails> = {
      UserDetailList: [user('a', allow('iam:CreateAccessKey')), user('b', allow('iam:CreateAccessKey'))],
    };
    expect(verdictOn('a', circle)).toBe('pass');
    expect(
      verdictOn('a', {
        ...circle,
        RoleDetailList: [roleOf({ ...ADMINISTRATOR_ACCESS, ...trusting(userArn('b')) })],
      }),
    ).toEqual(['iam-002 user/b', 'sts-001 role/helm', 8.2]);
  });

  it('prefers what is certain to what is short', () => {
    const details: Partial<AuthorizationDetails> = {
      UserDetailList: [
        eve(allow('iam:PutUserPolicy', '*', MFA), allow('iam:CreateAccessKey', userArn('bob'))),
        user('bob', allow('iam:PutUserPolicy')),
      ],
    };
    expect(verdictOn('eve', details)).toEqual(['iam-002 user/bob', 'iam-007 user/bob', 8.2]);
  });

  it.each<[string, ReturnType<typeof only>, ReturnType<typeof only>]>([
    ['a damaged policy, and nothing else', only({ ...eve(), UserPolicyList: [damaged] }), 'unknown'],
    [
      'a damaged policy, and a way',
      only({ ...eve(), UserPolicyList: [damaged, inline('own', allow('iam:PutUserPolicy'))] }),
      ['iam-007 user/eve', 8.2],
    ],
    [
      'a damaged policy in a boundary that allows little',
      only(
        { ...eve(), UserPolicyList: [damaged], ...boundedBy() },
        { Policies: boundedBy(allow('s3:*')).Policies },
      ),
      'unknown',
    ],
    [
      'a boundary that cannot be read, around a way',
      only({ ...eve(allow('iam:PutUserPolicy')), PermissionsBoundary: { PermissionsBoundaryArn: 'gone' } }),
      'unknown',
    ],
    [
      'a boundary that cannot be read, around nothing',
      only({ ...eve(allow('s3:*')), PermissionsBoundary: { PermissionsBoundaryArn: 'gone' } }),
      'pass',
    ],
    [
      'the policies of somebody whose keys it may make are damaged',
      only(eve(allow('iam:CreateAccessKey')), {
        UserDetailList: [{ ...user('bob'), UserPolicyList: [damaged] }],
      }),
      'unknown',
    ],
    [
      'the policies of somebody else are damaged',
      only(eve(allow('s3:*')), { UserDetailList: [{ ...user('bob'), UserPolicyList: [damaged] }] }),
      'pass',
    ],
    [
      'the trust policy of an administrator cannot be read',
      only(eve(allow('sts:AssumeRole')), strong({ AssumeRolePolicyDocument: '%7B' })),
      'unknown',
    ],
  ])('is honest about what could not be read: %s', (_case, verdict, expected) => {
    expect(verdict).toEqual(expected);
  });

  it('names who, how, and the statements that allow it', () => {
    const pass = allow('iam:PassRole', roleArn('f?'), { Sid: 'Pass', ...MFA });
    const [verdict] = judge(
      rule,
      escalating({ UserDetailList: [eve(START_FUNCTION, pass)], RoleDetailList: [lambdaAdmin] }),
    );
    expect(verdict).toEqual({
      status: 'fail',
      resource: { type: 'AwsIamUser', id: EVE },
      description:
        'user/eve can get administrator access: it gets the permissions of role/fn (iam:PassRole, lambda:CreateFunction, lambda:InvokeFunction).',
      severity: { score: 6, reason: 'It hangs on conditions of the policies that only the request answers.' },
      evidence: {
        steps: 1,
        chain: [
          {
            path: 'lambda-001',
            from: EVE,
            on: roleArn('fn'),
            actions: [
              {
                action: 'iam:PassRole',
                resource: roleArn('fn'),
                statements: [{ policy: `own in ${EVE}`, statement: pass }],
                conditions: [`Bool aws:MultiFactorAuthPresent: true (Allow in own in ${EVE})`],
              },
              {
                action: 'lambda:CreateFunction',
                resource: 'arn:aws:lambda:*:111122223333:function:*',
                statements: [{ policy: `own in ${EVE}`, statement: START_FUNCTION }],
              },
              {
                action: 'lambda:InvokeFunction',
                resource: 'arn:aws:lambda:*:111122223333:function:*',
                statements: [{ policy: `own in ${EVE}`, statement: START_FUNCTION }],
              },
            ],
          },
        ],
      },
    });
  });
});
