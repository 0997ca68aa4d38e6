import { describe, expect, it } from 'vitest';
import rule from '../../../rules/kms/key-shared-outside-organization.ts';
import { judge } from '../../support/judge.ts';
import { deniedPolicy, inShort, policyText } from '../openings.fixture.ts';
import { keyOf } from './keys.fixture.ts';

const home = { accountId: '111122223333', organizationId: 'o-exampleorgid' };
const manager = {
  home: { ...home, organizationAccounts: new Set(['111122223333', '222233334444']) },
  managementAccountId: '111122223333',
};
const member = { home, managementAccountId: '222233334444' };
const standalone = {
  home: { accountId: '111122223333', organizationAccounts: new Set(['111122223333']) },
  managementAccountId: undefined,
};

const to = (AWS: string) =>
  policyText({ Effect: 'Allow', Principal: { AWS }, Action: 'kms:*', Resource: '*' });

describe('kms/key-shared-outside-organization', () => {
  it.each([
    ['another account', to('444455556666'), manager, 'fail other-account'],
    ['an account of the organization', to('222233334444'), manager, 'pass'],
    ['another account, by a member', to('444455556666'), member, 'unknown'],
    ['the management account, by a member', to('222233334444'), member, 'pass'],
    ['another account, of one alone', to('444455556666'), standalone, 'fail other-account'],
    ['the account itself', to('111122223333'), manager, 'pass'],
    ['a policy that may not be read', deniedPolicy, manager, 'unknown'],
  ])('%s', (_case, answer, surroundings, expected) => {
    expect(inShort(judge(rule, { policies: [{ key: keyOf(), answer }], surroundings }))).toBe(expected);
  });
});
