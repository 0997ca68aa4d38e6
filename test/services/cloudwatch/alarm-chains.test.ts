import { describe, expect, it } from 'vitest';
import { ReadError } from '../../../src/aws/read-error.ts';
import { filterCoverage, WATCHED_CHANGES } from '../../../src/event-patterns/index.ts';
import { advancedOf } from '../../../src/services/cloudtrail/index.ts';
import { alarmChainsIn } from '../../../src/services/cloudwatch/alarm-chains.ts';
import { recommendedPattern } from '../../../src/services/cloudwatch/recommended-pattern.ts';
import { CHANGES } from '../../../src/services/cloudwatch/watching.ts';
import { ACCOUNT, daysAgo } from '../../support/judge.ts';
import {
  alarmOf,
  chainIn,
  chainOf,
  compositeOf,
  factsOf,
  filterOf,
  LOG_GROUP,
  REGION,
  type Scene,
  subscriptionOf,
  TOPIC,
  TRAIL,
  trailOf,
} from './chains.fixture.ts';

const OTHER = '444455556666';
const error = new ReadError('denied', {
  kind: 'denied',
  action: 'sns:ListSubscriptionsByTopic',
  accountId: ACCOUNT,
  region: REGION,
});
const topics = (...subscriptions: Parameters<typeof subscriptionOf>[]) =>
  new Map([[TOPIC, { ok: true as const, value: subscriptions.map((one) => subscriptionOf(...one)) }]]);
const half = (name: string, filterName = name) =>
  filterOf({ filterName, filterPattern: `{ $.eventName = ${name} }`, metricTransformations: [metric(name)] });
const metric = (metricName: string) => ({ metricName, metricNamespace: 'Trail', metricValue: '1' });
const without = { AlarmActions: [] };

describe('alarmChains', () => {
  it('names every link of a chain that is heard', () => {
    expect(chainOf()).toEqual({
      state: 'heard',
      links: {
        Chains: [
          {
            Trail: TRAIL,
            LogGroup: LOG_GROUP,
            MetricFilter: 'keys',
            FilterPattern: filterOf().filterPattern,
            Metric: 'Trail Keys',
            Alarm: 'keys',
            Action: TOPIC,
            Subscribers: ['email'],
          },
        ],
      },
    });
  });

  it.each<[string, Scene, string, RegExp?]>([
    // The trail.
    ['a trail of one Region', { trail: { IsMultiRegionTrail: false } }, 'broken', /no trail records/],
    ['a trail that is not logging', { status: { IsLogging: false } }, 'broken', /all is not logging/],
    [
      'a trail without a log group',
      { trail: { CloudWatchLogsLogGroupArn: undefined } },
      'broken',
      /no log group/,
    ],
    [
      'a trail that fails to deliver',
      {
        status: {
          LatestCloudWatchLogsDeliveryTime: daysAgo(3),
          LatestCloudWatchLogsDeliveryError: 'AccessDenied',
        },
      },
      'broken',
      /delivered nothing/,
    ],
    [
      'a trail that fails, and delivered within the day',
      { status: { LatestCloudWatchLogsDeliveryError: 'Throttled' } },
      'heard',
    ],
    [
      'a trail in whose account nothing happens',
      { status: { LatestCloudWatchLogsDeliveryTime: daysAgo(3), LatestDeliveryTime: daysAgo(3) } },
      'heard',
    ],
    [
      'selectors that leave out what writes',
      { selectors: advancedOf([{ ReadWriteType: 'ReadOnly', IncludeManagementEvents: true }]) },
      'broken',
      /does not record write events of kms/,
    ],
    [
      'selectors that leave out KMS',
      {
        selectors: advancedOf([
          { ReadWriteType: 'All', ExcludeManagementEventSources: ['kms.amazonaws.com'] },
        ]),
      },
      'broken',
      /write events of kms\.amazonaws\.com/,
    ],
    [
      'selectors that leave out reading',
      { selectors: advancedOf([{ ReadWriteType: 'WriteOnly', IncludeManagementEvents: true }]) },
      'heard',
    ],
    // A trail that logs to another account.
    [
      'a log group of another account',
      { trail: { CloudWatchLogsLogGroupArn: `arn:aws:logs:${REGION}:${OTHER}:log-group:central:*` } },
      'elsewhere',
      /account 444455556666/,
    ],
    [
      'the trail of the organization, whose selectors a member does not see',
      { trail: { ownerId: OTHER, IsOrganizationTrail: true }, selectors: undefined },
      'elsewhere',
      /account 444455556666/,
    ],
    [
      'the trail of the organization without a log group',
      { trail: { ownerId: OTHER, IsOrganizationTrail: true, CloudWatchLogsLogGroupArn: undefined } },
      'elsewhere',
      /account 444455556666, which alone/,
    ],
    // The log group.
    ['a log group that is gone', { group: undefined, filters: [] }, 'broken', /is not there/],
    [
      'a log group of another class',
      { group: { logGroupClass: 'INFREQUENT_ACCESS' }, filters: [] },
      'broken',
      /class INFREQUENT_ACCESS/,
    ],
    ['a class of delivery', { group: { logGroupClass: 'DELIVERY' }, filters: [] }, 'broken', /DELIVERY/],
    // The metric filter.
    [
      'a filter that gives its metric dimensions of the system, which the alarm does not name',
      { filters: [filterOf({ emitSystemFieldDimensions: ['@aws.account', '@aws.region'] })] },
      'broken',
      /the filter gives the metric dimensions/,
    ],
    [
      'the same, and an alarm that names an account',
      {
        filters: [filterOf({ emitSystemFieldDimensions: ['@aws.account'] })],
        metric: [alarmOf({ Dimensions: [{ Name: '@aws.account', Value: ACCOUNT }] })],
      },
      'undecided',
      /sees events of one @aws\.account only/,
    ],
    ['no metric filter', { filters: [] }, 'broken', /the log group trail has no metric filter/],
    [
      'a filter on something else',
      { filters: [filterOf({ filterPattern: '{ $.eventName = CreateVpc }' })] },
      'broken',
      /the log group trail has no metric filter for that/,
    ],
    [
      'a filter that misses one call',
      { filters: [half('DisableKey')], metric: [alarmOf({ MetricName: 'DisableKey' })] },
      'broken',
      /DisableKey does not speak of ScheduleKeyDeletion/,
    ],
    [
      'a term that narrows',
      {
        filters: [
          filterOf({
            filterPattern: '{ ($.eventSource = kms.amazonaws.com) && ($.sourceIPAddress = 10.*) }',
          }),
        ],
      },
      'broken',
      /narrowed by .*sourceIPAddress.* DisableKey and ScheduleKeyDeletion/,
    ],
    [
      'two filters, each with its alarm',
      {
        filters: [half('DisableKey'), half('ScheduleKeyDeletion')],
        metric: [
          alarmOf({ AlarmName: 'a', MetricName: 'DisableKey' }),
          alarmOf({ AlarmName: 'b', MetricName: 'ScheduleKeyDeletion' }),
        ],
      },
      'heard',
    ],
    [
      'two filters, one without an alarm',
      {
        filters: [half('DisableKey'), half('ScheduleKeyDeletion')],
        metric: [alarmOf({ AlarmName: 'a', MetricName: 'DisableKey' })],
      },
      'broken',
      /ScheduleKeyDeletion matches, but no alarm/,
    ],
    [
      'a filter on transformed events',
      { filters: [filterOf({ applyOnTransformedLogs: true })] },
      'undecided',
    ],
    [
      'a filter for some accounts',
      { filters: [filterOf({ fieldSelectionCriteria: '@aws.account = 1' })] },
      'undecided',
    ],
    [
      'a filter that counts nothing',
      { filters: [filterOf({ metricTransformations: [] })] },
      'broken',
      /no metric/,
    ],
    // The alarm.
    ['no alarm', { metric: [] }, 'broken', /no alarm in eu-west-1 watches its metric Keys/],
    [
      'an alarm on a metric of the same name in another namespace',
      { metric: [alarmOf({ Namespace: 'App' })] },
      'broken',
      /only keys one of that name in the namespace App/,
    ],
    [
      'an alarm that does not fire',
      { metric: [alarmOf({ Threshold: 5 })] },
      'broken',
      /keys does not fire: .*>= 5/,
    ],
    [
      'an alarm that does not fire beside one that does',
      { metric: [alarmOf({ AlarmName: 'a', Threshold: 5 }), alarmOf({ AlarmName: 'b' })] },
      'heard',
    ],
    [
      'an alarm that cannot be judged',
      { metric: [alarmOf({ ThresholdMetricId: 'x' })] },
      'undecided',
      /detector/,
    ],
    [
      'one that cannot be judged and tells nobody',
      { metric: [alarmOf({ ThresholdMetricId: 'x', AlarmActions: [] })] },
      'broken',
    ],
    ['actions turned off', { metric: [alarmOf({ ActionsEnabled: false })] }, 'broken', /turned off/],
    ['an alarm without action', { metric: [alarmOf(without)] }, 'broken', /no action/],
    // Composite alarms.
    [
      'a composite alarm that follows',
      { metric: [alarmOf(without)], composite: [compositeOf('ALARM(keys) OR ALARM(x)')] },
      'heard',
    ],
    [
      'a composite alarm that wants more',
      { metric: [alarmOf(without)], composite: [compositeOf('ALARM(keys) AND ALARM(x)')] },
      'undecided',
      /composite alarm any depends/,
    ],
    [
      'a composite alarm of others',
      { metric: [alarmOf(without)], composite: [compositeOf('ALARM(x)')] },
      'broken',
    ],
    [
      'a composite alarm without action',
      { metric: [alarmOf(without)], composite: [compositeOf('ALARM(keys)', without)] },
      'broken',
    ],
    [
      'a composite alarm that may be suppressed',
      {
        metric: [alarmOf(without)],
        composite: [compositeOf('ALARM(keys)', { ActionsSuppressor: 'deploying' })],
      },
      'undecided',
    ],
    [
      'a composite alarm of a composite alarm',
      {
        metric: [alarmOf(without)],
        composite: [
          compositeOf('ALARM(keys)', { AlarmName: 'one', AlarmActions: [] }),
          compositeOf('ALARM(one)', { AlarmName: 'two' }),
        ],
      },
      'heard',
    ],
    [
      'composite alarms in a circle',
      {
        metric: [alarmOf(without)],
        composite: [
          compositeOf('ALARM(keys) OR ALARM(two)', { AlarmName: 'one', AlarmActions: [] }),
          compositeOf('ALARM(one)', { AlarmName: 'two', AlarmActions: [] }),
        ],
      },
      'broken',
    ],
    // Alarms on logs.
    [
      'an alarm on a query of the log group',
      {
        filters: [],
        log: [
          {
            AlarmName: 'query',
            AlarmArn: 'arn:query',
            AlarmActions: [TOPIC],
            ScheduledQueryConfiguration: {
              QueryString: 'x',
              LogGroupIdentifiers: [LOG_GROUP],
              ScheduledQueryRoleARN: 'arn:role',
              ScheduleConfiguration: undefined,
              AggregationExpression: 'count(*)',
            },
          },
        ],
      },
      'undecided',
      /query queries the log group/,
    ],
    // Actions and topics.
    [
      'a topic in another Region',
      { metric: [alarmOf({ AlarmActions: [`arn:aws:sns:us-east-1:${ACCOUNT}:alarms`] })] },
      'broken',
      /is in us-east-1/,
    ],
    [
      'a topic in another account',
      { metric: [alarmOf({ AlarmActions: [`arn:aws:sns:${REGION}:${OTHER}:alarms`] })] },
      'elsewhere',
      /account 444455556666/,
    ],
    [
      'a function',
      { metric: [alarmOf({ AlarmActions: [`arn:aws:lambda:${REGION}:${ACCOUNT}:function:page`] })] },
      'heard',
    ],
    [
      'a response plan',
      { metric: [alarmOf({ AlarmActions: [`arn:aws:ssm-incidents::${ACCOUNT}:response-plan/x`] })] },
      'heard',
    ],
    [
      'an OpsItem',
      { metric: [alarmOf({ AlarmActions: [`arn:aws:ssm:${REGION}:${ACCOUNT}:opsitem:1`] })] },
      'broken',
      /opsitem:1 tells nobody/,
    ],
    [
      'the end of an instance',
      { metric: [alarmOf({ AlarmActions: [`arn:aws:automate:${REGION}:ec2:stop`] })] },
      'broken',
    ],
    ['nobody subscribed', { topics: topics() }, 'broken', /nobody is subscribed to the topic alarms/],
    [
      'a subscription that nobody confirmed',
      { topics: topics(['email', 'PendingConfirmation'], ['https', 'Deleted']) },
      'broken',
      /no subscription to the topic alarms is confirmed/,
    ],
    ['a queue', { topics: topics(['sqs']) }, 'heard'],
    ['a function behind the topic', { topics: topics(['lambda']) }, 'heard'],
    ['a web hook that was confirmed', { topics: topics(['https']) }, 'heard'],
    ['a web hook that was not', { topics: topics(['https', 'PendingConfirmation']) }, 'broken'],
    ['one of two confirmed', { topics: topics(['email', 'PendingConfirmation'], ['sms']) }, 'heard'],
    [
      'no such topic',
      { topics: new Map([[TOPIC, { ok: true, value: undefined }]]) },
      'broken',
      /no topic alarms/,
    ],
    [
      'a topic that could not be read',
      { topics: new Map([[TOPIC, { ok: false, error }]]) },
      'undecided',
      /denied/,
    ],
  ])('%s', (_case, scene, state, why) => {
    const chain = chainOf(scene);
    expect(chain.state).toBe(state);
    if (why !== undefined) {
      const words = chain.state === 'undecided' ? String(chain.because) : 'why' in chain ? chain.why : '';
      expect(words).toMatch(why);
    }
  });

  it('looks at the log group of the trail alone, whatever filters there are on others', () => {
    const facts = factsOf();
    const watches = facts.watches.map((one) =>
      one.answer.ok
        ? {
            ...one,
            answer: {
              ok: true as const,
              value: {
                ...one.answer.value,
                filters: one.answer.value.filters.map((filter) => ({
                  ...filter,
                  logGroup: { ...filter.logGroup, arn: `${LOG_GROUP}-of-an-app` },
                })),
              },
            },
          }
        : one,
    );
    expect(chainIn({ ...facts, watches })).toMatchObject({
      state: 'broken',
      why: 'the log group trail has no metric filter',
    });
  });

  it('goes through any of several trails', () => {
    const facts = factsOf();
    const stopped = trailOf({
      trail: { Name: 'old', TrailARN: `${TRAIL}-old` },
      status: { IsLogging: false },
    });
    const trails = { trails: [stopped, ...facts.trails.trails], unread: undefined };
    expect(chainIn({ ...facts, trails }).state).toBe('heard');
  });

  it('tells of the trail that comes furthest', () => {
    const facts = factsOf({ trail: { CloudWatchLogsLogGroupArn: undefined } });
    const stopped = trailOf({
      trail: { Name: 'old', TrailARN: `${TRAIL}-old` },
      status: { IsLogging: false },
    });
    const trails = { trails: [stopped, ...facts.trails.trails], unread: undefined };
    expect(chainIn({ ...facts, trails })).toMatchObject({ trail: { undelivered: TRAIL }, recorded: true });
  });

  it('is undecided where what would tell was not read', () => {
    const facts = factsOf();
    const [trail] = facts.trails.trails;
    const undecided = (changes: object) => chainIn({ ...facts, ...changes });
    expect(undecided({ watches: [{ region: REGION, answer: { ok: false, error } }] })).toEqual({
      state: 'undecided',
      because: error,
    });
    expect(undecided({ watches: [] }).state).toBe('undecided');
    for (const unread of [{ status: { ok: false, error } }, { selectors: { ok: false, error } }])
      expect(undecided({ trails: { trails: [{ ...trail, ...unread }], unread: undefined } })).toEqual({
        state: 'undecided',
        because: error,
      });
    expect(
      undecided({ trails: { trails: [{ ...trail, status: undefined }], unread: undefined } }).state,
    ).toBe('undecided');
    expect(undecided({ trails: { trails: [], unread: error } })).toEqual({
      state: 'undecided',
      because: error,
    });
  });

  it('carries the error of a topic that could not be read', () => {
    expect(chainOf({ topics: new Map([[TOPIC, { ok: false, error }]]) })).toEqual({
      state: 'undecided',
      because: error,
    });
  });

  it('gives the same cause where all break on the same', () => {
    const causes = (scene: Scene) =>
      [...alarmChainsIn(factsOf(scene)).values()].map((chain) =>
        'cause' in chain ? chain.cause : undefined,
      );
    expect(new Set(causes({ filters: [] })).size).toBe(1);
    expect(new Set(causes({ filters: [filterOf({ filterPattern: '{ $.level = ERROR }' })] })).size).toBe(1);
    expect(new Set(causes({ trail: { IsMultiRegionTrail: false } })).size).toBe(1);
    // A filter for one of them: the others have none.
    const some = causes({ filters: [half('DisableKey')], metric: [] });
    expect(some.filter((cause) => cause === undefined)).toHaveLength(1);
    expect(new Set(some).size).toBe(2);
  });

  it('wants reading recorded for what reads', () => {
    const selectors = advancedOf([{ ReadWriteType: 'WriteOnly', IncludeManagementEvents: true }]);
    expect(chainOf({ selectors }, 'root-usage')).toMatchObject({ state: 'broken', trail: 'none' });
    expect(chainOf({ selectors, filters: [] }, 'vpc-changes')).toMatchObject({ recorded: true });
  });

  describe('where one trail records what reads and another what writes', () => {
    const filterPattern = recommendedPattern('root-usage');
    const root = { filters: [filterOf({ filterPattern })] };
    const only = (ReadWriteType: 'ReadOnly' | 'WriteOnly', changes: Scene['trail'] = {}) =>
      trailOf({
        trail: { Name: ReadWriteType, TrailARN: `${TRAIL}-${ReadWriteType}`, ...changes },
        selectors: advancedOf([{ ReadWriteType, IncludeManagementEvents: true }]),
      });
    const heardOf = (scene: Scene, ...trails: readonly ReturnType<typeof trailOf>[]) =>
      chainIn({ ...factsOf(scene), trails: { trails, unread: undefined } }, 'root-usage');

    it('hears of both through the log group that they share', () => {
      expect(heardOf(root, only('ReadOnly'), only('WriteOnly')).state).toBe('heard');
    });

    it('hears of what one of them delivers, and says what becomes of the other', () => {
      const undelivered = only('ReadOnly', { CloudWatchLogsLogGroupArn: undefined });
      expect(heardOf(root, undelivered, only('WriteOnly'))).toMatchObject({
        state: 'broken',
        why: 'the trail ReadOnly delivers to no log group',
        trail: { undelivered: `${TRAIL}-ReadOnly` },
      });
      expect(heardOf({ filters: [] }, only('ReadOnly'), only('WriteOnly'))).toMatchObject({
        state: 'broken',
        why: 'the log group trail has no metric filter',
        recorded: true,
      });
    });

    it('says which log group lacks a filter', () => {
      const arn = `arn:aws:logs:eu-central-1:${ACCOUNT}:log-group:reads`;
      const reading = {
        arn,
        region: 'eu-central-1',
        accountId: ACCOUNT,
        logGroupName: 'reads',
        group: { logGroupName: 'reads', logGroupArn: arn },
        filters: [],
      };
      const facts = factsOf(root);
      const watches = facts.watches.map((each) =>
        each.region === REGION || !each.answer.ok
          ? each
          : { ...each, answer: { ok: true as const, value: { ...each.answer.value, logGroups: [reading] } } },
      );
      const trails = [only('WriteOnly'), only('ReadOnly', { CloudWatchLogsLogGroupArn: arn })];
      expect(
        chainIn({ ...facts, watches, trails: { trails, unread: undefined } }, 'root-usage'),
      ).toMatchObject({
        state: 'broken',
        why: 'the log group reads has no metric filter',
        logGroup: reading,
        recorded: true,
      });
    });
  });
});

describe('recommendedPattern', () => {
  it.each(CHANGES)('of %s matches every event, and fits', (change) => {
    const pattern = recommendedPattern(change);
    expect(filterCoverage(pattern, WATCHED_CHANGES[change]).map(({ coverage }) => coverage)).toEqual(
      WATCHED_CHANGES[change].events.map(() => 'covered'),
    );
    expect(pattern.length).toBeLessThanOrEqual(1024);
  });
});
