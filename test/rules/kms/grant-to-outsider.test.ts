import { describe, expect, it } from 'vitest';
import rule from '../../../rules/kms/grant-to-outsider.ts';
import { judge } from '../../support/judge.ts';
import { deniedPolicy, inShort } from '../openings.fixture.ts';
import { answered, keyOf } from './keys.fixture.ts';

const home = { accountId: '111122223333', organizationId: 'o-exampleorgid' };
const manager = {
  home: { ...home, organizationAccounts: new Set(['111122223333', '222233334444']) },
  managementAccountId: '111122223333',
};
const member = { home, managementAccountId: '222233334444' };

const to = (...grantees: string[]) =>
  answered(
    grantees.map((GranteePrincipal, index) => ({
      GrantId: `g${index}`,
      GranteePrincipal,
      Operations: ['Decrypt' as const],
    })),
  );

const toService = (SourceArn?: string) =>
  answered([
    {
      GrantId: 'g0',
      GranteeServicePrincipal: 's3.amazonaws.com',
      Operations: ['Decrypt' as const],
      Constraints: { SourceArn },
    },
  ]);

describe('kms/grant-to-outsider', () => {
  it.each([
    ['an outsider', to('arn:aws:iam::444455556666:role/r'), manager, 'fail other-account'],
    ['a whole account', to('444455556666'), manager, 'fail other-account'],
    ['a session', to('arn:aws:sts::444455556666:assumed-role/r/s'), manager, 'fail other-account'],
    ['one of the organization', to('arn:aws:iam::222233334444:role/r'), manager, 'pass'],
    ['a service', to('dynamodb.us-east-1.amazonaws.com'), manager, 'pass'],
    ['a principal that was deleted', to('AROAEXAMPLEEXAMPLEEXA'), manager, 'pass'],
    [
      'a service for an outsider',
      toService('arn:aws:logs:us-east-1:444455556666:*'),
      manager,
      'fail other-account',
    ],
    ['a service for the account', toService('arn:aws:logs:us-east-1:111122223333:*'), manager, 'pass'],
    ['a service for a bucket', toService('arn:aws:s3:::reports'), manager, 'unknown'],
    ['a service for one perhaps', toService('arn:aws:logs:us-east-1:444455556666:*'), member, 'unknown'],
    ['nobody that AWS names', answered([{ GrantId: 'g0' }]), manager, 'unknown'],
    ['nobody', to(), manager, 'pass'],
    ['an outsider, perhaps', to('arn:aws:iam::444455556666:role/r'), member, 'unknown'],
    ['the management account', to('arn:aws:iam::222233334444:role/r'), member, 'pass'],
    ['grants that may not be read', { key: keyOf(), answer: deniedPolicy }, manager, 'unknown'],
  ])('%s', (_case, grants, surroundings, expected) => {
    expect(inShort(judge(rule, { grants: [grants], surroundings }))).toBe(expected);
  });

  it('says for whom a service uses the key', () => {
    expect(
      judge(rule, {
        grants: [toService('arn:aws:logs:us-east-1:444455556666:*')],
        surroundings: manager,
      }),
    ).toMatchObject([
      {
        description:
          'Key app has a grant for outsiders: s3.amazonaws.com on behalf of arn:aws:logs:us-east-1:444455556666:* may Decrypt.',
      },
    ]);
  });

  it('says who may do what, and how to end it', () => {
    expect(
      judge(rule, { grants: [to('arn:aws:iam::444455556666:role/r')], surroundings: manager }),
    ).toMatchObject([
      {
        description: 'Key app has a grant for outsiders: arn:aws:iam::444455556666:role/r may Decrypt.',
        commands: [
          'aws kms revoke-grant --key-id arn:aws:kms:us-east-1:111122223333:key/k --grant-id g0 --region us-east-1',
        ],
      },
    ]);
  });
});
