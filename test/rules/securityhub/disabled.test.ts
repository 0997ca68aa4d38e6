import { describe, expect, it } from 'vitest';
import rule from '../../../rules/securityhub/disabled.ts';
import { ReadError } from '../../../src/aws/read-error.ts';
import { judge } from '../../support/judge.ts';
import { reportOfVerdicts } from '../../support/report-of-verdicts.ts';

type Readings = Parameters<typeof rule.check>[0];

const HUB = 'arn:aws:securityhub:us-east-1:111122223333:hub/default';
const HUB_V2 = 'arn:aws:securityhub:us-east-1:111122223333:hubv2/1';
const no: Readings['second'] = { ok: true, value: undefined };
const yes: Readings['second'] = { ok: true, value: HUB_V2 };
const denied: Readings['second'] = {
  ok: false,
  error: new ReadError('denied', {
    kind: 'denied',
    action: 'securityhub:DescribeSecurityHubV2',
    accountId: '111122223333',
    region: 'us-east-1',
  }),
};
const standard = (StandardsStatus: 'READY' | 'FAILED' | 'PENDING' | 'DELETING' | 'INCOMPLETE') => ({
  StandardsSubscriptionArn: 'arn:subscription',
  StandardsArn: 'arn:aws:securityhub:us-east-1::standards/aws-foundational-security-best-practices/v/1.0.0',
  StandardsInput: {},
  StandardsStatus,
});

describe('securityhub/disabled', () => {
  it.each<[string, Readings, string, number | undefined]>([
    ['off', { hub: undefined, standards: [], second: no }, 'fail', undefined],
    [
      'off, and its second kind not known',
      { hub: undefined, standards: [], second: denied },
      'fail',
      undefined,
    ],
    ['a standard', { hub: HUB, standards: [standard('READY')], second: no }, 'pass', undefined],
    ['a standard on its way', { hub: HUB, standards: [standard('PENDING')], second: no }, 'pass', undefined],
    [
      'a standard with some controls',
      { hub: HUB, standards: [standard('INCOMPLETE')], second: no },
      'pass',
      undefined,
    ],
    ['no standard', { hub: HUB, standards: [], second: no }, 'fail', 2],
    ['a standard that failed', { hub: HUB, standards: [standard('FAILED')], second: no }, 'fail', 2],
    ['a standard that goes', { hub: HUB, standards: [standard('DELETING')], second: no }, 'fail', 2],
    ['the second kind alone', { hub: undefined, standards: [], second: yes }, 'fail', 2],
  ])('%s', (_case, readings, status, score) => {
    const [verdict] = judge(rule, readings);
    expect(verdict?.status).toBe(status);
    if (verdict?.status === 'fail') expect(verdict.severity?.score).toBe(score);
  });

  it('says that it does not know of the second kind, which would weigh less', () => {
    expect(judge(rule, { hub: undefined, standards: [], second: denied })).toMatchObject([
      {
        description: 'The account is not subscribed to Security Hub CSPM in us-east-1.',
        evidence: { HubArn: null, HubV2Arn: 'denied' },
      },
    ]);
  });

  it('is one finding of all Regions that are alike', () => {
    const said = (region: string, hub: string | undefined) => ({
      ruleId: 'securityhub/disabled',
      region,
      verdicts: judge(rule, { hub, standards: [], second: no }, { region }),
    });
    const { findings } = reportOfVerdicts(
      said('eu-west-1', undefined),
      said('eu-west-2', HUB),
      said('us-east-1', undefined),
    );
    expect(findings.map(({ description, parts }) => [description, parts?.length]).sort()).toEqual([
      ['Security Hub CSPM in eu-west-2 has no standard enabled.', 1],
      ['Security Hub CSPM is off in 2 Regions of the account.', 2],
    ]);
  });
});
