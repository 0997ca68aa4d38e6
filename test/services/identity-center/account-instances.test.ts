import { afterEach, describe, expect, it, vi } from 'vitest';
import { memberInstances } from '../../../src/services/identity-center/account-instances.ts';
import { denied, failing, inRegions } from '../../support/faults.ts';
import { stubbedPlace } from '../../support/place.ts';
import type { Answers } from '../../support/stub.ts';
import { success } from '../../support/wire.ts';
import { identityCenter } from '../../support/worlds/iam-answers.ts';

afterEach(() => vi.unstubAllEnvs());

const MEMBER = '111122223333';
const MANAGEMENT = '999988887777';
const inOrganization: Answers = {
  'organizations:DescribeOrganization': (call) =>
    success(call, { Organization: { Id: 'o-mine567890', MasterAccountId: MANAGEMENT } }),
};

async function read(answers: Answers, accountId = MEMBER) {
  await using account = await stubbedPlace({ ...inOrganization, ...answers }, { accountId });
  const enabled = ['eu-west-1', 'us-east-1'];
  const session = { ...account.place.session, regions: { scanned: ['us-east-1'], off: [], enabled } };
  return await memberInstances({ ...account.place, session });
}

describe('memberInstances', () => {
  it('are those of all Regions, or why a Region does not tell', async () => {
    const answers = identityCenter('us-east-1', MEMBER);
    expect(
      await read({
        'sso:ListInstances': (call, upstream) =>
          inRegions(['eu-west-1'], denied())(call, upstream) ??
          answers['sso:ListInstances']?.(call, upstream),
      }),
    ).toMatchObject({
      kind: 'member',
      managementAccountId: MANAGEMENT,
      regions: [
        { region: 'eu-west-1', answer: { ok: false, error: { action: 'sso:ListInstances' } } },
        { region: 'us-east-1', answer: { ok: true, value: [{ OwnerAccountId: MEMBER }] } },
      ],
    });
  });

  it.each<[string, Answers, string, string]>([
    ['a management account', {}, MANAGEMENT, 'management account'],
    [
      'an account on its own',
      { 'organizations:DescribeOrganization': failing('AWSOrganizationsNotInUseException', 'none') },
      MEMBER,
      'no organization',
    ],
  ])('are not asked of %s', async (_case, answers, accountId, reason) => {
    expect(await read({ ...identityCenter('us-east-1', accountId), ...answers }, accountId)).toEqual({
      kind: 'none',
      reason: expect.stringContaining(reason),
    });
  });

  it('are unknown where nobody says whether the account is a member', async () => {
    const answers = {
      'organizations:DescribeOrganization': denied(),
      ...identityCenter('us-east-1', MEMBER),
    };
    await expect(read(answers)).rejects.toMatchObject({ action: 'organizations:DescribeOrganization' });
  });
});
