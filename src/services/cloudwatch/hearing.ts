import type { ReadError } from '../../aws/read-error.ts';
import type { TrailLogGroup } from '../logs/index.ts';
import { isConfirmed } from '../sns/index.ts';
import { follows } from './alarm-rule.ts';
import type { Alarm, AlarmOnLogs, AlarmOnMetric, Alarms } from './alarms.ts';
import { firing, isOn, metricsOf } from './firing.ts';
import { type Topics, type TrailWatch, type WatchingFilter, watchesAnything } from './watching.ts';

/** What was followed, by AWS's names. */
export type Links = Readonly<Record<string, unknown>>;

/** Whether an alarm comes to somebody, with the links that it takes, or the one that is missing. */
export type Hearing =
  | { readonly heard: 'yes'; readonly links: Links }
  | {
      readonly heard: 'no' | 'undecided';
      readonly why: string;
      readonly links: Links;
      /** What breaks it, where other chains break on the same. */
      readonly cause?: string;
      /** The account that could tell. */
      readonly elsewhere?: string;
      /** What was not read. */
      readonly error?: ReadError;
    };

type Place = Pick<TrailWatch, 'accountId' | 'region'>;

/** The best of several: one that is heard, then one that may be, then the one that comes furthest. */
function best(hearings: readonly [Hearing, ...Hearing[]]): Hearing {
  const rank = ({ heard, links }: Hearing) =>
    (heard === 'yes' ? 2000 : heard === 'undecided' ? 1000 : 0) + Object.keys(links).length;
  return hearings.reduce((a, b) => (rank(b) > rank(a) ? b : a));
}

/** What becomes of the events that a metric filter matches. */
export function hearingOf({ filter }: WatchingFilter, watch: TrailWatch): Hearing {
  const metrics = metricsOf(filter);
  const hearings = metrics.flatMap((metric): Hearing[] => {
    const named = { Metric: `${metric.metricNamespace} ${metric.metricName}` };
    const on = watch.alarms.metric.filter((alarm) => isOn(alarm, metric));
    if (on.length === 0) return [unwatched(named, metric, watch)];
    return on.map((alarm): Hearing => {
      const links = { ...named, Alarm: alarm.AlarmName };
      const fires = firing(alarm, metric);
      if (fires.fires === 'no')
        return { heard: 'no', why: `the alarm ${alarm.AlarmName} does not fire: ${fires.why}`, links };
      const told = within(links, alarmHearing(alarm, watch));
      return fires.fires === 'yes' || told.heard === 'no'
        ? told
        : { heard: 'undecided', why: `the alarm ${alarm.AlarmName} cannot be judged: ${fires.why}`, links };
    });
  });
  const [first, ...others] = hearings;
  return first === undefined
    ? { heard: 'no', why: 'it counts no metric', links: {} }
    : best([first, ...others]);
}

function unwatched(
  links: Links,
  {
    metricName,
    metricNamespace,
  }: { readonly metricName: string | undefined; readonly metricNamespace: string | undefined },
  { alarms, region }: TrailWatch,
): Hearing {
  const namesake = alarms.metric.find(
    (alarm) => alarm.MetricName === metricName && alarm.Namespace !== metricNamespace,
  );
  const but =
    namesake === undefined
      ? ''
      : `, only ${namesake.AlarmName} one of that name in the namespace ${namesake.Namespace}`;
  return {
    heard: 'no',
    why: `no alarm in ${region} watches its metric ${metricName} in the namespace ${metricNamespace}${but}`,
    links,
  };
}

const within = (links: Links, hearing: Hearing): Hearing => ({
  ...hearing,
  links: { ...links, ...hearing.links },
});

/** Whom an alarm tells: by its own actions, or by those of a composite alarm that follows it. */
function alarmHearing(alarm: Alarm, watch: TrailWatch, seen: readonly string[] = []): Hearing {
  const own = ownActions(alarm, watch);
  const followers = watch.alarms.composite.flatMap((composite): Hearing[] => {
    const { AlarmArn, AlarmName, AlarmRule = '', ActionsSuppressor } = composite;
    if (AlarmArn === alarm.AlarmArn || seen.includes(AlarmArn)) return [];
    const followed = follows(AlarmRule, alarm);
    if (followed === 'no') return [];
    const links = { CompositeAlarm: AlarmName };
    const told = within(links, alarmHearing(composite, watch, [...seen, alarm.AlarmArn]));
    if (told.heard === 'no') return [told];
    if (followed === 'perhaps')
      return [
        { heard: 'undecided', why: `the rule of the composite alarm ${AlarmName} depends on more`, links },
      ];
    if (ActionsSuppressor !== undefined)
      return [
        { heard: 'undecided', why: `${ActionsSuppressor} may suppress the actions of ${AlarmName}`, links },
      ];
    return [told];
  });
  return best([own, ...followers]);
}

function ownActions({ AlarmName, ActionsEnabled, AlarmActions }: Alarm, watch: TrailWatch): Hearing {
  if (ActionsEnabled === false)
    return { heard: 'no', why: `the actions of the alarm ${AlarmName} are turned off`, links: {} };
  const [first, ...others] = AlarmActions ?? [];
  if (first === undefined)
    return { heard: 'no', why: `the alarm ${AlarmName} has no action for ALARM`, links: {} };
  return best([actionHearing(first, watch), ...others.map((arn) => actionHearing(arn, watch))]);
}

/**
 * Whom an action of an alarm or a target of a rule comes to. Functions, and response plans of Incident Manager, are
 * there to tell somebody; OpsItems, investigations and changes of instances are not.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-actions.html
 */
export function actionHearing(
  arn: string,
  { accountId, region, topics }: Place & { readonly topics: Topics },
): Hearing {
  const [, , service, ofRegion, ofAccount, ...rest] = arn.split(':');
  const links = { Action: arn };
  if (service === 'lambda' || service === 'ssm-incidents') return { heard: 'yes', links };
  if (service !== 'sns') return { heard: 'no', why: `${rest.join(':') || arn} tells nobody`, links };
  const topic = rest.join(':');
  if (ofRegion !== region)
    return {
      heard: 'no',
      why: `the topic ${topic} is in ${ofRegion}, where ${region} cannot publish`,
      links,
    };
  if (ofAccount !== accountId)
    return {
      heard: 'undecided',
      why: `who is subscribed to the topic ${topic} is known to account ${ofAccount}`,
      links,
      ...(ofAccount === undefined ? {} : { elsewhere: ofAccount }),
    };
  return topicHearing(topic, arn, topics.get(arn));
}

function topicHearing(topic: string, arn: string, answer: ReturnType<Topics['get']>): Hearing {
  const links = { Action: arn };
  if (answer === undefined) return { heard: 'undecided', why: `the topic ${topic} was not looked at`, links };
  if (!answer.ok) return { heard: 'undecided', why: answer.error.message, links, error: answer.error };
  const cause = `topic ${arn}`;
  if (answer.value === undefined) return { heard: 'no', why: `there is no topic ${topic}`, links, cause };
  const confirmed = answer.value.filter(isConfirmed);
  if (confirmed.length > 0)
    return { heard: 'yes', links: { ...links, Subscribers: confirmed.map(({ Protocol }) => Protocol) } };
  const why =
    answer.value.length === 0
      ? `nobody is subscribed to the topic ${topic}`
      : `no subscription to the topic ${topic} is confirmed`;
  return { heard: 'no', why, links: { ...links, Subscribers: [] }, cause };
}

/** The topics of the own account and Region that it depends on whether anybody hears of what the filters match. */
export function topicsThatMatter(
  { filters, logGroups }: Pick<TrailWatch, 'filters' | 'logGroups'>,
  alarms: Alarms,
  place: Place,
): readonly string[] {
  const metrics = filters.filter(watchesAnything).flatMap(({ filter }) => metricsOf(filter));
  const watching = (alarm: AlarmOnMetric) => metrics.some((metric) => isOn(alarm, metric));
  const reached = new Map<string, Alarm>();
  const waiting: Alarm[] = [
    ...alarms.metric.filter(watching),
    ...alarms.log.filter((alarm) => logGroups.some((logGroup) => queries(alarm, logGroup))),
  ];
  for (const alarm of waiting) {
    if (reached.has(alarm.AlarmArn)) continue;
    reached.set(alarm.AlarmArn, alarm);
    waiting.push(...alarms.composite.filter(({ AlarmRule = '' }) => follows(AlarmRule, alarm) !== 'no'));
  }
  const all = [...reached.values()].filter(({ ActionsEnabled }) => ActionsEnabled !== false);
  return topicsAmong(
    all.flatMap(({ AlarmActions }) => AlarmActions ?? []),
    place,
  );
}

/** Those of ARNs that are topics of the own account and Region, each once. */
export function topicsAmong(arns: readonly string[], { accountId, region }: Place): readonly string[] {
  return [...new Set(arns)].filter((arn) => {
    const [, , service, ofRegion, ofAccount] = arn.split(':');
    return service === 'sns' && ofRegion === region && ofAccount === accountId;
  });
}

/** An alarm on a scheduled query over a log group that may come to somebody: what queries find is not judged. */
export function alarmOnLogsOf(logGroup: TrailLogGroup, watch: TrailWatch): Alarm | undefined {
  return watch.alarms.log.find(
    (alarm) => queries(alarm, logGroup) && alarmHearing(alarm, watch).heard !== 'no',
  );
}

function queries(
  { ScheduledQueryConfiguration }: AlarmOnLogs,
  { arn, logGroupName }: Pick<TrailLogGroup, 'arn' | 'logGroupName'>,
): boolean {
  const { LogGroupIdentifiers = [] } = ScheduledQueryConfiguration ?? {};
  return LogGroupIdentifiers.some((one) => one === logGroupName || one.replace(/:\*$/, '') === arn);
}
