import { describe, expect, it } from 'vitest';
import rule from '../../../rules/ec2/user-data-holds-secret.ts';
import { ReadError } from '../../../src/aws/read-error.ts';
import type { UserDataSecrets } from '../../../src/services/ec2/instances.ts';
import { judge, statuses } from '../../support/judge.ts';
import { reportOfVerdicts } from '../../support/report-of-verdicts.ts';
import { instanceOf } from './instances.fixture.ts';

const read = (
  value: readonly { kind: string; line: number }[] | 'packed' | 'gone',
  InstanceId = 'i-1',
  readFrom = InstanceId,
): UserDataSecrets => ({ instance: instanceOf({ InstanceId }), readFrom, answer: { ok: true, value } });
const SECRETS = [
  { kind: 'password', line: 3 },
  { kind: 'GitHub token', line: 7 },
];
const error = new ReadError('denied', {
  kind: 'denied',
  action: 'ec2:DescribeInstanceAttribute',
  accountId: '111122223333',
  region: 'us-east-1',
});

describe('ec2/user-data-holds-secret', () => {
  it.each<[string, UserDataSecrets, string]>([
    ['a secret', read(SECRETS), 'fail'],
    ['none', read([]), 'pass'],
    ['packed beyond reading', read('packed'), 'unknown'],
    ['gone meanwhile', read('gone'), 'notApplicable'],
    ['denied', { ...read([]), answer: { ok: false, error } }, 'unknown'],
  ])('%s', (_case, userData, expected) =>
    expect(statuses(judge(rule, { userData: [userData] }))).toEqual([expected]),
  );

  it('names kind and line', () => {
    expect(judge(rule, { userData: [read(SECRETS)] })).toMatchObject([
      {
        description: 'The user data of i-1 holds a secret: password in line 3 and GitHub token in line 7.',
        evidence: { InstanceId: 'i-1', readFrom: 'i-1', secrets: SECRETS },
      },
    ]);
  });

  it('is one finding for instances that were launched alike', () => {
    const verdicts = judge(rule, {
      userData: [read(SECRETS), read(SECRETS, 'i-2', 'i-1'), read(SECRETS, 'i-3')],
    });
    const { findings } = reportOfVerdicts({ ruleId: 'ec2/user-data-holds-secret', verdicts });
    expect(findings.map(({ parts }) => parts?.map(({ resource }) => resource.id.slice(-3)))).toEqual([
      ['i-1', 'i-2'],
      ['i-3'],
    ]);
  });
});
