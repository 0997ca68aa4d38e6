import { describe, expect, it } from 'vitest';
import rule from '../../../rules/waf/rule-without-metrics.ts';
import { refused } from '../../support/answered.ts';
import { judge } from '../../support/judge.ts';
import { reportOfVerdicts } from '../../support/report-of-verdicts.ts';
import { acl, listed, ruleOf } from './readings.fixture.ts';

const silent = (Name: string) => ruleOf('acts', { Name, CloudWatchMetricsEnabled: false });

describe('waf/rule-without-metrics', () => {
  it('judges each rule of each web ACL', () => {
    const unsaid = ruleOf('acts', { Name: 'unsaid', CloudWatchMetricsEnabled: undefined });
    const webAcls = [acl([ruleOf('acts'), silent('a'), unsaid]), refused(listed('other'), 'wafv2:GetWebACL')];
    expect(judge(rule, { webAcls })).toMatchObject([
      { status: 'pass', part: 'rule' },
      { status: 'fail', part: 'a' },
      { status: 'unknown', part: 'unsaid' },
      { status: 'unknown' },
    ]);
  });

  it('tells of all rules of a web ACL in one finding', () => {
    const verdicts = judge(rule, { webAcls: [acl([silent('a'), silent('b')])] });
    const { findings } = reportOfVerdicts({ ruleId: 'waf/rule-without-metrics', verdicts });
    expect(findings.map(({ description }) => description)).toEqual([
      '2 rules of a web ACL have CloudWatch metrics off: a and b.',
    ]);
  });
});
