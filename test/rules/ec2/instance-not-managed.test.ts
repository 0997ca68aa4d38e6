import { describe, expect, it } from 'vitest';
import rule from '../../../rules/ec2/instance-not-managed.ts';
import type { Instance } from '../../../src/services/ec2/instances.ts';
import type { ManagedInstance } from '../../../src/services/ssm.ts';
import { daysAgo, judge, statuses } from '../../support/judge.ts';
import { reportOfVerdicts } from '../../support/report-of-verdicts.ts';
import { instanceOf } from './instances.fixture.ts';

const node = (PingStatus: ManagedInstance['PingStatus']): ManagedInstance => ({
  InstanceId: 'i-1',
  PingStatus,
  LastPingDateTime: daysAgo(1),
  AgentVersion: '3.3',
});
const judged = (instances: readonly Partial<Instance>[], managed: readonly ManagedInstance[] = []) =>
  judge(rule, { instances: instances.map(instanceOf), managed });

describe('ec2/instance-not-managed', () => {
  it.each<[string, Partial<Instance>, readonly ManagedInstance[], string]>([
    ['online', {}, [node('Online')], 'pass'],
    ['missing', {}, [], 'fail'],
    ['lost', {}, [node('ConnectionLost')], 'fail'],
    ['stopped', { State: { Name: 'stopped' } }, [], 'notApplicable'],
    ['just launched', { LaunchTime: daysAgo(1 / 48) }, [], 'notApplicable'],
    ['just launched, and there already', { LaunchTime: daysAgo(1 / 48) }, [node('Online')], 'pass'],
    ['launch not told', { LaunchTime: undefined }, [], 'fail'],
    ['state not told', { State: undefined }, [], 'unknown'],
  ])('%s', (_case, instance, managed, expected) =>
    expect(statuses(judged([instance], managed))).toEqual([expected]),
  );

  it('is one finding a Region', () => {
    const ruleId = 'ec2/instance-not-managed';
    const { findings } = reportOfVerdicts({
      ruleId,
      verdicts: judged([{ InstanceId: 'i-1' }, { InstanceId: 'i-2' }], [node('ConnectionLost')]),
    });
    expect(findings.map(({ description, parts }) => [description, parts?.length])).toEqual([
      ['Systems Manager does not manage 2 instances in us-east-1.', 2],
    ]);
  });
});
