import { afterEach, describe, expect, it, vi } from 'vitest';
import { logGroups } from '../../../src/services/logs/log-groups.ts';
import { denied } from '../../support/faults.ts';
import { stubbedPlace } from '../../support/place.ts';
import { success, textParam } from '../../support/wire.ts';

afterEach(() => vi.unstubAllEnvs());

const ARN = 'arn:aws:logs:eu-west-1:111122223333:log-group:';

describe('logGroups', () => {
  it('turns the pages, fifty a page, and knows each by its ARN', async () => {
    const limits: unknown[] = [];
    await using scan = await stubbedPlace({
      'logs:DescribeLogGroups': (call) => {
        limits.push(call.params.limit);
        return textParam(call, 'nextToken') === undefined
          ? success(call, { logGroups: [{ logGroupName: 'a', logGroupArn: `${ARN}a` }], nextToken: 'more' })
          : success(call, { logGroups: [{ logGroupName: 'b', arn: `${ARN}b:*`, retentionInDays: 7 }] });
      },
    });
    expect(await logGroups(scan.place)).toMatchObject([
      { logGroupName: 'a', logGroupArn: `${ARN}a` },
      { logGroupName: 'b', logGroupArn: `${ARN}b`, retentionInDays: 7 },
    ]);
    expect(limits).toEqual([50, 50]);
  });

  it('is empty where there is none, and fails where it is denied or damaged', async () => {
    await using none = await stubbedPlace({
      'logs:DescribeLogGroups': (call) => success(call, { logGroups: [] }),
    });
    expect(await logGroups(none.place)).toEqual([]);
    await using closed = await stubbedPlace({ 'logs:DescribeLogGroups': denied() });
    await expect(logGroups(closed.place)).rejects.toMatchObject({ action: 'logs:DescribeLogGroups' });
    await using damaged = await stubbedPlace({
      'logs:DescribeLogGroups': (call) => success(call, { logGroups: [{ logGroupName: 'a' }] }),
    });
    await expect(logGroups(damaged.place)).rejects.toThrow(/without logGroupName or logGroupArn/);
  });
});
