import type { MetricTransformation } from '@aws-sdk/client-cloudwatch-logs';
import type { MetricFilter } from '../logs/index.ts';
import type { AlarmOnMetric } from './alarms.ts';

/** Whether an alarm goes into ALARM each time that a metric filter matches an event, and why not. */
export type Firing = { readonly fires: 'yes' } | { readonly fires: 'no' | 'undecided'; readonly why: string };

/** What an alarm on one metric looks at. */
type Look = Pick<AlarmOnMetric, 'Statistic' | 'ExtendedStatistic' | 'Period' | 'Unit' | 'Dimensions'>;

/**
 * The metrics that a filter publishes, with the dimensions that it adds by itself: the account and the Region that an
 * event comes from. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_MetricFilter.html
 */
export function metricsOf({
  metricTransformations = [],
  emitSystemFieldDimensions = [],
}: MetricFilter): readonly MetricTransformation[] {
  const added = Object.fromEntries(emitSystemFieldDimensions.map((name) => [name, name]));
  return metricTransformations.map((metric) =>
    emitSystemFieldDimensions.length === 0
      ? metric
      : { ...metric, dimensions: { ...metric.dimensions, ...added } },
  );
}

/** How an alarm watches a metric: by itself, as one of several that it computes with, or not at all. */
function lookAt(alarm: AlarmOnMetric, metric: MetricTransformation): Look | 'computes' | undefined {
  const is = (one: { MetricName?: string | undefined; Namespace?: string | undefined } | undefined) =>
    one?.MetricName === metric.metricName && one?.Namespace === metric.metricNamespace;
  if (is(alarm)) return alarm;
  const queries = alarm.Metrics ?? [];
  const found = queries.find(
    ({ MetricStat, AccountId }) => AccountId === undefined && is(MetricStat?.Metric),
  );
  if (found?.MetricStat === undefined) return undefined;
  if (queries.length > 1) return 'computes';
  const { Metric, Stat, Period, Unit } = found.MetricStat;
  const Statistic = STATISTICS.find((one) => one === Stat);
  return {
    ...(Statistic === undefined ? { ExtendedStatistic: Stat } : { Statistic }),
    Period,
    Unit,
    Dimensions: Metric?.Dimensions,
  };
}

const STATISTICS = ['Average', 'Maximum', 'Minimum', 'SampleCount', 'Sum'] as const;

/** Whether an alarm is on this very metric: its namespace, its name and its dimensions. */
export function isOn(alarm: AlarmOnMetric, metric: MetricTransformation): boolean {
  const look = lookAt(alarm, metric);
  return (
    look === 'computes' ||
    (look !== undefined &&
      (look.Dimensions ?? []).every(({ Name = '' }) => metric.dimensions?.[Name] !== undefined))
  );
}

const yes: Firing = { fires: 'yes' };
const no = (why: string): Firing => ({ fires: 'no', why });
const undecided = (why: string): Firing => ({ fires: 'undecided', why });

/**
 * Whether a single event brings the alarm from another state into ALARM, which is when its actions run: a data point of
 * the metric's value, with those of the default value or none around it.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_MetricTransformation.html
 */
export function firing(alarm: AlarmOnMetric, metric: MetricTransformation): Firing {
  const look = lookAt(alarm, metric);
  if (look === undefined) return no('it watches another metric');
  if (look === 'computes') return undecided('it computes with several metrics');
  const ofSystem = (look.Dimensions ?? []).find(({ Name = '' }) => Name.startsWith('@'));
  if (ofSystem !== undefined) return undecided(`it sees events of one ${ofSystem.Name} only`);
  if (Object.keys(metric.dimensions ?? {}).length > 0)
    return (look.Dimensions ?? []).length > 0
      ? no('it watches one value of the dimensions of the metric only')
      : no('the filter gives the metric dimensions, which the alarm does not name');
  if (look.Unit !== undefined && look.Unit !== (metric.unit ?? 'None'))
    return no(`it watches the unit ${look.Unit}, and the filter publishes ${metric.unit ?? 'None'}`);
  if (alarm.ThresholdMetricId !== undefined) return undecided('its threshold is an anomaly detector');
  const { metricValue = '' } = metric;
  const value = Number(metricValue);
  if (metricValue.trim() === '' || Number.isNaN(value))
    return undecided(`the value of the metric is what the event says in ${metricValue}`);
  return firingOn({ value, usual: metric.defaultValue }, look, alarm);
}

interface Values {
  /** For an event. */
  readonly value: number;
  /** While events come in that the filter does not match; undefined: no data point then. */
  readonly usual: number | undefined;
}

function firingOn({ value, usual }: Values, { Statistic, Period = 60 }: Look, alarm: AlarmOnMetric): Firing {
  if (Statistic === undefined) return undecided('its statistic is a percentile or the like');
  const { EvaluationPeriods = 1, TreatMissingData = 'missing' } = alarm;
  const { DatapointsToAlarm = EvaluationPeriods } = alarm;
  const breaches = (point: number) => breachesThreshold(point, alarm);
  const point = Statistic === 'SampleCount' ? 1 : value;
  const quiet = usual === undefined ? undefined : Statistic === 'SampleCount' ? 1 : usual;
  const told = breaches(point);
  const always = quiet === undefined ? false : breaches(quiet);
  if (told === undefined || always === undefined) return undecided('AWS did not say what it compares with');
  if (!told) return no(`one event does not reach its threshold: ${inWords(alarm, Statistic)}`);
  if (always) return no(`it is in ALARM without any event: ${inWords(alarm, Statistic)}`);
  if (quiet === undefined && TreatMissingData === 'breaching')
    return no('it counts missing data as breaching, so it is in ALARM already when an event comes');
  if (quiet === undefined && TreatMissingData === 'ignore')
    return no('it ignores missing data, so it stays in ALARM after the first event and tells of no other');
  if (usual !== undefined && (Statistic === 'Average' || Statistic === 'Minimum'))
    return Period > 60
      ? no(`the default value of the metric takes the ${Statistic} of ${Period} seconds below the threshold`)
      : undecided(`its ${Statistic} depends on the other events of the minute`);
  if (DatapointsToAlarm > 1)
    return quiet === undefined && TreatMissingData === 'missing'
      ? undecided(`it wants ${DatapointsToAlarm} data points, and the others are missing`)
      : no(`it wants ${DatapointsToAlarm} breaching data points, and one event makes one`);
  return yes;
}

/** Undefined where AWS did not say how, or compares with a band. */
function breachesThreshold(
  point: number,
  { ComparisonOperator, Threshold }: AlarmOnMetric,
): boolean | undefined {
  if (Threshold === undefined) return undefined;
  switch (ComparisonOperator) {
    case 'GreaterThanOrEqualToThreshold':
      return point >= Threshold;
    case 'GreaterThanThreshold':
      return point > Threshold;
    case 'LessThanOrEqualToThreshold':
      return point <= Threshold;
    case 'LessThanThreshold':
      return point < Threshold;
    default:
      return undefined;
  }
}

const SIGNS: Readonly<Record<string, string>> = {
  GreaterThanOrEqualToThreshold: '>=',
  GreaterThanThreshold: '>',
  LessThanOrEqualToThreshold: '<=',
  LessThanThreshold: '<',
};

function inWords({ ComparisonOperator, Threshold }: AlarmOnMetric, statistic: string): string {
  return `${statistic} ${SIGNS[ComparisonOperator ?? '']} ${Threshold}`;
}
