import { describe, expect, it } from 'vitest';
import account from '../../../rules/s3/account-public-access-not-blocked.ts';
import rule from '../../../rules/s3/bucket-public-access-not-blocked.ts';
import { judge, statuses } from '../../support/judge.ts';
import { reportOfVerdicts } from '../../support/report-of-verdicts.ts';
import { blocks, bucketNamed, denied, EVERYTHING, NOTHING, says, value } from './readings.fixture.ts';

describe('s3/bucket-public-access-not-blocked', () => {
  it.each([
    ['neither blocks', value(NOTHING), value(NOTHING), 'fail'],
    ['the bucket blocks', value(EVERYTHING), value(NOTHING), 'pass'],
    ['the account blocks', value(NOTHING), value(EVERYTHING), 'pass'],
    [
      'both together block',
      value(blocks('BlockPublicAcls', 'IgnorePublicAcls')),
      value(blocks('BlockPublicPolicy', 'RestrictPublicBuckets')),
      'pass',
    ],
    [
      'one setting is on in neither',
      value(blocks('BlockPublicAcls')),
      value(blocks('IgnorePublicAcls')),
      'fail',
    ],
    ['the bucket may not be asked', denied, value(NOTHING), 'unknown'],
    ['the account may not be asked', value(NOTHING), denied, 'unknown'],
    ['the account may not be asked, nor need be', value(EVERYTHING), denied, 'pass'],
  ])('%s', (_case, bucket, account, expected) => {
    expect(statuses(judge(rule, { blocks: says(bucket), account }))).toEqual([expected]);
  });

  it('does not apply without buckets', () => {
    expect(statuses(judge(rule, { blocks: [], account: value(NOTHING) }))).toEqual(['notApplicable']);
  });

  it('is told by the account, which closes all of them', () => {
    const verdicts = judge(rule, {
      blocks: [...says(value(NOTHING)), ...says(value(NOTHING), 'logs')],
      account: value(NOTHING),
    });
    const ofAccount = judge(account, { blocked: NOTHING, buckets: value([bucketNamed('reports')]) });
    expect(statuses(judge(account, { blocked: EVERYTHING, buckets: value([]) }))).toEqual(['pass']);
    const { findings } = reportOfVerdicts(
      { ruleId: 's3/account-public-access-not-blocked', verdicts: ofAccount },
      { ruleId: 's3/bucket-public-access-not-blocked', verdicts },
    );
    expect(findings.map(({ ruleId }) => ruleId)).toEqual(['s3/account-public-access-not-blocked']);
    const [alone] = reportOfVerdicts({ ruleId: 's3/bucket-public-access-not-blocked', verdicts }).findings;
    expect(alone).toMatchObject({
      title: 'Buckets do not block public access',
      description: '2 buckets do not block public access: logs and reports.',
    });
  });
});
