import { describe, expect, it } from 'vitest';
import rule from '../../../rules/identity-center/administrator-session-too-long.ts';
import type { AdministratorSet } from '../../../src/services/identity-center/permission-sets.ts';
import { judge, statuses } from '../../support/judge.ts';
import { ARN, administratorSet, perhaps, refused } from './sets.fixture.ts';

const check = (changes: Partial<AdministratorSet>, options = {}) =>
  judge(rule, { administrators: { kind: 'read', sets: [administratorSet(changes)] } }, { options });
const lasting = (SessionDuration: string | undefined) =>
  ({
    description: { ok: true, value: { Name: 'Admin', SessionDuration } },
  }) as const;

describe('identity-center/administrator-session-too-long', () => {
  it.each<[string, Partial<AdministratorSet>, string]>([
    ['12 hours', {}, 'fail'],
    ['4 hours', lasting('PT4H'), 'pass'],
    ['a minute more', lasting('PT4H1M'), 'fail'],
    ['not told', lasting(undefined), 'unknown'],
    ['no duration', lasting('long'), 'unknown'],
    ['perhaps administrators', { access: perhaps }, 'unknown'],
    ['perhaps administrators, 1 hour', { access: perhaps, ...lasting('PT1H') }, 'pass'],
    [
      'policies denied',
      { access: { ok: false, error: refused('sso:GetInlinePolicyForPermissionSet') } },
      'unknown',
    ],
    [
      'description denied',
      { description: { ok: false, error: refused('sso:DescribePermissionSet') } },
      'unknown',
    ],
  ])('%s', (_case, changes, status) => {
    expect(statuses(check(changes))).toEqual([status]);
  });

  it('counts the hours it is told', () => {
    expect(statuses(check({}, { hours: 12 }))).toEqual(['pass']);
  });

  it('shows the duration, and mends just that', () => {
    expect(check({})).toMatchObject([
      {
        resource: { type: 'AwsSsoPermissionSet', id: ARN, region: 'eu-west-1' },
        evidence: { Name: 'Admin', SessionDuration: 'PT12H' },
        description: 'Admin gives administrator access for 12 hours at a time.',
        commands: [
          `aws sso-admin update-permission-set --instance-arn arn:aws:sso:::instance/ssoins-1 --permission-set-arn ${ARN} --session-duration PT4H --region eu-west-1`,
          `aws sso-admin provision-permission-set --instance-arn arn:aws:sso:::instance/ssoins-1 --permission-set-arn ${ARN} --target-type ALL_PROVISIONED_ACCOUNTS --region eu-west-1`,
        ],
      },
    ]);
  });

  it('carries the error', () => {
    expect(check({ description: { ok: false, error: refused('sso:DescribePermissionSet') } })).toMatchObject([
      { error: { action: 'sso:DescribePermissionSet' } },
    ]);
  });

  it('is not applicable where another account administers Identity Center', () => {
    const administrators = { kind: 'none', reason: 'only the management account' } as const;
    expect(judge(rule, { administrators })).toEqual([
      { status: 'notApplicable', reason: 'only the management account' },
    ]);
  });
});
