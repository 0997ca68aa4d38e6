import { describe, expect, it } from 'vitest';
import principal from '../../../rules/iam/principal-can-escalate.ts';
import rule from '../../../rules/identity-center/permission-set-can-escalate.ts';
import { partitionOfRegion } from '../../../src/aws/partitions.ts';
import { privilegeEscalationsOf } from '../../../src/services/iam/escalations.ts';
import { policyHoldersOf } from '../../../src/services/iam/policy-holders.ts';
import { setEscalationsOf } from '../../../src/services/identity-center/permission-set-escalations.ts';
import type { LesserSet } from '../../../src/services/identity-center/permission-sets.ts';
import { ACCOUNT, judge, NOW } from '../../support/judge.ts';
import { reportOfVerdicts } from '../../support/report-of-verdicts.ts';
import {
  deny,
  allow as one,
  roleArn,
  serviceAdministrator,
  trusting,
  WHOLE_ACCOUNT,
} from '../iam/escalating.fixture.ts';
import { administratorPolicy, detailsOf, inline as own, policyOf, roleOf } from '../iam/readings.fixture.ts';
import { ARN, refused } from './sets.fixture.ts';

const ELSEWHERE = '222233334444';
type Details = Parameters<typeof detailsOf>[0];

interface SetChanges extends Partial<Omit<LesserSet, 'policies' | 'boundary'>> {
  readonly inline?: readonly object[];
  readonly managed?: readonly string[];
  readonly customerManaged?: readonly string[];
  readonly boundary?: NonNullable<Extract<LesserSet['boundary'], { ok: true }>['value']>;
  readonly unread?: LesserSet['policies'];
}

/** A set that somebody has in another account, unless told. */
function setOf({
  inline = [],
  managed = [],
  customerManaged = [],
  boundary,
  unread,
  ...rest
}: SetChanges): LesserSet {
  return {
    PermissionSetArn: ARN,
    InstanceArn: 'arn:aws:sso:::instance/ssoins-1',
    region: 'eu-west-1',
    policies: unread ?? {
      ok: true,
      value: {
        AttachedManagedPolicies: managed.map((Name) => ({ Name, Arn: `arn:aws:iam::aws:policy/${Name}` })),
        InlinePolicy: inline.length === 0 ? '' : JSON.stringify({ Version: '2012-10-17', Statement: inline }),
        CustomerManagedPolicyReferences: customerManaged.map((Name) => ({ Name, Path: '/' })),
      },
    },
    boundary: { ok: true, value: boundary },
    description: { ok: true, value: { Name: 'Builder' } },
    AccountIds: { ok: true, value: [ELSEWHERE] },
    ...rest,
  };
}

const ofAws = (name: string, ...statements: readonly object[]) => ({
  ...policyOf(name, ...statements),
  Arn: `arn:aws:iam::aws:policy/${name}`,
});

function check(set: SetChanges, details: Details = {}, managed: Parameters<typeof setEscalationsOf>[3] = []) {
  const all = detailsOf({ ...details, Policies: [administratorPolicy, ...(details.Policies ?? [])] });
  const sets = setEscalationsOf([setOf(set)], all, policyHoldersOf(all), managed, {
    id: ACCOUNT,
    partition: partitionOfRegion('us-east-1'),
    now: NOW,
  });
  return judge(rule, { escalations: { kind: 'read', sets } });
}

/** The status, and of a finding what an account must have for it. */
function said(...args: Parameters<typeof check>) {
  const [verdict] = check(...args);
  if (verdict?.status !== 'fail') return verdict?.status;
  return verdict.evidence.accountNeeds ?? 'here';
}

const on = (resource: string, ...actions: readonly string[]) => one(actions, resource);
const allow = (...actions: readonly string[]) => one(actions);
const IN_HERE = { AccountIds: { ok: true, value: [ACCOUNT] } } as const;
const NEW_USER = ['iam:CreateUser', 'iam:AttachUserPolicy', 'iam:CreateAccessKey'];
const WRITES_USER = allow('iam:PutUserPolicy', 'iam:CreateAccessKey');
const LAMBDA = allow('iam:PassRole', 'lambda:CreateFunction', 'lambda:InvokeFunction');

const OURS = 'identity-center/permission-set-can-escalate';

describe('identity-center/permission-set-can-escalate', () => {
  it.each<[string, SetChanges, unknown]>([
    ['nothing', {}, 'pass'],
    ['reads', { inline: [allow('s3:Get*', 'iam:List*')] }, 'pass'],
    ['makes a user and arms it', { inline: [allow(...NEW_USER)] }, []],
    [
      'makes a role and arms it',
      { inline: [allow('iam:CreateRole', 'iam:AttachRolePolicy', 'sts:AssumeRole')] },
      [],
    ],
    ['all of IAM', { inline: [allow('iam:*')] }, []],
    ['writes any user', { inline: [WRITES_USER] }, ['a user']],
    [
      'writes users of one path',
      { inline: [on('arn:aws:iam::*:user/team/*', 'iam:PutUserPolicy', 'iam:CreateAccessKey')] },
      'pass',
    ],
    ['keys of any user', { inline: [allow('iam:CreateAccessKey')] }, ['a user with administrator access']],
    [
      'passes any role to what it starts',
      { inline: [LAMBDA] },
      ['a role with administrator access for the service'],
    ],
    [
      'passes one role',
      {
        inline: [
          allow('lambda:CreateFunction', 'lambda:InvokeFunction'),
          on('arn:aws:iam::*:role/etl', 'iam:PassRole'),
        ],
      },
      'pass',
    ],
    [
      'changes what runs already',
      { inline: [allow('lambda:UpdateFunctionCode', 'ssm:StartSession')] },
      'pass',
    ],
    ['writes its own role, which only AWS may', { inline: [allow('iam:PutRolePolicy')] }, 'pass'],
    [
      'writes any user, within a boundary without IAM',
      {
        inline: [WRITES_USER],
        boundary: { ManagedPolicyArn: 'arn:aws:iam::aws:policy/Storage' },
      },
      'pass',
    ],
    ['is denied it', { inline: [WRITES_USER, deny('iam:CreateAccessKey')] }, 'pass'],
  ])('%s', (_case, set, expected) => {
    expect(said(set, { Policies: [ofAws('Storage', allow('s3:*'))] })).toEqual(expected);
  });

  it('judges by policies of AWS, wherever their text was read', () => {
    const users = ofAws('Users', WRITES_USER);
    expect(said({ managed: ['Users'] }, { Policies: [users] })).toEqual(['a user']);
    const read = { item: users.Arn, answer: { ok: true, value: users } } as const;
    expect(said({ managed: ['Users'] }, {}, [read])).toEqual(['a user']);
    const error = refused('iam:GetPolicyVersion');
    expect(
      check({ managed: ['Users'] }, {}, [{ item: users.Arn, answer: { ok: false, error } }]),
    ).toMatchObject([{ status: 'unknown', error: { action: 'iam:GetPolicyVersion' } }]);
  });

  describe('in the account that is read', () => {
    const administrator = { RoleDetailList: [serviceAdministrator('deployer', 'lambda.amazonaws.com')] };

    it.each<[string, SetChanges, Details, unknown]>([
      ['a role there is the way', { ...IN_HERE, inline: [LAMBDA] }, administrator, 'here'],
      [
        'also one that the policy names',
        {
          ...IN_HERE,
          inline: [
            allow('lambda:CreateFunction', 'lambda:InvokeFunction'),
            on(roleArn('deployer'), 'iam:PassRole'),
          ],
        },
        administrator,
        'here',
      ],
      [
        'what runs already with a role there, if it does',
        { ...IN_HERE, inline: [allow('lambda:UpdateFunctionCode', 'lambda:InvokeFunction')] },
        administrator,
        'here',
      ],
      [
        'nobody there is',
        { ...IN_HERE, inline: [LAMBDA] },
        {},
        ['a role with administrator access for the service'],
      ],
      [
        'that is nothing to a set of other accounts',
        { inline: [allow('lambda:UpdateFunctionCode', 'lambda:InvokeFunction')] },
        administrator,
        'pass',
      ],
    ])('%s', (_case, set, details, expected) => {
      expect(said(set, details)).toEqual(expected);
    });
  });

  it('names the role that the set has in the account', () => {
    const RoleName = 'AWSReservedSSO_Builder_1234567890abcdef';
    const Path = '/aws-reserved/sso.amazonaws.com/eu-west-1/';
    const Arn = `arn:aws:iam::${ACCOUNT}:role${Path}${RoleName}`;
    const details = {
      RoleDetailList: [
        roleOf({ RoleName, Path, Arn }),
        serviceAdministrator('deployer', 'lambda.amazonaws.com'),
      ],
    };
    expect(check({ ...IN_HERE, inline: [LAMBDA] }, details)).toMatchObject([
      { evidence: { chain: [{ from: Arn, on: roleArn('deployer') }] } },
    ]);
  });

  it.each<[string, readonly string[], string[], string[]]>([
    ['only there', [ACCOUNT], ['iam/principal-can-escalate'], [OURS]],
    ['in other accounts too', [ACCOUNT, ELSEWHERE], ['iam/principal-can-escalate', OURS], []],
  ])('is told by its role in the account, if it is %s', (_case, accounts, findings, absorbed) => {
    const RoleName = 'AWSReservedSSO_Builder_1234567890abcdef';
    const Path = '/aws-reserved/sso.amazonaws.com/eu-west-1/';
    const Arn = `arn:aws:iam::${ACCOUNT}:role${Path}${RoleName}`;
    const nobody = trusting(`arn:aws:iam::${ELSEWHERE}:root`);
    const details = {
      RoleDetailList: [
        roleOf({ RoleName, Path, Arn, RolePolicyList: [own('InlinePolicy', LAMBDA)], ...nobody }),
        roleOf({ RoleName: 'reader', RolePolicyList: [own('reads', allow('s3:Get*'))], ...nobody }),
        serviceAdministrator('deployer', 'lambda.amazonaws.com'),
      ],
    };
    const all = detailsOf({ ...details, Policies: [administratorPolicy] });
    const account = { id: ACCOUNT, partition: partitionOfRegion('us-east-1'), now: NOW };
    const escalations = privilegeEscalationsOf(all, policyHoldersOf(all), account);
    const report = reportOfVerdicts(
      {
        ruleId: OURS,
        verdicts: check({ AccountIds: { ok: true, value: accounts }, inline: [LAMBDA] }, details),
      },
      { ruleId: 'iam/principal-can-escalate', verdicts: judge(principal, { escalations }) },
    );
    expect(report.findings.map(({ ruleId }) => ruleId)).toEqual(findings);
    expect(report.absorbed.map(({ ruleId }) => ruleId)).toEqual(absorbed);
  });

  describe('policies that each account defines for itself', () => {
    const team = { Policies: [policyOf('team', WRITES_USER)] };
    const harmless = { Policies: [policyOf('team', allow('s3:Get*'))] };
    const within = { CustomerManagedPolicyReference: { Name: 'team', Path: '/' } };

    it.each<[string, SetChanges, Details, unknown]>([
      ['not known here', { customerManaged: ['team'] }, {}, 'unknown'],
      ['harmless here, and the set is elsewhere', { customerManaged: ['team'] }, harmless, 'unknown'],
      [
        'harmless here, and the set is only here',
        { ...IN_HERE, customerManaged: ['team'] },
        harmless,
        'pass',
      ],
      ['harmful here', { customerManaged: ['team'] }, team, ['a user']],
      [
        'beside what is harmful by itself',
        { inline: [WRITES_USER], customerManaged: ['team'] },
        {},
        ['a user'],
      ],
      ['as boundary of what is harmful', { inline: [WRITES_USER], boundary: within }, {}, 'unknown'],
      ['as boundary of what is harmless', { inline: [allow('s3:*')], boundary: within }, {}, 'pass'],
      [
        'as boundary, harmless, and the set is only here',
        { ...IN_HERE, inline: [WRITES_USER], boundary: within },
        harmless,
        'pass',
      ],
      [
        'written anew by who has it',
        { ...IN_HERE, customerManaged: ['team'], inline: [allow('iam:CreatePolicyVersion')] },
        harmless,
        'here',
      ],
    ])('%s', (_case, set, details, expected) => {
      expect(said(set, details)).toEqual(expected);
    });

    it('are named', () => {
      expect(check({ customerManaged: ['team'] })).toMatchObject([
        { reason: expect.stringContaining('team') },
      ]);
    });
  });

  it('leaves administrators under conditions to other rules', () => {
    const mfa = { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } };
    expect(check({ inline: [{ ...allow('*'), ...mfa }] })).toEqual([]);
  });

  it('says what it hangs on, and shows the chain and where the set is', () => {
    expect(check({ inline: [WRITES_USER] })).toMatchObject([
      {
        resource: { type: 'AwsSsoPermissionSet', id: ARN, region: 'eu-west-1' },
        evidence: {
          Name: 'Builder',
          AccountIds: [ELSEWHERE],
          chain: [{ path: 'iam-018', on: `arn:aws:iam::${ACCOUNT}:user/any-user` }],
          accountNeeds: ['a user'],
        },
        description:
          'People with Builder can get administrator access in an account that has a user: it gives user/any-user any permission and takes it over.',
      },
    ]);
    expect(check({ inline: [allow('iam:*')] })).toMatchObject([
      { description: expect.stringContaining('in any account: it ') },
    ]);
    expect(
      check(
        { ...IN_HERE, inline: [LAMBDA] },
        { RoleDetailList: [serviceAdministrator('deployer', 'lambda.amazonaws.com')] },
      ),
    ).toMatchObject([
      {
        description: `People with Builder can get administrator access in account ${ACCOUNT}: it gets the permissions of role/deployer.`,
      },
    ]);
  });

  it.each<[string, SetChanges, Details, number | undefined]>([
    ['in use', { inline: [WRITES_USER] }, {}, undefined],
    ['nobody has it', { inline: [WRITES_USER], AccountIds: { ok: true, value: [] } }, {}, 3],
    [
      'nobody knows who has it',
      { inline: [WRITES_USER], AccountIds: { ok: false, error: refused('sso:X') } },
      {},
      undefined,
    ],
    [
      'it may assume an administrator by name',
      { ...IN_HERE, inline: [on(roleArn('helm'), 'sts:AssumeRole')] },
      {
        RoleDetailList: [
          roleOf({
            ...trusting(WHOLE_ACCOUNT),
            RolePolicyList: [own('all', allow('*'))],
          }),
        ],
      },
      3,
    ],
  ])('severity: %s', (_case, set, details, score) => {
    const [verdict] = check(set, details);
    expect(verdict).toMatchObject({ status: 'fail' });
    expect(verdict?.status === 'fail' ? verdict.severity?.score : 'none').toBe(score);
  });

  it('is unknown with the error of what could not be read', () => {
    const denied = { ok: false, error: refused('sso:GetInlinePolicyForPermissionSet') } as const;
    expect(check({ unread: denied })).toMatchObject([
      { status: 'unknown', error: { action: 'sso:GetInlinePolicyForPermissionSet' } },
    ]);
  });

  it('is not applicable where another account administers Identity Center', () => {
    const escalations = { kind: 'none', reason: 'only the management account' } as const;
    expect(judge(rule, { escalations })).toEqual([
      { status: 'notApplicable', reason: 'only the management account' },
    ]);
  });
});
