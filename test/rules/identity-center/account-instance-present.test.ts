import { describe, expect, it } from 'vitest';
import rule from '../../../rules/identity-center/account-instance-present.ts';
import type { MemberInstances } from '../../../src/services/identity-center/account-instances.ts';
import { ACCOUNT, judge, statuses } from '../../support/judge.ts';
import { refused } from './sets.fixture.ts';

const MANAGEMENT = '999988887777';
type Regions = Extract<MemberInstances, { kind: 'member' }>['regions'];
type Instance = Extract<Regions[number]['answer'], { ok: true }>['value'][number];

const check = (...regions: Regions) =>
  judge(rule, { seen: { kind: 'member', managementAccountId: MANAGEMENT, regions } });
const holding = (region: string, ...value: Instance[]): Regions[number] => ({
  region,
  answer: { ok: true, value },
});
const instance = (OwnerAccountId: string | undefined, changes: Instance = {}): Instance => ({
  InstanceArn: `arn:aws:sso:::instance/ssoins-${OwnerAccountId === ACCOUNT ? 'own' : 'org'}`,
  OwnerAccountId,
  Status: 'ACTIVE',
  ...changes,
});
const own = instance(ACCOUNT);
const organizations = instance(MANAGEMENT);
const silent: Regions[number] = {
  region: 'eu-west-1',
  answer: { ok: false, error: refused('sso:ListInstances') },
};

describe('identity-center/account-instance-present', () => {
  it.each<[string, Regions, string]>([
    ['none', [holding('us-east-1')], 'pass'],
    ['that of the organization alone', [holding('us-east-1', organizations)], 'pass'],
    ['its own alone', [holding('us-east-1', own)], 'fail'],
    [
      'its own beside it, elsewhere',
      [holding('us-east-1', organizations), holding('eu-west-1', own)],
      'fail',
    ],
    ['its own, and a Region that does not tell', [silent, holding('us-east-1', own)], 'fail'],
    [
      'that of the organization, and a Region that does not tell',
      [holding('us-east-1', organizations), silent],
      'unknown',
    ],
    [
      'one that is being made',
      [holding('us-east-1', instance(ACCOUNT, { Status: 'CREATE_IN_PROGRESS' }))],
      'fail',
    ],
    [
      'one that could not be made',
      [holding('us-east-1', instance(ACCOUNT, { Status: 'CREATE_FAILED' }))],
      'pass',
    ],
    [
      'one that is going',
      [holding('us-east-1', instance(ACCOUNT, { Status: 'DELETE_IN_PROGRESS' }))],
      'pass',
    ],
    ['one of nobody knows whom', [holding('us-east-1', instance(undefined))], 'unknown'],
    ['not offered', [], 'notApplicable'],
  ])('%s', (_case, regions, status) => {
    expect(statuses(check(...regions))).toEqual([status]);
  });

  it('says whether it is beside that of the organization or instead of it, and deletes just it', () => {
    const beside = check(holding('us-east-1', organizations), holding('eu-west-1', own));
    expect(beside).toMatchObject([
      {
        resource: { type: 'AwsAccount' },
        evidence: { Instances: [organizations, { ...own, region: 'eu-west-1' }] },
        description:
          'The account has an account instance of Identity Center in eu-west-1, beside that of its organization.',
        commands: [
          'aws sso-admin delete-instance --instance-arn arn:aws:sso:::instance/ssoins-own --region eu-west-1',
        ],
      },
    ]);
    expect(check(holding('eu-west-1', own))).toMatchObject([
      { description: expect.stringContaining('its organization is not seen to have one') },
    ]);
  });

  it('carries the error of the Region that does not tell', () => {
    expect(check(silent)).toMatchObject([{ error: { action: 'sso:ListInstances' } }]);
  });

  it('is not applicable in an account that is no member', () => {
    const seen = { kind: 'none', reason: 'a management account' } as const;
    expect(judge(rule, { seen })).toMatchObject([
      { status: 'notApplicable', reason: 'a management account' },
    ]);
  });
});
