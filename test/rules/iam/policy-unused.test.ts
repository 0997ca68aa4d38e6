import { describe, expect, it } from 'vitest';
import rule from '../../../rules/iam/policy-unused.ts';
import { judge, statuses } from '../../support/judge.ts';
import { administratorPolicy, policyOf, userOf } from './readings.fixture.ts';
import { DEPLOY, managedWith, writtenIn } from './written.fixture.ts';

describe('iam/policy-unused', () => {
  it.each<[string, ReturnType<typeof managedWith>, string[]]>([
    ['attached to nothing', managedWith({ AttachmentCount: 0, PermissionsBoundaryUsageCount: 0 }), ['fail']],
    ['attached', managedWith({ AttachmentCount: 2 }), ['pass']],
    ['a boundary', managedWith({ AttachmentCount: 0, PermissionsBoundaryUsageCount: 1 }), ['pass']],
    ['without counts, nobody has it', managedWith({}), ['fail']],
    [
      'without counts, a boundary',
      writtenIn({
        UserDetailList: [userOf({ PermissionsBoundary: { PermissionsBoundaryArn: DEPLOY } })],
        Policies: [policyOf('deploy')],
      }),
      ['pass'],
    ],
    [
      'without counts, not all attachments told',
      writtenIn({ UserDetailList: [{ UserName: 'ann', Arn: 'a' }], Policies: [policyOf('deploy')] }),
      ['unknown'],
    ],
    ['a policy of AWS', writtenIn({ Policies: [{ ...administratorPolicy, AttachmentCount: 0 }] }), []],
    ['damaged, but attached', managedWith({ AttachmentCount: 1, PolicyVersionList: [] }), ['pass']],
  ])('%s', (_case, readings, expected) => {
    expect(statuses(judge(rule, readings))).toEqual(expected);
  });
});
