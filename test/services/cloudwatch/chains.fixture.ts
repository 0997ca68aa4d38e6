import type { Answer } from '../../../src/aws/reader.ts';
import type { WatchedChangeId } from '../../../src/event-patterns/index.ts';
import {
  type AccountTrail,
  DEFAULT_SELECTORS,
  type EventSelectors,
  type TrailStatus,
} from '../../../src/services/cloudtrail/index.ts';
import type { AlarmChain, ChainFacts } from '../../../src/services/cloudwatch/alarm-chain.ts';
import { alarmChainsIn } from '../../../src/services/cloudwatch/alarm-chains.ts';
import type { AlarmOnAlarms, AlarmOnLogs, AlarmOnMetric } from '../../../src/services/cloudwatch/alarms.ts';
import { type TrailWatch, watchingFilters } from '../../../src/services/cloudwatch/watching.ts';
import type { LogGroup, MetricFilter } from '../../../src/services/logs/index.ts';
import type { Subscription } from '../../../src/services/sns/index.ts';
import { ACCOUNT, NOW } from '../../support/judge.ts';

export const REGION = 'eu-west-1';
export const TRAIL = `arn:aws:cloudtrail:${REGION}:${ACCOUNT}:trail/all`;
export const LOG_GROUP = `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:trail`;
export const TOPIC = `arn:aws:sns:${REGION}:${ACCOUNT}:alarms`;

/** Matches every event of `kms-key-removal`. */
export const PATTERN =
  '{ ($.eventSource = kms.amazonaws.com) && (($.eventName = DisableKey) || ($.eventName = ScheduleKeyDeletion)) }';
const CHANGE: WatchedChangeId = 'kms-key-removal';

const ok = <T>(value: T): Answer<T> => ({ ok: true, value });

export const filterOf = (changes: Partial<MetricFilter> = {}): MetricFilter => ({
  filterName: 'keys',
  filterPattern: PATTERN,
  logGroupName: 'trail',
  metricTransformations: [{ metricName: 'Keys', metricNamespace: 'Trail', metricValue: '1' }],
  ...changes,
});

export const alarmOf = (changes: Partial<AlarmOnMetric> = {}): AlarmOnMetric => {
  const AlarmName = changes.AlarmName ?? 'keys';
  return {
    AlarmName,
    AlarmArn: `arn:aws:cloudwatch:${REGION}:${ACCOUNT}:alarm:${AlarmName}`,
    ActionsEnabled: true,
    AlarmActions: [TOPIC],
    MetricName: 'Keys',
    Namespace: 'Trail',
    Statistic: 'Sum',
    Dimensions: [],
    Period: 300,
    EvaluationPeriods: 1,
    Threshold: 1,
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    TreatMissingData: 'notBreaching',
    ...changes,
  };
};

export const compositeOf = (AlarmRule: string, changes: Partial<AlarmOnAlarms> = {}): AlarmOnAlarms => {
  const AlarmName = changes.AlarmName ?? 'any';
  return {
    AlarmName,
    AlarmArn: `arn:aws:cloudwatch:${REGION}:${ACCOUNT}:alarm:${AlarmName}`,
    AlarmRule,
    ActionsEnabled: true,
    AlarmActions: [TOPIC],
    ...changes,
  };
};

export const subscriptionOf = (Protocol: string, SubscriptionArn = `${TOPIC}:1`): Subscription => ({
  Protocol,
  SubscriptionArn,
  TopicArn: TOPIC,
});

/** What differs from an account in which somebody hears of every KMS key that is taken away. */
export interface Scene {
  readonly trail?: Partial<AccountTrail['trail']>;
  readonly status?: Partial<TrailStatus>;
  readonly selectors?: EventSelectors | undefined;
  readonly group?: Partial<LogGroup> | undefined;
  readonly filters?: readonly MetricFilter[];
  readonly metric?: readonly AlarmOnMetric[];
  readonly composite?: readonly AlarmOnAlarms[];
  readonly log?: readonly AlarmOnLogs[];
  readonly topics?: TrailWatch['topics'];
}

export const trailOf = (scene: Scene = {}): AccountTrail => ({
  trail: {
    Name: 'all',
    TrailARN: TRAIL,
    HomeRegion: REGION,
    ownerId: ACCOUNT,
    IsMultiRegionTrail: true,
    CloudWatchLogsLogGroupArn: `${LOG_GROUP}:*`,
    ...scene.trail,
  },
  status: ok({
    IsLogging: true,
    LatestCloudWatchLogsDeliveryTime: NOW,
    LatestDeliveryTime: NOW,
    ...scene.status,
  }),
  selectors: ok('selectors' in scene ? scene.selectors : DEFAULT_SELECTORS),
});

const watchOf = (scene: Scene = {}): TrailWatch => {
  const group: LogGroup | undefined =
    'group' in scene && scene.group === undefined
      ? undefined
      : { logGroupName: 'trail', logGroupArn: LOG_GROUP, logGroupClass: 'STANDARD', ...scene.group };
  const logGroups = [
    {
      arn: LOG_GROUP,
      region: REGION,
      accountId: ACCOUNT,
      logGroupName: 'trail',
      group,
      filters: scene.filters ?? [filterOf()],
    },
  ];
  return {
    accountId: ACCOUNT,
    region: REGION,
    logGroups,
    filters: watchingFilters(logGroups),
    alarms: {
      metric: scene.metric ?? [alarmOf()],
      composite: scene.composite ?? [],
      log: scene.log ?? [],
    },
    topics: scene.topics ?? new Map([[TOPIC, ok([subscriptionOf('email')])]]),
  };
};

export const factsOf = (scene: Scene = {}): ChainFacts => ({
  accountId: ACCOUNT,
  now: NOW,
  trails: { trails: [trailOf(scene)], unread: undefined },
  watches: [
    {
      region: 'eu-central-1',
      answer: ok({ ...watchOf(), region: 'eu-central-1', logGroups: [], filters: [] }),
    },
    { region: REGION, answer: ok(watchOf(scene)) },
  ],
});

export function chainIn(facts: ChainFacts, change: WatchedChangeId = CHANGE): AlarmChain {
  const chain = alarmChainsIn(facts).get(change);
  if (chain === undefined) throw new Error(`there is no chain for ${change}`);
  return chain;
}

export const chainOf = (scene: Scene = {}, change: WatchedChangeId = CHANGE): AlarmChain =>
  chainIn(factsOf(scene), change);
