import type { Answer } from '../../aws/reader.ts';
import {
  type EventCoverage,
  filterCoverage,
  WATCHED_CHANGES,
  type WatchedChangeId,
} from '../../event-patterns/index.ts';
import type { MetricFilter, TrailLogGroup } from '../logs/index.ts';
import type { Subscription } from '../sns/index.ts';
import type { Alarms } from './alarms.ts';

/** The changes that somebody must be told of, as the rules name them; that which tells of the others first. */
export const CHANGES: readonly WatchedChangeId[] = [
  'root-usage',
  'unauthorized-api-calls',
  'console-sign-in-without-mfa',
  'iam-policy-changes',
  'cloudtrail-changes',
  'console-sign-in-failures',
  'kms-key-removal',
  's3-policy-changes',
  'config-changes',
  'security-group-changes',
  'network-acl-changes',
  'gateway-changes',
  'route-table-changes',
  'vpc-changes',
  'organizations-changes',
];

/** By topic ARN: who is subscribed, undefined where there is no such topic. */
export type Topics = ReadonlyMap<string, Answer<readonly Subscription[] | undefined>>;

/** A metric filter on a trail's log group, and which events of each change it matches. */
export interface WatchingFilter {
  readonly filter: MetricFilter;
  readonly logGroup: TrailLogGroup;
  readonly coverage: Readonly<Partial<Record<WatchedChangeId, readonly EventCoverage[]>>>;
}

/** What watches the log groups of trails in a Region. */
export interface TrailWatch {
  readonly accountId: string;
  readonly region: string;
  readonly logGroups: readonly TrailLogGroup[];
  readonly filters: readonly WatchingFilter[];
  readonly alarms: Alarms;
  readonly topics: Topics;
}

/** The metric filters of log groups, and what each matches. */
export function watchingFilters(logGroups: readonly TrailLogGroup[]): readonly WatchingFilter[] {
  return logGroups.flatMap((logGroup) =>
    logGroup.filters.map((filter) => ({
      filter,
      logGroup,
      coverage: Object.fromEntries(CHANGES.map((change) => [change, coverageOf(filter, change)])),
    })),
  );
}

function coverageOf(filter: MetricFilter, change: WatchedChangeId): readonly EventCoverage[] {
  const coverage = filterCoverage(filter.filterPattern ?? '', WATCHED_CHANGES[change]);
  const reason = whyUndecided(filter);
  return reason === undefined
    ? coverage
    : coverage.map((one) =>
        one.coverage === 'covered' ? { event: one.event, coverage: 'undecided', reason } : one,
      );
}

/** What narrows a filter besides its pattern. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_MetricFilter.html */
function whyUndecided({
  filterPattern,
  applyOnTransformedLogs,
  fieldSelectionCriteria,
}: MetricFilter): string | undefined {
  if (filterPattern === undefined) return 'AWS did not send the pattern';
  if (fieldSelectionCriteria) return `the filter looks only where ${fieldSelectionCriteria}`;
  return applyOnTransformedLogs === true
    ? 'the filter looks at what a transformer makes of the events'
    : undefined;
}

/** Whether a filter may match some event of some change. */
export function watchesAnything({ coverage }: WatchingFilter): boolean {
  return Object.values(coverage).some((events) => events.some((one) => one.coverage !== 'missed'));
}
