import { afterEach, describe, expect, it, vi } from 'vitest';
import { vpcFlowLogs } from '../../../src/services/ec2/flow-logs.ts';
import { denied } from '../../support/faults.ts';
import { stubbedPlace } from '../../support/place.ts';
import type { Answers } from '../../support/stub.ts';
import { paged } from './pages.fixture.ts';

afterEach(() => vi.unstubAllEnvs());

const log = (flowLogId: string, resourceId: string) => ({ flowLogId, resourceId, flowLogStatus: 'ACTIVE' });
const answers: Answers = {
  'ec2:DescribeVpcs': paged('vpcSet', [
    { vpcId: 'vpc-1', ownerId: '111122223333' },
    { vpcId: 'vpc-2', ownerId: '111122223333' },
    { vpcId: 'vpc-shared', ownerId: '999999999999' },
  ]),
  'ec2:DescribeFlowLogs': paged('flowLogSet', [
    log('fl-1', 'vpc-1'),
    log('fl-2', 'subnet-1'),
    log('fl-3', 'eni-2'),
  ]),
  'ec2:DescribeNetworkInterfaces': paged('networkInterfaceSet', [
    { networkInterfaceId: 'eni-1', vpcId: 'vpc-1', subnetId: 'subnet-1' },
    { networkInterfaceId: 'eni-2', vpcId: 'vpc-1', subnetId: 'subnet-2' },
    { networkInterfaceId: 'eni-3', vpcId: 'vpc-1', subnetId: 'subnet-2' },
  ]),
};

const told = ({ vpc, ofVpc, interfaces }: Awaited<ReturnType<typeof vpcFlowLogs>>[number]) => [
  vpc.VpcId,
  ofVpc.map(({ FlowLogId }) => FlowLogId),
  interfaces?.map(({ id, flowLogs }) => [id, flowLogs.map(({ FlowLogId }) => FlowLogId)]),
];

describe('vpcFlowLogs', () => {
  it('those of the own VPCs, of their subnets and interfaces', async () => {
    await using scan = await stubbedPlace(answers);
    expect((await vpcFlowLogs(scan.place)).map(told)).toEqual([
      [
        'vpc-1',
        ['fl-1'],
        [
          ['eni-1', ['fl-2']],
          ['eni-2', ['fl-3']],
          ['eni-3', []],
        ],
      ],
      ['vpc-2', [], []],
    ]);
  });

  it.each([
    ['denied', denied()],
    ['of a VPC that is not told', paged('networkInterfaceSet', [{ networkInterfaceId: 'eni-1' }])],
  ] as const)('interfaces %s are not known', async (_case, answer) => {
    await using scan = await stubbedPlace({ ...answers, 'ec2:DescribeNetworkInterfaces': answer });
    expect((await vpcFlowLogs(scan.place)).map(told)).toEqual([
      ['vpc-1', ['fl-1'], undefined],
      ['vpc-2', [], undefined],
    ]);
  });

  it('nobody asks for flow logs where there is no VPC', async () => {
    await using scan = await stubbedPlace({ ...answers, 'ec2:DescribeVpcs': paged('vpcSet', []) });
    expect(await vpcFlowLogs(scan.place)).toEqual([]);
    expect(scan.calls()).not.toContain('DescribeFlowLogs');
  });

  it.each(['DescribeVpcs', 'DescribeFlowLogs'])('%s denied is unknown', async (operation) => {
    await using scan = await stubbedPlace({ ...answers, [`ec2:${operation}`]: denied() });
    await expect(vpcFlowLogs(scan.place)).rejects.toMatchObject({
      kind: 'denied',
      action: `ec2:${operation}`,
    });
  });
});
