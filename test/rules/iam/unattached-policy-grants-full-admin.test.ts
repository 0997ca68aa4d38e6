import { describe, expect, it } from 'vitest';
import rule from '../../../rules/iam/unattached-policy-grants-full-admin.ts';
import { judge, statuses } from '../../support/judge.ts';
import { ADMINISTRATOR, policyOf, userOf } from './readings.fixture.ts';
import { DEPLOY, managedWith, writtenIn } from './written.fixture.ts';

const READ = { Effect: 'Allow', Action: 's3:Get*', Resource: '*' };
const attached = (count: number) => ({ AttachmentCount: count });

describe('iam/unattached-policy-grants-full-admin', () => {
  it.each<[string, ReturnType<typeof managedWith>, string[]]>([
    ['attached to nothing', managedWith(attached(0), ADMINISTRATOR), ['fail']],
    ['attached to nothing, harmless', managedWith(attached(0), READ), ['pass']],
    ['attached', managedWith(attached(1), ADMINISTRATOR), []],
    ['only a boundary', managedWith({ ...attached(0), PermissionsBoundaryUsageCount: 1 }, ADMINISTRATOR), []],
    ['without a count, and nobody has it', managedWith({}, ADMINISTRATOR), ['fail']],
    [
      'without a count, and somebody has it',
      writtenIn({
        UserDetailList: [userOf({ AttachedManagedPolicies: [{ PolicyArn: DEPLOY }] })],
        Policies: [policyOf('deploy', ADMINISTRATOR)],
      }),
      [],
    ],
    [
      'without a count, a boundary',
      writtenIn({
        UserDetailList: [userOf({ PermissionsBoundary: { PermissionsBoundaryArn: DEPLOY } })],
        Policies: [policyOf('deploy', ADMINISTRATOR)],
      }),
      [],
    ],
    [
      'without a count, and nobody knows who has it',
      writtenIn({
        UserDetailList: [{ UserName: 'ann', Arn: 'arn:aws:iam::111122223333:user/ann' }],
        Policies: [policyOf('deploy', ADMINISTRATOR)],
      }),
      ['unknown'],
    ],
    ['damaged', managedWith({ ...attached(0), PolicyVersionList: [] }), ['unknown']],
  ])('%s', (_case, readings, expected) => {
    expect(statuses(judge(rule, readings))).toEqual(expected);
  });
});
