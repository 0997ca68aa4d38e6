import { describe, expect, it } from 'vitest';
import rule from '../../../rules/kms/key-public.ts';
import { judge } from '../../support/judge.ts';
import { deniedPolicy, inShort, openingCases, policyText } from '../openings.fixture.ts';
import { keyOf } from './keys.fixture.ts';

const of = (answer: Parameters<typeof rule.check>[0]['policies'][number]['answer']) =>
  inShort(judge(rule, { policies: [{ key: keyOf(), answer }] }));

const ROOT = {
  Effect: 'Allow',
  Principal: { AWS: 'arn:aws:iam::111122223333:root' },
  Action: 'kms:*',
  Resource: '*',
};

describe('kms/key-public', () => {
  it.each(openingCases('kms:Decrypt'))('%s', (_case, policy, expected) => {
    // None of these lets the account change the policy.
    const readable = policy.ok && policy.value.text?.startsWith('{"');
    const administration = readable ? ', fail none 4' : policy.ok ? '' : ', unknown';
    expect(of(policy)).toBe(`${expected}${administration}`);
  });

  it.each<[string, object[], string]>([
    ['the policy of AWS', [ROOT], 'pass'],
    ['a role of the account', [{ ...ROOT, Principal: { AWS: 'arn:aws:iam::111122223333:role/r' } }], 'pass'],
    [
      'a role that was deleted',
      [{ ...ROOT, Principal: { AWS: 'AROAEXAMPLEEXAMPLEXXX' } }],
      'pass, fail none 4',
    ],
    ['uses alone', [{ ...ROOT, Action: 'kms:Decrypt' }], 'pass, fail none 4'],
    [
      'everything but changing it',
      [{ ...ROOT, Action: undefined, NotAction: 'kms:Put*' }],
      'pass, fail none 4',
    ],
    [
      'the account itself, among anyone',
      [{ ...ROOT, Principal: '*', Condition: { StringEquals: { 'kms:CallerAccount': '111122223333' } } }],
      'pass',
    ],
    [
      'another account alone',
      [
        {
          ...ROOT,
          Principal: '*',
          Condition: { StringEquals: { 'aws:PrincipalAccount': '444455556666' } },
        },
      ],
      'pass, fail none 4',
    ],
  ])('who may administer it: %s', (_case, statements, expected) => {
    expect(of(policyText(...statements))).toBe(expected);
  });

  it('is unknown where the policy does not let itself be read', () => {
    expect(of(deniedPolicy)).toBe('unknown, unknown');
  });
});
