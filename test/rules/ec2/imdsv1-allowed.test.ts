import { describe, expect, it } from 'vitest';
import rule from '../../../rules/ec2/imdsv1-allowed.ts';
import type { Instance } from '../../../src/services/ec2/instances.ts';
import { judge, statuses } from '../../support/judge.ts';
import { instanceOf } from './instances.fixture.ts';

const optional: Partial<Instance> = { MetadataOptions: { HttpEndpoint: 'enabled', HttpTokens: 'optional' } };
const judged = (changes: Partial<Instance>) => judge(rule, { instances: [instanceOf(changes)] });

describe('ec2/imdsv1-allowed', () => {
  it.each<[string, Partial<Instance>, string]>([
    ['tokens required', {}, 'pass'],
    ['tokens optional', optional, 'fail'],
    ['the service off', { MetadataOptions: { HttpEndpoint: 'disabled', HttpTokens: 'optional' } }, 'pass'],
    ['not told', { MetadataOptions: undefined }, 'unknown'],
    ['endpoint not told', { MetadataOptions: { HttpTokens: 'optional' } }, 'fail'],
  ])('%s', (_case, changes, expected) => expect(statuses(judged(changes))).toEqual([expected]));

  it.each<[string, Partial<Instance>, string | undefined]>([
    ['with a role', {}, undefined],
    [
      'without a role',
      { IamInstanceProfile: undefined },
      'the instance has no role whose credentials could be taken',
    ],
    ['stopped', { State: { Name: 'stopped' } }, 'the instance is stopped'],
  ])('weighs an instance %s', (_case, changes, reason) => {
    const [verdict] = judged({ ...optional, ...changes });
    expect(verdict?.status === 'fail' ? verdict.severity?.reason : verdict).toBe(reason);
  });

  it('says how to require tokens, and nothing else', () => {
    expect(judged(optional)).toMatchObject([
      {
        resource: { type: 'AwsEc2Instance', id: 'arn:aws:ec2:us-east-1:111122223333:instance/i-1' },
        commands: [
          'aws ec2 modify-instance-metadata-options --instance-id i-1 --http-tokens required --region us-east-1',
        ],
      },
    ]);
  });
});
