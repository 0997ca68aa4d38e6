import { describe, expect, it } from 'vitest';
import rule from '../../../rules/identity-center/missing.ts';
import { ReadError } from '../../../src/aws/read-error.ts';
import { judge, statuses } from '../../support/judge.ts';

type Instances = Parameters<typeof rule.check>[0]['instances'];

const error = new ReadError('sso:ListInstances is denied', {
  kind: 'denied',
  action: 'sso:ListInstances',
  accountId: '111122223333',
  region: 'eu-west-1',
});
const refused: Instances[number] = { region: 'eu-west-1', answer: { ok: false, error } };
const holding = (
  ...value: Extract<Instances[number]['answer'], { ok: true }>['value']
): Instances[number] => ({
  region: 'us-east-1',
  answer: { ok: true, value },
});
const instance = { InstanceArn: 'arn:aws:sso:::instance/ssoins-1', OwnerAccountId: '999988887777' };
const active = { ...instance, Status: 'ACTIVE' as const };

describe('identity-center/missing', () => {
  it.each<[string, Instances, string]>([
    ['nowhere', [holding(), holding()], 'fail'],
    ['in one Region', [holding(), holding(active)], 'pass'],
    ['in one Region, and another that does not tell', [refused, holding(active)], 'pass'],
    ['in no Region, and one that does not tell', [holding(), refused], 'unknown'],
    ['one that could not be made', [holding({ ...instance, Status: 'CREATE_FAILED' })], 'fail'],
    ['one that is being deleted', [holding({ ...instance, Status: 'DELETE_IN_PROGRESS' })], 'fail'],
    ['one that is being made', [holding({ ...instance, Status: 'CREATE_IN_PROGRESS' })], 'unknown'],
    ['one of which AWS says nothing', [holding(instance)], 'unknown'],
    ['not offered', [], 'notApplicable'],
  ])('%s', (_case, instances, status) => {
    expect(statuses(judge(rule, { instances }))).toEqual([status]);
  });

  it('is told once, of the organization', () => {
    expect(rule.scope).toBe('organization');
  });

  it('names the instance and its owner', () => {
    expect(judge(rule, { instances: [holding(active)] })).toMatchObject([
      { resource: { type: 'AwsAccount' }, evidence: { Instances: [active] } },
    ]);
  });

  it('carries the error of the Region that does not tell', () => {
    expect(judge(rule, { instances: [refused] })).toMatchObject([{ error: { action: 'sso:ListInstances' } }]);
  });
});
