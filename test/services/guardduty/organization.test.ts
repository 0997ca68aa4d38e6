import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  organizationAutoEnable,
  organizationMembers,
  standing,
} from '../../../src/services/guardduty/organization.ts';
import { denied } from '../../support/faults.ts';
import { stubbedPlace } from '../../support/place.ts';
import type { Answerer, Answers } from '../../support/stub.ts';
import { success, textParam } from '../../support/wire.ts';
import {
  accountsInRoot,
  delegatedFor,
  MANAGEMENT,
  member,
  organizationOf,
  standalone,
} from '../organization-answers.fixture.ts';
import { administeredBy, detectors, on, suspended } from './answers.fixture.ts';

const OWN = '111122223333';
const ADMINISTRATOR = '999988887777';

afterEach(() => vi.unstubAllEnvs());

const administrators =
  (...ids: readonly string[]): Answerer =>
  (call) =>
    success(call, {
      adminAccounts: ids.map((adminAccountId) => ({ adminAccountId, adminStatus: 'ENABLED' })),
    });

const members =
  (relationships: Readonly<Record<string, string>> = {}): Answerer =>
  (call) =>
    success(call, {
      members: Object.entries(relationships).map(([accountId, relationshipStatus]) => ({
        accountId,
        relationshipStatus,
      })),
    });

const administrator: Answers = { ...on, ...delegatedFor('guardduty.amazonaws.com') };

describe('standing', () => {
  const nobody = {
    ...on,
    'guardduty:GetAdministratorAccount': administeredBy(),
    'guardduty:ListMembers': members(),
  };
  it.each<[string, Answers, unknown]>([
    ['no detector', { 'guardduty:ListDetectors': detectors() }, { kind: 'off' }],
    ['a suspended detector', suspended, { kind: 'off' }],
    ['an account of its own', { ...on, ...standalone }, { kind: 'outside organization' }],
    ['the delegated administrator', administrator, { kind: 'administrator' }],
    [
      'a member',
      { ...on, ...member, 'guardduty:GetAdministratorAccount': administeredBy(ADMINISTRATOR) },
      { kind: 'member', managementAccountId: MANAGEMENT, administratorId: ADMINISTRATOR },
    ],
    [
      'a delegated administrator of something else, which is no member',
      { ...nobody, ...delegatedFor('config.amazonaws.com') },
      { kind: 'alone', managementAccountId: MANAGEMENT, administratorId: undefined },
    ],
    [
      'a management account that administers GuardDuty itself',
      { ...nobody, ...organizationOf(OWN), 'guardduty:ListOrganizationAdminAccounts': administrators(OWN) },
      { kind: 'administrator' },
    ],
    [
      'a management account that left itself out',
      {
        ...nobody,
        ...organizationOf(OWN),
        'guardduty:ListOrganizationAdminAccounts': administrators(ADMINISTRATOR),
      },
      { kind: 'alone', managementAccountId: OWN, administratorId: ADMINISTRATOR },
    ],
    [
      'one with members by invitation',
      { ...nobody, ...member, 'guardduty:ListMembers': members({ [ADMINISTRATOR]: 'Enabled' }) },
      { kind: 'inviter', managementAccountId: MANAGEMENT, administratorId: undefined },
    ],
    [
      'one whose members have all left',
      { ...nobody, ...member, 'guardduty:ListMembers': members({ [ADMINISTRATOR]: 'Removed' }) },
      { kind: 'alone', managementAccountId: MANAGEMENT, administratorId: undefined },
    ],
  ])('%s', async (_case, answers, expected) => {
    await using account = await stubbedPlace(answers, { accountId: OWN });
    expect(await standing(account.place)).toEqual(expected);
  });

  it.each([
    ['guardduty:GetAdministratorAccount', { ...nobody, ...member }],
    ['guardduty:ListMembers', { ...nobody, ...member }],
    ['guardduty:ListOrganizationAdminAccounts', { ...nobody, ...organizationOf(OWN) }],
    ['organizations:DescribeOrganization', nobody],
  ])('is not known where %s is denied', async (action, answers) => {
    await using account = await stubbedPlace({ ...answers, [action]: denied() }, { accountId: OWN });
    await expect(standing(account.place)).rejects.toMatchObject({ kind: 'denied', action });
  });

  it('asks nobody else where GuardDuty does not run', async () => {
    await using account = await stubbedPlace({ 'guardduty:ListDetectors': detectors() });
    await standing(account.place);
    expect(account.calls()).toEqual(['ListDetectors']);
  });
});

describe('organizationAutoEnable', () => {
  const answering =
    (autoEnableOrganizationMembers: string | undefined): Answerer =>
    (call) =>
      success(call, { memberAccountLimitReached: false, autoEnableOrganizationMembers, features: [] });

  it('is what the administrator is told', async () => {
    await using account = await stubbedPlace({
      ...administrator,
      'guardduty:DescribeOrganizationConfiguration': answering('NEW'),
    });
    expect(await organizationAutoEnable(account.place)).toBe('NEW');
  });

  it('is asked nowhere else', async () => {
    await using account = await stubbedPlace({ ...on, ...standalone });
    expect(await organizationAutoEnable(account.place)).toBeUndefined();
    expect(account.calls()).not.toContain('DescribeOrganizationConfiguration');
  });

  it.each([
    ['denies', denied()],
    ['leaves it out', answering(undefined)],
  ])('fails where AWS %s', async (_case, answer) => {
    await using account = await stubbedPlace({
      ...administrator,
      'guardduty:DescribeOrganizationConfiguration': answer,
    });
    await expect(organizationAutoEnable(account.place)).rejects.toMatchObject({
      action: 'guardduty:DescribeOrganizationConfiguration',
    });
  });
});

describe('organizationMembers', () => {
  it('are all other accounts in use, each with what it is to GuardDuty, from all pages', async () => {
    await using account = await stubbedPlace(
      {
        ...administrator,
        ...accountsInRoot({
          [OWN]: 'ACTIVE',
          [MANAGEMENT]: 'ACTIVE',
          '1': 'ACTIVE',
          '2': 'ACTIVE',
          '3': 'SUSPENDED',
        }),
        'guardduty:ListMembers': (call) => {
          expect(call.params).toMatchObject({ onlyAssociated: 'false' });
          return textParam(call, 'nextToken') === undefined
            ? success(call, { members: [{ accountId: '1', relationshipStatus: 'Enabled' }], nextToken: 'n' })
            : success(call, { members: [{ accountId: '2', relationshipStatus: 'Disabled' }] });
        },
      },
      { accountId: OWN },
    );
    const found = await organizationMembers(account.place);
    expect(new Map(found.map(({ account: { Id }, member }) => [Id, member?.RelationshipStatus]))).toEqual(
      new Map([
        [MANAGEMENT, undefined],
        ['1', 'Enabled'],
        ['2', 'Disabled'],
      ]),
    );
  });

  it('are asked of nobody but the administrator', async () => {
    await using account = await stubbedPlace({ ...on, ...standalone });
    expect(await organizationMembers(account.place)).toEqual([]);
    expect(account.calls()).not.toContain('ListMembers');
  });

  it.each(['guardduty:ListMembers', 'organizations:ListAccountsForParent'])(
    'are not known where %s is denied',
    async (action) => {
      await using account = await stubbedPlace(
        {
          ...administrator,
          ...accountsInRoot({ [OWN]: 'ACTIVE' }),
          'guardduty:ListMembers': members(),
          [action]: denied(),
        },
        { accountId: OWN },
      );
      await expect(organizationMembers(account.place)).rejects.toMatchObject({ action });
    },
  );
});
