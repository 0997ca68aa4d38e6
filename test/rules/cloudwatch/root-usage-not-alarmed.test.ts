import { describe, expect, it } from 'vitest';
import rule from '../../../rules/cloudwatch/root-usage-not-alarmed.ts';
import other from '../../../rules/cloudwatch/unauthorized-api-calls-not-alarmed.ts';
import { rules } from '../../../rules/index.ts';
import { CHANGES } from '../../../src/services/cloudwatch/watching.ts';
import { ACCOUNT, judge, NOW } from '../../support/judge.ts';
import { reportOfVerdicts } from '../../support/report-of-verdicts.ts';
import { deniedError } from '../cloudtrail/readings.fixture.ts';
import { casesOf, readingsOf } from './changes.fixture.ts';

const SCOPE = {
  account: { id: ACCOUNT, partition: 'aws' },
  region: 'us-east-1',
  now: NOW,
  options: {},
};

describe('cloudwatch/root-usage-not-alarmed', () => {
  it.each(casesOf('root-usage'))('%s', (_case, readings, verdict) => {
    expect(judge(rule, readings)).toMatchObject([verdict]);
  });

  it('tells of all changes where they break on the same, in one finding', () => {
    const readings = readingsOf([]);
    const said = CHANGES.map((change) => {
      const ruleId = `cloudwatch/${change}-not-alarmed`;
      const each = rules[ruleId];
      if (each === undefined) throw new Error(`there is no rule ${ruleId}`);
      return { ruleId, verdicts: [...each.check(readings, SCOPE)] };
    });
    const { findings, absorbed } = reportOfVerdicts(...said);
    expect(findings).toMatchObject([
      {
        ruleId: 'cloudwatch/root-usage-not-alarmed',
        description:
          'No alarm tells anybody of use of the root user, nor of 14 other changes: the log group trail has no metric filter.',
      },
    ]);
    expect(absorbed).toHaveLength(14);
  });

  it('leaves the telling to the next where EventBridge tells of it', () => {
    const readings = readingsOf(
      [],
      {},
      new Map([['root-usage', { heard: 'yes', rules: ['arn:rule'] }]] as const),
    );
    expect([...other.check(readings, SCOPE)]).toMatchObject([
      { description: expect.stringContaining('nor of 13 other changes') },
    ]);
    expect(judge(rule, readings)).toMatchObject([{ severity: { score: 1 } }]);
    expect(judge(rule, readings)[0]).not.toHaveProperty('toldBy');
  });

  it('weighs as much, and tells of the others, where EventBridge may not be asked', () => {
    const unread = { heard: 'undecided', error: deniedError('events:ListRules') } as const;
    const [verdict] = judge(rule, readingsOf([], {}, new Map([['root-usage', unread]])));
    expect(verdict).toMatchObject({ description: expect.stringContaining('nor of 14 other changes') });
    expect(verdict).not.toHaveProperty('severity');
  });
});
