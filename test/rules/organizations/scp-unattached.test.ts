import { describe, expect, it } from 'vitest';
import rule from '../../../rules/organizations/scp-unattached.ts';
import { ReadError } from '../../../src/aws/read-error.ts';
import { judge, statuses } from '../../support/judge.ts';

type Policy = NonNullable<Parameters<typeof rule.check>[0]['policies']>[number];

const policy = (answer: Policy['answer'], changes: Partial<Policy['item']> = {}): Policy => ({
  item: {
    Id: 'p-1',
    Arn: 'arn:aws:organizations::111122223333:policy/o-1/service_control_policy/p-1',
    Name: 'no-leaving',
    AwsManaged: false,
    ...changes,
  },
  answer,
});

const somewhere = { ok: true, value: [{ TargetId: 'ou-1' }] } as const;
const nothing = { ok: true, value: [] } as const;

describe('organizations/scp-unattached', () => {
  it.each([
    ['attached', policy(somewhere), ['pass']],
    ['unattached', policy(nothing), ['fail']],
    ['whose it is AWS did not say, unattached', policy(nothing, { AwsManaged: undefined }), ['fail']],
    ['of AWS, unattached', policy(nothing, { AwsManaged: true }), []],
  ])('a policy %s', (_case, one, expected) => {
    expect(statuses(judge(rule, { policies: [one] }))).toEqual(expected);
  });

  it('is unknown, for that policy alone, when its targets were not read', () => {
    const error = new ReadError('organizations:ListTargetsForPolicy is denied', {
      kind: 'denied',
      action: 'organizations:ListTargetsForPolicy',
      accountId: '111122223333',
      region: 'us-east-1',
    });
    const policies = [policy({ ok: false, error }), policy(nothing)];
    expect(judge(rule, { policies })).toMatchObject([{ status: 'unknown', error }, { status: 'fail' }]);
  });

  it('leaves policies that are off to organizations/scp-disabled', () => {
    expect(judge(rule, { policies: undefined })).toMatchObject([
      { status: 'notApplicable', reason: expect.stringContaining('organizations/scp-disabled') },
    ]);
  });

  it('names the policy and where it is attached', () => {
    expect(judge(rule, { policies: [policy(somewhere)] })).toMatchObject([
      {
        resource: { type: 'AwsOrganizationsPolicy', id: policy(somewhere).item.Arn },
        evidence: { Id: 'p-1', Name: 'no-leaving', Targets: ['ou-1'] },
      },
    ]);
  });
});
