import { WATCHED_CHANGES, type WatchedChangeId } from '../../event-patterns/index.ts';
import {
  type AccountTrail,
  type EventSelectors,
  extentOf,
  managementEvents,
  type TrailStatus,
} from '../cloudtrail/index.ts';
import { destinationOf, type TrailLogGroup } from '../logs/index.ts';
import type { AlarmChain, ChainFacts } from './alarm-chain.ts';
import type { TrailWatch } from './watching.ts';

/** Events of a change that somebody has to hear of, those that read apart from those that write. */
export interface Demand {
  readonly event: string;
  readonly access: 'read' | 'write';
  /** `kms.amazonaws.com`; undefined where they are of all services. */
  readonly eventSource: string | undefined;
}

export function demandsOf(change: WatchedChangeId): readonly Demand[] {
  return WATCHED_CHANGES[change].events.flatMap(({ name, reads, facts }) => {
    const source = 'eventSource' in facts ? facts.eventSource : undefined;
    const [of] = source !== undefined && 'oneOf' in source ? source.oneOf : [undefined];
    const eventSource = typeof of === 'string' ? of : undefined;
    return (reads ? (['write', 'read'] as const) : (['write'] as const)).map((access) => ({
      event: name,
      access,
      eventSource,
    }));
  });
}

/** Where the records of a trail come to: a log group that can be looked at, or why not. */
export type Arrival =
  | {
      readonly at: 'log group';
      readonly trail: string;
      readonly logGroup: TrailLogGroup;
      readonly watch: TrailWatch;
      /** Those of the demands that the trail records. */
      readonly records: readonly Demand[];
    }
  | Extract<AlarmChain, { state: 'undecided' | 'elsewhere' }>
  | (Extract<AlarmChain, { state: 'broken' }> & { readonly far: number });

/** CloudTrail offers to leave these out, for they are many: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-management-events-with-cloudtrail.html */
const LEFT_OUT: readonly string[] = ['kms.amazonaws.com', 'rdsdata.amazonaws.com'];

/** Those of the demands that a trail surely records. */
export function recordsOf(
  { status, selectors }: AccountTrail,
  demands: readonly Demand[],
): readonly Demand[] {
  if (status?.ok !== true || !status.value.IsLogging) return [];
  const told = selectors?.ok === true ? selectors.value : undefined;
  return told === undefined ? [] : demands.filter((demand) => isRecorded(demand, told));
}

export function arrivalOf(
  each: AccountTrail,
  /** What has to be recorded, and what of it some trail records: several may record together what none does alone. */
  { demands, recorded }: { readonly demands: readonly Demand[]; readonly recorded: readonly Demand[] },
  facts: ChainFacts,
): Arrival {
  const { trail, status, selectors } = each;
  const { Name, TrailARN, HomeRegion } = trail;
  const links = { Trail: TrailARN };
  const unasked = `CloudTrail could not be asked about the trail ${Name} in ${HomeRegion}`;
  const broken = { state: 'broken', links, recorded: false, trail: 'none' } as const;
  if (status === undefined) return { state: 'undecided', because: unasked };
  if (!status.ok) return { state: 'undecided', because: status.error };
  if (!status.value.IsLogging)
    return { ...broken, far: 0, why: `the trail ${Name} is not logging`, cause: `not logging ${TrailARN}` };
  const delivery = destinationOf(trail);
  if (delivery !== undefined && delivery.accountId !== facts.accountId)
    return {
      state: 'elsewhere',
      why: `the trail ${Name} delivers to a log group of account ${delivery.accountId}, which can tell who is alarmed`,
    };
  if (delivery === undefined && trail.ownerId !== facts.accountId)
    return {
      state: 'elsewhere',
      why: `the trail ${Name} belongs to account ${trail.ownerId}, which alone can give it a log group and alarms`,
    };
  if (selectors === undefined) return { state: 'undecided', because: unasked };
  if (!selectors.ok) return { state: 'undecided', because: selectors.error };
  if (selectors.value === undefined)
    return { state: 'elsewhere', why: `what the trail ${Name} records is known to account ${trail.ownerId}` };
  const records = recordsOf(each, demands);
  const lacking = demands.find((demand) => !records.includes(demand));
  if (lacking !== undefined && (records.length === 0 || recorded.length < demands.length)) {
    const missing = inWords(lacking);
    return {
      ...broken,
      far: 1,
      why: `the trail ${Name} does not record ${missing}`,
      cause: `${TrailARN} ${missing}`,
    };
  }
  const undelivered = { ...broken, recorded: true, trail: { undelivered: TrailARN } } as const;
  if (delivery === undefined)
    return {
      ...undelivered,
      far: 2,
      why: `the trail ${Name} delivers to no log group`,
      cause: `no log group ${TrailARN}`,
    };
  const far = { far: 3, links: { ...links, LogGroup: delivery.arn }, cause: `log group ${delivery.arn}` };
  if (deliversNothing(status.value, facts.now))
    return {
      ...undelivered,
      ...far,
      why: `the trail ${Name} has delivered nothing to its log group for a day`,
    };
  const watched = facts.watches.find(({ region }) => region === delivery.region)?.answer;
  if (watched === undefined)
    return { state: 'undecided', because: `the log group ${delivery.arn} is in a Region that was not read` };
  if (!watched.ok) return { state: 'undecided', because: watched.error };
  const logGroup = watched.value.logGroups.find(({ arn }) => arn === delivery.arn);
  if (logGroup?.group === undefined)
    return {
      ...undelivered,
      ...far,
      why: `the log group ${delivery.logGroupName} of the trail ${Name} is not there`,
    };
  return { at: 'log group', trail: TrailARN, logGroup, watch: watched.value, records };
}

const DAY = 86_400_000;

/** Whether nothing came to the log group for a day, though CloudTrail failed to deliver it or delivered to the bucket. */
function deliversNothing(status: TrailStatus, now: Date): boolean {
  const isOld = (time: Date | undefined) => time === undefined || now.getTime() - time.getTime() > DAY;
  const { LatestCloudWatchLogsDeliveryTime, LatestCloudWatchLogsDeliveryError } = status;
  const { LatestDeliveryTime, StartLoggingTime } = status;
  return (
    isOld(LatestCloudWatchLogsDeliveryTime) &&
    (Boolean(LatestCloudWatchLogsDeliveryError) || (isOld(StartLoggingTime) && !isOld(LatestDeliveryTime)))
  );
}

function isRecorded({ access, eventSource }: Demand, selectors: EventSelectors): boolean {
  const extent = extentOf(selectors, managementEvents(access, eventSource));
  return (
    extent.kind === 'all' ||
    (extent.kind === 'all but' && extent.except.every((one) => LEFT_OUT.includes(one)))
  );
}

function inWords({ event, access, eventSource }: Demand): string {
  return `${access} events${eventSource === undefined ? '' : ` of ${eventSource}`}, such as ${event}`;
}
