import { describe, expect, it } from 'vitest';
import rule from '../../../rules/cloudwatch/alarm-actions-disabled.ts';
import type { Alarms } from '../../../src/services/cloudwatch/alarms.ts';
import { alarmOf, compositeOf } from '../../services/cloudwatch/chains.fixture.ts';
import { judge, statuses } from '../../support/judge.ts';

const check = (alarms: Partial<Alarms>) =>
  judge(rule, { alarms: { metric: [], composite: [], log: [], ...alarms } }, { region: 'eu-west-1' });
const off = { ActionsEnabled: false };

describe('cloudwatch/alarm-actions-disabled', () => {
  it.each<[string, Partial<Alarms>, string[]]>([
    ['no alarm', {}, ['notApplicable']],
    ['on', { metric: [alarmOf()] }, ['pass']],
    ['off', { metric: [alarmOf(off)] }, ['fail']],
    ['not told', { metric: [alarmOf({ ActionsEnabled: undefined })] }, ['unknown']],
    ['off, and no actions', { metric: [alarmOf({ ...off, AlarmActions: [] })] }, ['notApplicable']],
    [
      'off, actions for OK',
      { metric: [alarmOf({ ...off, AlarmActions: [], OKActions: ['arn:x'] })] },
      ['fail'],
    ],
    ['a composite alarm', { composite: [compositeOf('ALARM(x)', off)] }, ['fail']],
  ])('%s', (_case, alarms, expected) => {
    expect(statuses(check(alarms))).toEqual(expected);
  });

  it('gives the command that turns them on', () => {
    expect(check({ metric: [alarmOf({ ...off, AlarmName: 'of keys' })] })).toMatchObject([
      { commands: ["aws cloudwatch enable-alarm-actions --alarm-names 'of keys' --region eu-west-1"] },
    ]);
  });

  it('weighs it less where a composite alarm acts', () => {
    expect(check({ metric: [alarmOf(off)], composite: [compositeOf('ALARM(keys)')] })).toMatchObject([
      { status: 'fail', severity: { score: 1 } },
      { status: 'pass' },
    ]);
  });
});
