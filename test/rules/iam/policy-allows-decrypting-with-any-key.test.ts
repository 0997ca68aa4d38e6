import { describe, expect, it } from 'vitest';
import rule from '../../../rules/iam/policy-allows-decrypting-with-any-key.ts';
import { judge, statuses } from '../../support/judge.ts';
import { ADMINISTRATOR, userOf } from './readings.fixture.ts';
import { damaged, inlined, managed, managedWith, writtenIn } from './written.fixture.ts';

const ANY = { Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*' };
const when = (Condition: object) => ({ ...ANY, Condition });

describe('iam/policy-allows-decrypting-with-any-key', () => {
  it.each<[string, object, string[]]>([
    ['everywhere', ANY, ['fail']],
    ['in another case', { ...ANY, Action: 'KMS:DECRYPT' }, ['fail']],
    ['another action', { ...ANY, Action: 'kms:Encrypt' }, ['pass']],
    ['Deny', { ...ANY, Effect: 'Deny' }, ['pass']],
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

  it('is undone by a Deny', () => {
    expect(statuses(judge(rule, managed(ANY, { ...ANY, Effect: 'Deny' })))).toEqual(['pass']);
  });

  it('is mild for a policy that nobody has, and says nothing of boundaries', () => {
    const unattached = managedWith({ AttachmentCount: 0 }, ANY);
    expect(judge(rule, unattached)).toMatchObject([{ status: 'fail', severity: { score: 1 } }]);
    const boundary = { AttachmentCount: 0, PermissionsBoundaryUsageCount: 1 };
    expect(judge(rule, managedWith(boundary, ANY))).toEqual([]);
  });

  it('is unknown of a damaged document', () => {
    expect(statuses(judge(rule, writtenIn({ UserDetailList: [userOf(damaged)] })))).toEqual(['unknown']);
  });
});
