import { afterEach, describe, expect, it, vi } from 'vitest';
import { destinationOf, logGroups } from '../../../src/services/logs/index.ts';
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

describe('destinationOf', () => {
  const trail = { Name: 't', TrailARN: 'arn', HomeRegion: 'eu-west-1', ownerId: '111122223333' };

  it('reads account, Region and name from the ARN', () => {
    expect(destinationOf({ ...trail, CloudWatchLogsLogGroupArn: `${ARN}a/b:*` })).toEqual({
      arn: `${ARN}a/b`,
      region: 'eu-west-1',
      accountId: '111122223333',
      logGroupName: 'a/b',
    });
  });

  it('is undefined without one, and refuses what is no log group', () => {
    expect(destinationOf(trail)).toBeUndefined();
    expect(destinationOf({ ...trail, CloudWatchLogsLogGroupArn: '' })).toBeUndefined();
    expect(() => destinationOf({ ...trail, CloudWatchLogsLogGroupArn: 'a:*' })).toThrow(/names no log group/);
  });
});
