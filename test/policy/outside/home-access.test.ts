import { describe, expect, it } from 'vitest';
import { letsHomeDo } from '../../../src/policy/outside/home-access.ts';

const OWN = '111122223333';
const KEY = `arn:aws:kms:eu-west-1:${OWN}:key/k`;
const NOW = new Date('2026-11-20T12:00:00Z');

const lets = (...Statement: readonly object[]) =>
  letsHomeDo(
    { name: 'Policy', text: JSON.stringify({ Version: '2012-10-17', Statement }) },
    'kms:PutKeyPolicy',
    KEY,
    { accountId: OWN },
    NOW,
  );

const allow = (Principal: unknown, more: object = {}) => ({
  Effect: 'Allow',
  Principal,
  Action: 'kms:*',
  Resource: '*',
  ...more,
});

describe('letsHomeDo', () => {
  it.each<[string, object[], boolean]>([
    ['the account', [allow({ AWS: OWN })], true],
    ['a user of it', [allow({ AWS: `arn:aws:iam::${OWN}:user/ann` })], true],
    ['a user who was deleted', [allow({ AWS: 'AIDACKCEVSQ6C2EXAMPLE' })], false],
    ['anyone', [allow('*')], true],
    [
      'anyone of another account',
      [allow('*', { Condition: { StringEquals: { 'aws:PrincipalAccount': '444455556666' } } })],
      false,
    ],
    ['another account', [allow({ AWS: '444455556666' })], false],
    ['a service', [allow({ Service: 'sns.amazonaws.com' })], false],
    ['all but another account', [{ ...allow(undefined), NotPrincipal: { AWS: '444455556666' } }], true],
    ['all but the account', [{ ...allow(undefined), NotPrincipal: { AWS: OWN } }], false],
    ['other actions', [allow({ AWS: OWN }, { Action: 'kms:Decrypt' })], false],
    [
      'another resource',
      [allow({ AWS: OWN }, { Resource: 'arn:aws:kms:eu-west-1:111122223333:key/x' })],
      false,
    ],
    [
      'the account until yesterday',
      [allow({ AWS: OWN }, { Condition: { DateLessThan: { 'aws:CurrentTime': '2026-11-19T00:00:00Z' } } })],
      false,
    ],
    ['nobody', [{ ...allow({ AWS: OWN }), Effect: 'Deny' }], false],
  ])('%s', (_who, statements, expected) => {
    expect(lets(...statements)).toBe(expected);
  });

  it('is not known of a policy that cannot be read', () => {
    const asked = ['kms:PutKeyPolicy', KEY, { accountId: OWN }] as const;
    expect(letsHomeDo({ name: 'Policy', text: '{' }, ...asked)).toBeUndefined();
    expect(letsHomeDo({ name: 'Policy', text: undefined }, ...asked)).toBeUndefined();
  });
});
