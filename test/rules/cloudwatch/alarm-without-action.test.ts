import { describe, expect, it } from 'vitest';
import rule from '../../../rules/cloudwatch/alarm-without-action.ts';
import type { Alarms } from '../../../src/services/cloudwatch/alarms.ts';
import { alarmOf, compositeOf } from '../../services/cloudwatch/chains.fixture.ts';
import { judge, statuses } from '../../support/judge.ts';
import { reportOfVerdicts } from '../../support/report-of-verdicts.ts';

const silent = { AlarmActions: [] };
const check = (alarms: Partial<Alarms>) =>
  judge(rule, { alarms: { metric: [], composite: [], log: [], ...alarms } }, { region: 'eu-west-1' });

describe('cloudwatch/alarm-without-action', () => {
  it.each<[string, Partial<Alarms>, string[]]>([
    ['no alarm', {}, ['notApplicable']],
    ['an action', { metric: [alarmOf()] }, ['pass']],
    ['none', { metric: [alarmOf(silent)] }, ['fail']],
    ['none for ALARM', { metric: [alarmOf({ ...silent, OKActions: ['arn:topic'] })] }, ['fail']],
    ['AWS sent no list', { metric: [alarmOf({ AlarmActions: undefined })] }, ['fail']],
    [
      'a composite alarm acts for it',
      { metric: [alarmOf(silent)], composite: [compositeOf('ALARM(keys)')] },
      ['pass', 'pass'],
    ],
    [
      'a composite alarm without action',
      { metric: [alarmOf(silent)], composite: [compositeOf('ALARM(keys)', silent)] },
      ['fail', 'fail'],
    ],
    ['an alarm on logs', { log: [{ AlarmName: 'query', AlarmArn: 'arn:query' }] }, ['fail']],
  ])('%s', (_case, alarms, expected) => {
    expect(statuses(check(alarms))).toEqual(expected);
  });

  it('is one finding a Region', () => {
    const metric = [alarmOf({ ...silent, AlarmName: 'a' }), alarmOf({ ...silent, AlarmName: 'b' })];
    const said = (verdicts: ReturnType<typeof check>) =>
      reportOfVerdicts({ ruleId: 'cloudwatch/alarm-without-action', region: 'eu-west-1', verdicts }).findings;
    expect(said(check({ metric }))).toMatchObject([
      {
        resources: [{ type: 'AwsAccount' }],
        description: '2 alarms in eu-west-1 have no action for the state ALARM: a and b.',
        parts: [{ resource: { type: 'AwsCloudWatchAlarm' } }, {}],
      },
    ]);
    expect(said(check({ metric: metric.slice(0, 1) }))).toMatchObject([
      {
        resources: [{ type: 'AwsCloudWatchAlarm' }],
        description: 'The alarm a in eu-west-1 has no action for the state ALARM.',
      },
    ]);
  });
});
