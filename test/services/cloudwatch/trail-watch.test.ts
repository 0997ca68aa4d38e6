import { afterEach, describe, expect, it, vi } from 'vitest';
import { trailWatch } from '../../../src/services/cloudwatch/trail-watch.ts';
import { denied, failing } from '../../support/faults.ts';
import { stubbedPlace } from '../../support/place.ts';
import type { Answers } from '../../support/stub.ts';
import { success, textParam } from '../../support/wire.ts';
import { LOG_GROUP, PATTERN, TOPIC, TRAIL } from './chains.fixture.ts';

afterEach(() => vi.unstubAllEnvs());

const trails =
  (changes: object = {}): Answers[string] =>
  (call) =>
    success(call, {
      trailList: [
        {
          Name: 'all',
          TrailARN: TRAIL,
          HomeRegion: 'eu-west-1',
          IsMultiRegionTrail: true,
          CloudWatchLogsLogGroupArn: `${LOG_GROUP}:*`,
          ...changes,
        },
      ],
    });

const filter = (filterName: string, filterPattern: string) => ({
  filterName,
  filterPattern,
  logGroupName: 'trail',
  metricTransformations: [{ metricName: filterName, metricNamespace: 'Trail', metricValue: '1' }],
});

const alarm = (MetricName: string, topic: string) => ({
  AlarmName: MetricName,
  AlarmArn: `arn:aws:cloudwatch:eu-west-1:111122223333:alarm:${MetricName}`,
  ActionsEnabled: true,
  AlarmActions: [topic],
  MetricName,
  Namespace: 'Trail',
});

const account: Answers = {
  'cloudtrail:DescribeTrails': trails(),
  'logs:DescribeLogGroups': (call) =>
    success(call, {
      logGroups: [{ logGroupName: 'trail', arn: `${LOG_GROUP}:*`, logGroupClass: 'STANDARD' }],
    }),
  'logs:DescribeMetricFilters': (call) =>
    textParam(call, 'nextToken') === undefined
      ? success(call, { metricFilters: [filter('Keys', PATTERN)], nextToken: 'more' })
      : success(call, { metricFilters: [filter('Errors', '{ $.level = ERROR }')] }),
  'monitoring:DescribeAlarms': (call) =>
    success(call, {
      MetricAlarms: [alarm('Keys', TOPIC), alarm('Errors', `${TOPIC}-of-the-app`)],
      CompositeAlarms: [
        {
          AlarmName: 'any',
          AlarmArn: 'arn:any',
          AlarmRule: 'ALARM(Keys)',
          ActionsEnabled: true,
          AlarmActions: [`${TOPIC}-of-all`, 'arn:aws:sns:us-east-1:111122223333:far'],
        },
      ],
    }),
  'sns:ListSubscriptionsByTopic': (call) =>
    success(call, {
      Subscriptions: [{ Protocol: 'email', SubscriptionArn: `${textParam(call, 'TopicArn')}:1` }],
    }),
};

describe('trailWatch', () => {
  it('follows the filters of the log group to the topics that matter, and asks about no others', async () => {
    await using scan = await stubbedPlace(account);
    const { filters, topics, alarms } = await trailWatch(scan.place);
    expect(filters.map(({ filter }) => filter.filterName)).toEqual(['Keys', 'Errors']);
    expect(alarms.metric).toHaveLength(2);
    expect([...topics]).toMatchObject([
      [TOPIC, { ok: true, value: [{ Protocol: 'email' }] }],
      [`${TOPIC}-of-all`, { ok: true, value: [{ Protocol: 'email' }] }],
    ]);
    expect([...scan.calls()].sort()).toEqual([
      'DescribeAlarms',
      'DescribeLogGroups',
      'DescribeMetricFilters',
      'DescribeMetricFilters',
      'DescribeTrails',
      'ListSubscriptionsByTopic',
      'ListSubscriptionsByTopic',
    ]);
  });

  it.each<[string, object]>([
    ['no log group', { CloudWatchLogsLogGroupArn: undefined }],
    [
      'a log group in another Region',
      { CloudWatchLogsLogGroupArn: LOG_GROUP.replace('eu-west-1', 'eu-west-2') },
    ],
    [
      'one of another account',
      { CloudWatchLogsLogGroupArn: LOG_GROUP.replace('111122223333', '444455556666') },
    ],
    ['a trail of one Region', { IsMultiRegionTrail: false }],
  ])('asks for nothing where there is %s', async (_case, changes) => {
    await using scan = await stubbedPlace({ 'cloudtrail:DescribeTrails': trails(changes) });
    expect(await trailWatch(scan.place)).toMatchObject({ logGroups: [], filters: [] });
    expect(scan.calls()).toEqual(['DescribeTrails']);
  });

  it('asks for no filters of a log group that is not there', async () => {
    await using scan = await stubbedPlace({
      ...account,
      'logs:DescribeLogGroups': (call) => success(call, { logGroups: [] }),
    });
    expect(await trailWatch(scan.place)).toMatchObject({ logGroups: [{ group: undefined, filters: [] }] });
    expect(scan.calls()).not.toContain('DescribeMetricFilters');
  });

  it('knows of a topic that is not there, and of one that it may not look at', async () => {
    await using gone = await stubbedPlace({
      ...account,
      'sns:ListSubscriptionsByTopic': failing('NotFound', 'Topic does not exist', 404),
    });
    expect((await trailWatch(gone.place)).topics.get(TOPIC)).toEqual({ ok: true, value: undefined });
    await using closed = await stubbedPlace({ ...account, 'sns:ListSubscriptionsByTopic': denied() });
    expect((await trailWatch(closed.place)).topics.get(TOPIC)).toMatchObject({
      ok: false,
      error: { action: 'sns:ListSubscriptionsByTopic' },
    });
  });

  it.each([
    ['cloudtrail:DescribeTrails'],
    ['logs:DescribeLogGroups'],
    ['logs:DescribeMetricFilters'],
    ['cloudwatch:DescribeAlarms'],
  ])('fails where %s is denied', async (action) => {
    await using scan = await stubbedPlace({
      ...account,
      [action.replace('cloudwatch', 'monitoring')]: denied(),
    });
    await expect(trailWatch(scan.place)).rejects.toMatchObject({ action });
  });
});
