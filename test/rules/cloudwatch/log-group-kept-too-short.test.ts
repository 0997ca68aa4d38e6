import { describe, expect, it } from 'vitest';
import rule from '../../../rules/cloudwatch/log-group-kept-too-short.ts';
import type { LogGroup } from '../../../src/services/logs/index.ts';
import { judge, statuses } from '../../support/judge.ts';
import { reportOfVerdicts } from '../../support/report-of-verdicts.ts';
import { groupOf } from './log-groups.fixture.ts';

const check = (logGroups: readonly LogGroup[], days?: number) =>
  judge(rule, { logGroups }, { region: 'eu-west-1', ...(days === undefined ? {} : { options: { days } }) });

describe('cloudwatch/log-group-kept-too-short', () => {
  it.each<[string, Partial<LogGroup>, string]>([
    ['for ever', { retentionInDays: undefined }, 'pass'],
    ['a year', { retentionInDays: 365 }, 'pass'],
    ['half a year', { retentionInDays: 180 }, 'fail'],
    ['one that only passes on', { retentionInDays: 2, logGroupClass: 'DELIVERY' }, 'notApplicable'],
    ['infrequent access', { retentionInDays: 30, logGroupClass: 'INFREQUENT_ACCESS' }, 'fail'],
  ])('%s: %s', (_case, changes, expected) => {
    expect(statuses(check([groupOf(changes)]))).toEqual([expected]);
  });

  it('does not apply where there is none, and takes its option', () => {
    expect(statuses(check([]))).toEqual(['notApplicable']);
    expect(statuses(check([groupOf({ retentionInDays: 90 })], 90))).toEqual(['pass']);
  });

  it('offers the next retention that AWS takes, but not against a policy of the account', () => {
    expect(check([groupOf({ retentionInDays: 7 })], 370)).toMatchObject([
      {
        commands: [
          'aws logs put-retention-policy --log-group-name app --retention-in-days 400 --region eu-west-1',
        ],
      },
    ]);
    expect(check([groupOf({ retentionInDays: 7, retentionPolicyName: 'week' })])[0]).not.toHaveProperty(
      'commands',
    );
  });

  it('is one finding a Region', () => {
    const verdicts = check([
      groupOf({ retentionInDays: 7 }),
      groupOf({ retentionInDays: 1, logGroupName: 'b' }),
    ]);
    expect(
      reportOfVerdicts({ ruleId: 'cloudwatch/log-group-kept-too-short', region: 'eu-west-1', verdicts })
        .findings,
    ).toMatchObject([
      {
        description: '2 log groups in eu-west-1 do not keep their events long enough: app and b.',
        parts: [
          { description: 'The log group app keeps its events for 7 days.' },
          { description: 'The log group b keeps its events for 1 day.' },
        ],
      },
    ]);
  });
});
