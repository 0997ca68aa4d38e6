import { describe, expect, it } from 'vitest';
import ofInline from '../../../rules/iam/inline-policy-grants-full-admin.ts';
import assuming from '../../../rules/iam/policy-allows-assuming-any-role.ts';
import byExclusion from '../../../rules/iam/policy-allows-by-exclusion.ts';
import decrypting from '../../../rules/iam/policy-allows-decrypting-with-any-key.ts';
import passing from '../../../rules/iam/policy-allows-passing-any-role.ts';
import rule from '../../../rules/iam/policy-grants-full-admin.ts';
import wholeService from '../../../rules/iam/policy-grants-whole-service.ts';
import unattached from '../../../rules/iam/unattached-policy-grants-full-admin.ts';
import { judge, statuses } from '../../support/judge.ts';
import { reportOfVerdicts } from '../../support/report-of-verdicts.ts';
import { ADMINISTRATOR, administratorPolicy, policyOf, roleOf, userOf } from './readings.fixture.ts';
import { ANN, DEPLOY, inlined, MFA, managed, managedWith, writtenIn } from './written.fixture.ts';

const ALL_BUT_BILLING = { Effect: 'Allow', NotAction: 'aws-portal:*', Resource: '*' };

const FOR_SERVICES = { Condition: { Bool: { 'aws:PrincipalIsAWSService': 'true' } } };

describe('iam/policy-grants-full-admin', () => {
  it.each<[string, readonly object[], string[]]>([
    ['*', [ADMINISTRATOR], ['fail']],
    ['*:*', [{ Effect: 'Allow', Action: ['s3:Get*', '*:*'], Resource: '*' }], ['fail']],
    ['NotAction of nothing', [{ Effect: 'Allow', NotAction: [], Resource: '*' }], ['fail']],
    ['NotAction of no such action', [{ Effect: 'Allow', NotAction: 'none', Resource: '*' }], ['fail']],
    ['every ARN', [{ Effect: 'Allow', Action: '*', Resource: 'arn:aws:*:*:*:*' }], ['fail']],
    ['a harmless Deny', [ADMINISTRATOR, { Effect: 'Deny', Action: 's3:*', Resource: '*' }], ['fail']],
    ['all but a list', [ALL_BUT_BILLING], ['pass']],
    ['one service', [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }], ['pass']],
    ['one bucket', [{ Effect: 'Allow', Action: '*', Resource: 'arn:aws:s3:::b/*' }], ['pass']],
    ['with MFA', [{ ...ADMINISTRATOR, ...MFA }], ['fail']],
    ['in services alone', [{ ...ADMINISTRATOR, ...FOR_SERVICES }], ['pass']],
    ['a Deny of all', [ADMINISTRATOR, { Effect: 'Deny', Action: '*', Resource: '*' }], ['pass']],
  ])('%s', (_case, statements, expected) => {
    expect(statuses(judge(rule, managed(...statements)))).toEqual(expected);
  });

  it('judges the version in force', () => {
    const [old] = policyOf('deploy', ADMINISTRATOR).PolicyVersionList ?? [];
    const [now] = policyOf('deploy', ALL_BUT_BILLING).PolicyVersionList ?? [];
    const PolicyVersionList = [
      { ...old, IsDefaultVersion: false },
      { ...now, VersionId: 'v2' },
    ];
    const versions = { AttachmentCount: 1, DefaultVersionId: 'v2', PolicyVersionList };
    expect(statuses(judge(rule, managedWith(versions)))).toEqual(['pass']);
  });

  it.each<[string, ReturnType<typeof managed>]>([
    ['attached to nothing', managedWith({ AttachmentCount: 0 }, ADMINISTRATOR)],
    ['only a boundary', managedWith({ AttachmentCount: 0, PermissionsBoundaryUsageCount: 3 }, ADMINISTRATOR)],
    ['inline', inlined(ADMINISTRATOR)],
    ['a policy of AWS', writtenIn({ Policies: [{ ...administratorPolicy, AttachmentCount: 1 }] })],
  ])('does not judge a policy that is %s', (_case, readings) => {
    expect(judge(rule, readings)).toEqual([]);
  });

  it('is unknown where the attachments or the document are', () => {
    const readings = writtenIn({
      UserDetailList: [{ UserName: 'ann', Arn: ANN, UserPolicyList: [] }],
      Policies: [policyOf('deploy', ADMINISTRATOR), policyOf('harmless', ALL_BUT_BILLING)],
    });
    expect(statuses(judge(rule, readings))).toEqual(['unknown', 'pass']);
    const damagedPolicy = { ...policyOf('deploy'), AttachmentCount: 1, PolicyVersionList: [] };
    const others = writtenIn({
      Policies: [damagedPolicy, { ...policyOf('all', ADMINISTRATOR), AttachmentCount: 1 }],
    });
    expect(judge(rule, others)).toMatchObject([
      { status: 'unknown', reason: `AWS did not send the policy ${DEPLOY}` },
      { status: 'fail' },
    ]);
  });

  it('names the policy, its statement, and the first ten of those who have it', () => {
    const AttachedManagedPolicies = [{ PolicyArn: DEPLOY }];
    const RoleDetailList = Array.from({ length: 11 }, (_, index) =>
      roleOf({ RoleName: `r${index}`, AttachedManagedPolicies }),
    );
    const readings = writtenIn({
      UserDetailList: [userOf({ AttachedManagedPolicies })],
      RoleDetailList,
      Policies: [policyOf('deploy', ADMINISTRATOR)],
    });
    const holders = [ANN, ...RoleDetailList.map(({ Arn }) => Arn)];
    expect(judge(rule, readings)).toMatchObject([
      {
        status: 'fail',
        resource: { type: 'AwsIamPolicy', id: DEPLOY },
        evidence: {
          PolicyArn: DEPLOY,
          AttachmentCount: 12,
          attachedTo: holders.slice(0, 10),
          statements: [{ policy: DEPLOY, statement: ADMINISTRATOR }],
        },
        description: 'The policy deploy allows every action on every resource, and is attached.',
      },
    ]);
  });
});

/** The rules of what a policy allows too that allows everything, with the severity of each alone. */
const ALSO = [
  ['iam/policy-allows-passing-any-role', passing, 4],
  ['iam/policy-allows-assuming-any-role', assuming, 6],
  ['iam/policy-allows-decrypting-with-any-key', decrypting, 5],
  ['iam/policy-grants-whole-service', wholeService, 6],
] as const;

/** The rules, here and elsewhere, that judge what these policies allow. */
const all = [
  ['iam/policy-grants-full-admin', rule],
  ['iam/unattached-policy-grants-full-admin', unattached],
  ['iam/inline-policy-grants-full-admin', ofInline],
  ['iam/policy-allows-by-exclusion', byExclusion],
  ...ALSO,
] as const;

function together(readings: ReturnType<typeof managed>) {
  const { findings, absorbed } = reportOfVerdicts(
    ...all.map(([ruleId, each]) => ({ ruleId, verdicts: judge(each, readings) })),
  );
  const byId = new Map(findings.map(({ id, ruleId }) => [id, ruleId]));
  return {
    findings: Object.fromEntries(findings.map(({ ruleId, severity }) => [ruleId, severity.score])),
    absorbed: Object.fromEntries(absorbed.map(({ ruleId, toldBy }) => [ruleId, byId.get(toldBy.id)])),
  };
}

const told = (by: string, ...others: string[]) =>
  Object.fromEntries([...ALSO.map(([ruleId]) => ruleId), ...others].map((ruleId) => [ruleId, by]));

describe('a policy that allows everything', () => {
  it.each(ALSO)('%s finds it alone', (ruleId, each, score) => {
    const { findings } = reportOfVerdicts({ ruleId, verdicts: judge(each, managed(ADMINISTRATOR)) });
    expect(findings).toMatchObject([{ severity: { score }, exposure: 'inside' }]);
  });

  it.each<[string, ReturnType<typeof managed>, string, number]>([
    ['attached', managed(ADMINISTRATOR), 'iam/policy-grants-full-admin', 8],
    [
      'attached to nobody',
      managedWith({ AttachmentCount: 0 }, ADMINISTRATOR),
      'iam/unattached-policy-grants-full-admin',
      3,
    ],
    ['inline', inlined(ADMINISTRATOR), 'iam/inline-policy-grants-full-admin', 8],
  ])('is one finding where it is %s', (_case, readings, by, score) => {
    expect(together(readings)).toEqual({ findings: { [by]: score }, absorbed: told(by) });
  });

  it('tells by exclusion only what the same statement excludes', () => {
    const by = 'iam/policy-grants-full-admin';
    const almost = { Effect: 'Allow', NotAction: 'none', Resource: '*' };
    expect(together(managed(almost))).toEqual({
      findings: { [by]: 8 },
      absorbed: told(by, 'iam/policy-allows-by-exclusion'),
    });
    expect(together(managed(ADMINISTRATOR, ALL_BUT_BILLING))).toEqual({
      findings: { [by]: 8, 'iam/policy-allows-by-exclusion': 4 },
      absorbed: told(by),
    });
  });

  it('tells under a condition only what holds under it, no graver than itself', () => {
    const by = 'iam/policy-grants-full-admin';
    const { findings, absorbed } = together(managed({ ...ADMINISTRATOR, ...MFA }));
    expect(findings).toEqual({ [by]: 3 });
    expect(absorbed).toMatchObject({
      'iam/policy-allows-passing-any-role': by,
      'iam/policy-allows-assuming-any-role': by,
    });
    const pass = { Effect: 'Allow', Action: 'iam:PassRole', Resource: '*' };
    expect(together(managed({ ...ADMINISTRATOR, ...MFA }, pass)).findings).toEqual({
      [by]: 3,
      'iam/policy-allows-passing-any-role': 4,
    });
  });

  it('is another policy than one that allows little', () => {
    const little = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/*' };
    for (const readings of [managed(little), managedWith({ AttachmentCount: 0 }, little), inlined(little)])
      expect(together(readings)).toEqual({ findings: {}, absorbed: {} });
  });

  it('leaves what another policy allows', () => {
    const other = writtenIn({
      Policies: [
        { ...policyOf('all', ADMINISTRATOR), AttachmentCount: 1 },
        {
          ...policyOf('deploy', { Effect: 'Allow', Action: 'iam:PassRole', Resource: '*' }),
          AttachmentCount: 1,
        },
      ],
    });
    expect(together(other).findings).toEqual({
      'iam/policy-grants-full-admin': 8,
      'iam/policy-allows-passing-any-role': 4,
    });
  });
});
