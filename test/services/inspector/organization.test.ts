import { afterEach, describe, expect, it, vi } from 'vitest';
import { inspectorStanding } from '../../../src/services/inspector/organization.ts';
import { denied, failing } from '../../support/faults.ts';
import { stubbedPlace } from '../../support/place.ts';
import type { Answerer, Answers } from '../../support/stub.ts';
import { success } from '../../support/wire.ts';
import {
  delegatedFor,
  MANAGEMENT,
  member,
  organizationOf,
  standalone,
} from '../organization-answers.fixture.ts';
import { OWN, off, on } from './answers.fixture.ts';

afterEach(() => vi.unstubAllEnvs());

const autoEnable = { ec2: true, ecr: false, lambda: true, lambdaCode: false };
const configuration: Answerer = (call) => success(call, { autoEnable, maxAccountLimitReached: false });
const administeredBy =
  (accountId: string): Answerer =>
  (call) =>
    success(call, { delegatedAdmin: { accountId, relationshipStatus: 'ENABLED' } });

const management: Answers = { ...on, ...organizationOf(OWN) };
const administrator: Answers = { ...on, ...delegatedFor('inspector2.amazonaws.com') };

describe('inspectorStanding', () => {
  it.each<[string, Answers, unknown]>([
    ['Inspector that is off', off, { kind: 'off' }],
    ['an account of its own', { ...on, ...standalone }, { kind: 'outside organization' }],
    [
      'the delegated administrator',
      { ...administrator, 'inspector2:DescribeOrganizationConfiguration': configuration },
      { kind: 'administrator', autoEnable },
    ],
    [
      'a member',
      { ...on, ...member },
      { kind: 'other', managementAccountId: MANAGEMENT, administratorId: undefined },
    ],
    [
      'a delegated administrator of something else',
      { ...on, ...delegatedFor('guardduty.amazonaws.com') },
      { kind: 'other', managementAccountId: MANAGEMENT, administratorId: undefined },
    ],
    [
      'a management account that delegated it',
      { ...management, 'inspector2:GetDelegatedAdminAccount': administeredBy('999988887777') },
      { kind: 'other', managementAccountId: OWN, administratorId: '999988887777' },
    ],
    [
      'a management account that delegated it to nobody',
      {
        ...management,
        'inspector2:GetDelegatedAdminAccount': failing('ResourceNotFoundException', 'none', 404),
      },
      { kind: 'other', managementAccountId: OWN, administratorId: undefined },
    ],
    [
      'a management account that administers Inspector itself',
      {
        ...management,
        'inspector2:GetDelegatedAdminAccount': administeredBy(OWN),
        'inspector2:DescribeOrganizationConfiguration': configuration,
      },
      { kind: 'administrator', autoEnable },
    ],
  ])('%s', async (_case, answers, expected) => {
    await using account = await stubbedPlace(answers);
    expect(await inspectorStanding(account.place)).toEqual(expected);
  });

  it.each([
    ['inspector2:GetDelegatedAdminAccount', management],
    ['inspector2:DescribeOrganizationConfiguration', administrator],
    ['organizations:DescribeOrganization', on],
  ])('is not known where %s is denied', async (action, answers) => {
    await using account = await stubbedPlace({ ...answers, [action]: denied() });
    await expect(inspectorStanding(account.place)).rejects.toMatchObject({ kind: 'denied', action });
  });
});
