import { describe, expect, it } from 'vitest';
import rule from '../../../rules/vpc/flow-logs-missing.ts';
import type { FlowLog, VpcFlowLogs } from '../../../src/services/ec2/flow-logs.ts';
import { judge, statuses } from '../../support/judge.ts';
import { reportOfVerdicts } from '../../support/report-of-verdicts.ts';

const log = (changes: Partial<FlowLog> = {}): FlowLog => ({
  FlowLogId: 'fl-1',
  FlowLogStatus: 'ACTIVE',
  DeliverLogsStatus: 'SUCCESS',
  TrafficType: 'ALL',
  ...changes,
});
const vpc = (
  ofVpc: readonly FlowLog[],
  interfaces: VpcFlowLogs['interfaces'] = [{ id: 'eni-1', flowLogs: [] }],
  VpcId = 'vpc-1',
): VpcFlowLogs => ({ vpc: { VpcId }, ofVpc, interfaces });
const withoutInterfaces = (id: string) => vpc([], [], id);
const judged = (...vpcs: readonly VpcFlowLogs[]) => judge(rule, { vpcs });

describe('vpc/flow-logs-missing', () => {
  it.each<[string, VpcFlowLogs, string, string?, number?]>([
    ['all traffic', vpc([log()]), 'pass'],
    ['rejected traffic', vpc([log({ TrafficType: 'REJECT' })]), 'pass'],
    ['not delivered yet', vpc([log({ DeliverLogsStatus: undefined })]), 'pass'],
    ['none', vpc([]), 'fail', 'vpc-1 has no flow log.'],
    [
      'accepted traffic alone',
      vpc([log({ TrafficType: 'ACCEPT' })]),
      'fail',
      'vpc-1 has a flow log that leaves out rejected traffic.',
      2,
    ],
    [
      'not delivered',
      vpc([log({ DeliverLogsStatus: 'FAILED' })]),
      'fail',
      'vpc-1 has no flow log that works.',
    ],
    ['one of two works', vpc([log({ DeliverLogsStatus: 'FAILED' }), log()]), 'pass'],
    ['nothing there', withoutInterfaces('vpc-1'), 'fail', 'vpc-1 has no flow log.', 1],
    [
      'each interface by itself',
      vpc([], [{ id: 'eni-1', flowLogs: [log()] }]),
      'fail',
      'vpc-1 has no flow log.',
      2,
    ],
    ['interfaces not known', { ...vpc([]), interfaces: undefined }, 'fail', 'vpc-1 has no flow log.'],
  ])('%s', (_case, each, expected, description, score) => {
    const [verdict] = judged(each);
    expect(verdict?.status).toBe(expected);
    if (verdict?.status === 'fail')
      expect([verdict.description, verdict.severity?.score]).toEqual([description, score]);
  });

  it('tells of VPCs that nobody uses in one finding', () => {
    const ruleId = 'vpc/flow-logs-missing';
    const { findings } = reportOfVerdicts(
      { ruleId, verdicts: judged(vpc([]), withoutInterfaces('vpc-2')) },
      { ruleId, region: 'eu-west-1', verdicts: judged(withoutInterfaces('vpc-3')) },
    );
    expect(findings.map(({ description, parts }) => [description, parts?.length]).sort()).toEqual([
      ['2 VPCs without network interfaces in 2 Regions have no flow log.', 2],
      ['vpc-1 has no flow log.', undefined],
    ]);
  });

  it('says nothing where there is no VPC', () => expect(statuses(judged())).toEqual([]));
});
