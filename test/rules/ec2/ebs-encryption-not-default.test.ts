import { describe, expect, it } from 'vitest';
import rule from '../../../rules/ec2/ebs-encryption-not-default.ts';
import { judge, statuses } from '../../support/judge.ts';
import { reportOfVerdicts } from '../../support/report-of-verdicts.ts';

type Setting = Parameters<typeof rule.check>[0]['encryption'];

const judged = (encryption: Setting, region = 'us-east-1') => judge(rule, { encryption }, { region });

const BAD: Setting = { EbsEncryptionByDefault: false };

describe('ec2/ebs-encryption-not-default', () => {
  it.each<[string, Setting, string]>([
    ['on', { EbsEncryptionByDefault: true }, 'pass'],
    ['off', BAD, 'fail'],
    ['not told', { EbsEncryptionByDefault: undefined }, 'unknown'],
  ])('%s', (_case, setting, expected) => expect(statuses(judged(setting))).toEqual([expected]));

  it('says how to mend it', () => {
    expect(judged(BAD)).toMatchObject([
      { commands: ['aws ec2 enable-ebs-encryption-by-default --region us-east-1'] },
    ]);
  });

  it('is one finding of the account', () => {
    const ruleId = 'ec2/ebs-encryption-not-default';
    const regions = ['us-east-1', 'eu-west-1'];
    const { findings } = reportOfVerdicts(
      ...regions.map((region) => ({ ruleId, region, verdicts: judged(BAD, region) })),
    );
    expect(findings.map(({ description, parts }) => [description, parts?.length])).toEqual([
      ['New EBS volumes are not encrypted by default in 2 Regions of the account.', 2],
    ]);
  });
});
