import { afterEach, describe, expect, it, vi } from 'vitest';
import { deliveredAccessLogs } from '../../../src/services/logs/delivered-access-logs.ts';
import { stubbedPlace } from '../../support/place.ts';
import type { Answers } from '../../support/stub.ts';
import { success } from '../../support/wire.ts';
import { some, withListeners } from '../elbv2/load-balancers.fixture.ts';

afterEach(() => vi.unstubAllEnvs());

const logging = (enabled: string): Answers => ({
  ...withListeners(),
  'elbv2:DescribeLoadBalancerAttributes': some('Attributes', [
    { Key: 'access_logs.s3.enabled', Value: enabled },
  ]),
});
const source = (name: string, logType: string) => ({ name, logType, resourceArns: [`arn:${name}`] });

describe('deliveredAccessLogs', () => {
  it('are those that a delivery takes somewhere', async () => {
    await using scan = await stubbedPlace({
      ...logging('false'),
      'logs:DescribeDeliverySources': (call) =>
        success(call, {
          deliverySources: [
            source('alb', 'ALB_ACCESS_LOGS'),
            source('nlb', 'NLB_ACCESS_LOGS'),
            source('undelivered', 'ALB_ACCESS_LOGS'),
            source('connections', 'ALB_CONNECTION_LOGS'),
          ],
        }),
      'logs:DescribeDeliveries': (call) =>
        success(call, {
          deliveries: ['alb', 'nlb', 'connections'].map((deliverySourceName) => ({ deliverySourceName })),
        }),
    });
    expect([...(await deliveredAccessLogs(scan.place))]).toEqual(['arn:alb', 'arn:nlb']);
  });

  it('are not asked for where each load balancer logs to S3', async () => {
    await using scan = await stubbedPlace(logging('true'));
    expect([...(await deliveredAccessLogs(scan.place))]).toEqual([]);
    expect(scan.calls()).not.toContain('DescribeDeliverySources');
  });
});
