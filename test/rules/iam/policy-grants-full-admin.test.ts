import { describe, expect, it } from 'vitest';
import rule from '../../../rules/iam/policy-grants-full-admin.ts';
import { judge, statuses } from '../../support/judge.ts';
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
