import { afterEach, describe, expect, it, vi } from 'vitest';
import { alarms } from '../../../src/services/cloudwatch/alarms.ts';
import { servesComposite } from '../../../src/services/cloudwatch/serves-composite.ts';
import { denied } from '../../support/faults.ts';
import { stubbedPlace } from '../../support/place.ts';
import { success, textParam } from '../../support/wire.ts';
import { alarmOf, compositeOf } from './chains.fixture.ts';

afterEach(() => vi.unstubAllEnvs());

const named = (AlarmName: string) => ({ AlarmName, AlarmArn: `arn:${AlarmName}` });

describe('alarms', () => {
  it('asks for every type, page by page', async () => {
    const asked: unknown[] = [];
    await using scan = await stubbedPlace({
      'monitoring:DescribeAlarms': (call) => {
        asked.push(call.params.AlarmTypes);
        return textParam(call, 'NextToken') === undefined
          ? success(call, { MetricAlarms: [named('a')], CompositeAlarms: [], NextToken: 'more' })
          : success(call, { MetricAlarms: [], CompositeAlarms: [named('b')], LogAlarms: [named('c')] });
      },
    });
    expect(await alarms(scan.place)).toEqual({
      metric: [named('a')],
      composite: [named('b')],
      log: [named('c')],
    });
    expect(asked).toEqual(Array(2).fill(['MetricAlarm', 'CompositeAlarm', 'LogAlarm']));
  });

  it('fails where it is denied, and where an alarm has no name', async () => {
    await using closed = await stubbedPlace({ 'monitoring:DescribeAlarms': denied() });
    await expect(alarms(closed.place)).rejects.toMatchObject({ action: 'cloudwatch:DescribeAlarms' });
    await using damaged = await stubbedPlace({
      'monitoring:DescribeAlarms': (call) => success(call, { MetricAlarms: [{ AlarmName: 'a' }] }),
    });
    await expect(alarms(damaged.place)).rejects.toThrow(/without AlarmName or AlarmArn/);
  });
});

describe('servesComposite', () => {
  const keys = alarmOf();
  const silent = { AlarmActions: [] };
  it.each([
    ['one that follows it', [compositeOf('ALARM(keys)')], 'any'],
    ['one that may follow it', [compositeOf('ALARM(keys) AND ALARM(x)')], 'any'],
    ['one of others', [compositeOf('ALARM(x)')], undefined],
    ['one without action', [compositeOf('ALARM(keys)', silent)], undefined],
    ['one whose actions are off', [compositeOf('ALARM(keys)', { ActionsEnabled: false })], undefined],
    ['one that it suppresses', [compositeOf('ALARM(x)', { ActionsSuppressor: 'keys' })], 'any'],
    [
      'one that serves another',
      [compositeOf('ALARM(keys)', { ...silent, AlarmName: 'one' }), compositeOf('ALARM(one)')],
      'one',
    ],
    [
      'a circle',
      [
        compositeOf('ALARM(keys) OR ALARM(two)', { ...silent, AlarmName: 'one' }),
        compositeOf('ALARM(one)', { ...silent, AlarmName: 'two' }),
      ],
      undefined,
    ],
  ])('finds %s', (_case, composite, name) => {
    expect(servesComposite(keys, { composite })?.AlarmName).toBe(name);
  });
});
