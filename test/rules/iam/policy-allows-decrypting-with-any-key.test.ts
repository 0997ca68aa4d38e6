import { describe, expect, it } from 'vitest';
import rule from '../../../rules/iam/policy-allows-decrypting-with-any-key.ts';
import { judge, statuses } from '../../support/judge.ts';
import { ADMINISTRATOR } from './readings.fixture.ts';
import { casesOfGrant, deniedAgain, inlined, managed } from './written.fixture.ts';

const ANY = { Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*' };
const when = (Condition: object) => ({ ...ANY, Condition });

describe('iam/policy-allows-decrypting-with-any-key', () => {
  it.each([...casesOfGrant(ANY), deniedAgain(ANY)])('%s', (_case, readings, verdicts) => {
    expect(judge(rule, readings)).toMatchObject(verdicts);
  });

  it.each<[string, object, string[]]>([
    ['in another case', { ...ANY, Action: 'KMS:DECRYPT' }, ['fail']],
    ['another action', { ...ANY, Action: 'kms:Encrypt' }, ['pass']],
    ['an administrator', ADMINISTRATOR, ['fail']],
    ['kms:ReEncryptFrom', { ...ANY, Action: 'kms:ReEncryptFrom' }, ['fail']],
    ['kms:ReEncrypt*', { ...ANY, Action: 'kms:ReEncrypt*' }, ['fail']],
    ['kms:ReEncryptTo', { ...ANY, Action: 'kms:ReEncryptTo' }, ['pass']],
    ['every key of the account', { ...ANY, Resource: 'arn:aws:kms:*:111122223333:key/*' }, ['fail']],
    ['one key', { ...ANY, Resource: 'arn:aws:kms:us-east-1:111122223333:key/1' }, ['pass']],
    [
      'keys with an alias',
      when({ 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': 'alias/web' } }),
      ['pass'],
    ],
    [
      'through one service',
      when({ StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' } }),
      ['pass'],
    ],
    ['through any service', when({ StringLike: { 'kms:ViaService': '*' } }), ['fail']],
  ])('%s', (_case, statement, expected) => {
    expect(statuses(judge(rule, managed(statement)))).toEqual(expected);
    expect(statuses(judge(rule, inlined(statement)))).toEqual(expected);
  });
});
