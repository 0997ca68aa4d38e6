import { describe, expect, it } from 'vitest';
import rule from '../../../rules/ec2/imdsv2-not-default.ts';
import { judge, statuses } from '../../support/judge.ts';
import { reportOfVerdicts } from '../../support/report-of-verdicts.ts';

type Setting = Parameters<typeof rule.check>[0]['defaults'];

const NOTHING_SET = {
  HttpTokens: undefined,
  HttpTokensEnforced: undefined,
  HttpEndpoint: undefined,
  ManagedBy: undefined,
};

const judged = (defaults: Setting, region = 'us-east-1') => judge(rule, { defaults }, { region });

const BAD: Setting = { ...NOTHING_SET, ManagedBy: 'account' };

describe('ec2/imdsv2-not-default', () => {
  it.each<[string, Setting, string]>([
    ['required', { ...NOTHING_SET, HttpTokens: 'required' }, 'pass'],
    ['optional', { ...NOTHING_SET, HttpTokens: 'optional' }, 'fail'],
    ['no preference', BAD, 'fail'],
    ['off unless asked for', { ...NOTHING_SET, HttpEndpoint: 'disabled' }, 'fail'],
  ])('%s', (_case, setting, expected) => expect(statuses(judged(setting))).toEqual([expected]));

  it('says how to mend it, unless a declarative policy of the organization sets it', () => {
    expect(judged(BAD)).toMatchObject([
      { commands: ['aws ec2 modify-instance-metadata-defaults --http-tokens required --region us-east-1'] },
    ]);
    const [byPolicy] = judged({ ...BAD, ManagedBy: 'declarative-policy' });
    expect(byPolicy).toMatchObject({
      description: expect.stringContaining('as a declarative policy of the organization says.'),
    });
    expect(byPolicy).not.toHaveProperty('commands');
  });

  it('is one finding of the account', () => {
    const ruleId = 'ec2/imdsv2-not-default';
    const regions = ['us-east-1', 'eu-west-1'];
    const { findings } = reportOfVerdicts(
      ...regions.map((region) => ({ ruleId, region, verdicts: judged(BAD, region) })),
    );
    expect(findings.map(({ description, parts }) => [description, parts?.length])).toEqual([
      ['New instances do not have to use IMDSv2 by default in 2 Regions of the account.', 2],
    ]);
  });
});
