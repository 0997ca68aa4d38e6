import { afterEach, describe, expect, it, vi } from 'vitest';
import { destinationOf, trailLogGroups } from '../../../src/services/logs/trail-log-groups.ts';
import { denied } from '../../support/faults.ts';
import { stubbedPlace } from '../../support/place.ts';
import type { Answers } from '../../support/stub.ts';
import { success } from '../../support/wire.ts';

afterEach(() => vi.unstubAllEnvs());

const ARN = 'arn:aws:logs:eu-west-1:111122223333:log-group:';

const trail = (Name: string) => ({
  Name,
  TrailARN: `arn:aws:cloudtrail:eu-west-1:111122223333:trail/${Name}`,
  HomeRegion: 'eu-west-1',
  IsMultiRegionTrail: true,
  CloudWatchLogsLogGroupArn: `${ARN}trail:*`,
});

const account: Answers = {
  'cloudtrail:DescribeTrails': (call) => success(call, { trailList: [trail('one'), trail('two')] }),
  'logs:DescribeLogGroups': (call) =>
    success(call, { logGroups: [{ logGroupName: 'trail', arn: `${ARN}trail:*` }] }),
  'logs:DescribeMetricFilters': (call) =>
    success(call, { metricFilters: [{ filterName: String(call.params.logGroupName), filterPattern: '' }] }),
};

describe('trailLogGroups', () => {
  it('asks once for a log group that two trails deliver to', async () => {
    await using scan = await stubbedPlace(account);
    expect(await trailLogGroups(scan.place)).toMatchObject([
      { arn: `${ARN}trail`, group: { logGroupName: 'trail' }, filters: [{ filterName: 'trail' }] },
    ]);
    expect(scan.calls()).toEqual(['DescribeTrails', 'DescribeLogGroups', 'DescribeMetricFilters']);
  });

  it('fails where it is denied, and where a filter has no name', async () => {
    await using closed = await stubbedPlace({ ...account, 'logs:DescribeMetricFilters': denied() });
    await expect(trailLogGroups(closed.place)).rejects.toMatchObject({
      action: 'logs:DescribeMetricFilters',
    });
    await using damaged = await stubbedPlace({
      ...account,
      'logs:DescribeMetricFilters': (call) => success(call, { metricFilters: [{ filterPattern: '' }] }),
    });
    await expect(trailLogGroups(damaged.place)).rejects.toThrow(/without filterName/);
  });
});

describe('destinationOf', () => {
  const bare = { Name: 't', TrailARN: 'arn', HomeRegion: 'eu-west-1', ownerId: '111122223333' };

  it('reads account, Region and name from the ARN', () => {
    expect(destinationOf({ ...bare, CloudWatchLogsLogGroupArn: `${ARN}a/b:*` })).toEqual({
      arn: `${ARN}a/b`,
      region: 'eu-west-1',
      accountId: '111122223333',
      logGroupName: 'a/b',
    });
  });

  it('is undefined without one, and refuses what is no log group', () => {
    expect(destinationOf(bare)).toBeUndefined();
    expect(destinationOf({ ...bare, CloudWatchLogsLogGroupArn: '' })).toBeUndefined();
    expect(() => destinationOf({ ...bare, CloudWatchLogsLogGroupArn: 'a:*' })).toThrow(/names no log group/);
  });
});
