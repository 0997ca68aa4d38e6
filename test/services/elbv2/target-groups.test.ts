import { afterEach, describe, expect, it, vi } from 'vitest';
import { targetGroupsOfTcpListeners } from '../../../src/services/elbv2/target-groups.ts';
import { denied } from '../../support/faults.ts';
import { stubbedPlace } from '../../support/place.ts';
import { forward, listening, some, withListeners } from './load-balancers.fixture.ts';

afterEach(() => vi.unstubAllEnvs());

describe('targetGroupsOfTcpListeners', () => {
  it('are not asked for where no listener passes TCP on', async () => {
    await using scan = await stubbedPlace(withListeners(listening('HTTP', 80, forward)));
    expect(await targetGroupsOfTcpListeners(scan.place)).toEqual([]);
    expect(scan.calls()).toEqual(['DescribeLoadBalancers', 'DescribeListeners']);
  });

  it('are asked for once where one does', async () => {
    await using scan = await stubbedPlace({
      ...withListeners(listening('TCP', 80, forward), listening('TCP', 81, forward)),
      'elbv2:DescribeTargetGroups': some('TargetGroups', [{ TargetGroupArn: 'arn:tg', Port: 8080 }]),
    });
    expect(await targetGroupsOfTcpListeners(scan.place)).toEqual([{ TargetGroupArn: 'arn:tg', Port: 8080 }]);
    expect(scan.calls().filter((operation) => operation === 'DescribeTargetGroups')).toHaveLength(1);
  });

  it('name the action that is denied', async () => {
    await using scan = await stubbedPlace({
      ...withListeners(listening('TCP', 80, forward)),
      'elbv2:DescribeTargetGroups': denied(),
    });
    await expect(targetGroupsOfTcpListeners(scan.place)).rejects.toMatchObject({
      action: 'elasticloadbalancing:DescribeTargetGroups',
    });
  });
});
