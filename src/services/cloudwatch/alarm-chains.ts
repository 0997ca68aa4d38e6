import { derive, everyRegion } from '../../aws/combine-readers.ts';
import { ReadError } from '../../aws/read-error.ts';
import { type EventCoverage, WATCHED_CHANGES, type WatchedChangeId } from '../../event-patterns/index.ts';
import { accountTrails } from '../cloudtrail/index.ts';
import type { AlarmChain, ChainFacts } from './alarm-chain.ts';
import { alarmOnLogsOf, type Hearing, hearingOf, type Links } from './hearing.ts';
import { type Arrival, arrivalOf, type Demand, demandsOf, recordsOf } from './trail-arrival.ts';
import { trailWatch } from './trail-watch.ts';
import { CHANGES, type WatchingFilter } from './watching.ts';

export type AlarmChains = ReadonlyMap<WatchedChangeId, AlarmChain>;

/** For each change whether somebody hears of it, wherever the trail is at home. */
export const alarmChains = derive(
  { trails: accountTrails, watches: everyRegion(trailWatch) },
  ({ trails, watches }, { session: { accountId, now } }) =>
    alarmChainsIn({ accountId, now, trails, watches }),
);

export function alarmChainsIn(facts: ChainFacts): AlarmChains {
  return new Map(CHANGES.map((change) => [change, chainOf(change, facts)]));
}

function chainOf(change: WatchedChangeId, facts: ChainFacts): AlarmChain {
  const candidates = facts.trails.trails.filter(({ trail }) => trail.IsMultiRegionTrail === true);
  const demands = demandsOf(change);
  const recorded = demands.filter((demand) =>
    candidates.some((each) => recordsOf(each, [demand]).length > 0),
  );
  const arrivals = candidates.map((each) => arrivalOf(each, { demands, recorded }, facts));
  const reached = arrivals.flatMap((arrival) => ('at' in arrival ? [arrival] : []));
  const arrives = demands.every((demand) => reached.some(({ records }) => records.includes(demand)));
  const judged = arrives ? judge(change, demands, reached) : undefined;
  if (judged?.state === 'heard') return judged;

  const states = arrivals.flatMap((arrival) => ('at' in arrival ? [] : [arrival]));
  const elsewhere = states.find(({ state }) => state === 'elsewhere');
  if (elsewhere !== undefined) return elsewhere;
  if (judged?.state === 'elsewhere' || judged?.state === 'undecided') return judged;
  const undecided = states.find(({ state }) => state === 'undecided');
  if (undecided !== undefined) return undecided;
  if (facts.trails.unread !== undefined) return { state: 'undecided', because: facts.trails.unread };
  if (judged !== undefined) return judged;
  const [furthest] = states
    .flatMap((state) => (state.state === 'broken' ? [state] : []))
    .sort((a, b) => b.far - a.far);
  if (furthest !== undefined) {
    const { far, ...broken } = furthest;
    return broken;
  }
  return {
    state: 'broken',
    why: 'no trail records what happens in all Regions',
    links: { Trails: [] },
    cause: 'no trail',
    trail: 'none',
    recorded: false,
  };
}

/** Classes whose log groups take no metric filters. https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CloudWatch_Logs_Log_Classes.html */
const WITHOUT_FILTERS = ['INFREQUENT_ACCESS', 'DELIVERY'];

type Reached = Extract<Arrival, { at: 'log group' }>;

interface Followed {
  readonly from: Reached;
  readonly watching: WatchingFilter;
  readonly coverage: readonly EventCoverage[];
  readonly hearing: Hearing;
}

/** Whether the trail records what is demanded, and the filter makes of it what is wanted. */
function covers(
  { from, coverage }: Followed,
  demand: Demand,
  ...wanted: readonly EventCoverage['coverage'][]
): boolean {
  return (
    from.records.includes(demand) &&
    coverage.some((one) => one.event === demand.event && wanted.includes(one.coverage))
  );
}

function judge(change: WatchedChangeId, demands: readonly Demand[], reached: readonly Reached[]): AlarmChain {
  const followed = reached.flatMap((from) =>
    from.watch.filters
      .filter(({ logGroup }) => logGroup.arn === from.logGroup.arn)
      .map(
        (watching): Followed => ({
          from,
          watching,
          coverage: watching.coverage[change] ?? [],
          hearing: hearingOf(watching, from.watch),
        }),
      ),
  );
  const left = (by: readonly Followed[], ...wanted: readonly EventCoverage['coverage'][]) =>
    demands.filter((demand) => !by.some((one) => covers(one, demand, ...wanted)));
  const heard = followed.filter(({ hearing }) => hearing.heard === 'yes');
  const unheard = left(heard, 'covered');
  if (unheard.length === 0) return { state: 'heard', links: { Chains: chainsFor(heard) } };

  const possible = followed.filter(({ hearing }) => hearing.heard !== 'no');
  const onLogs = reached
    .map(({ logGroup, watch }) => alarmOnLogsOf(logGroup, watch))
    .find((one) => one !== undefined);
  const isConcerned = ({ records }: Reached) => unheard.some((demand) => records.includes(demand));
  const concerned = followed.filter(({ from }) => isConcerned(from));
  const missed = [...new Set(unheard.map(({ event }) => event))];
  if (left(possible, 'covered', 'undecided').length === 0)
    return openOf(
      possible.filter((one) => concerned.includes(one)),
      missed,
    );
  if (onLogs !== undefined)
    return {
      state: 'undecided',
      because: `the alarm ${onLogs.AlarmName} queries the log group, and what its query finds is not judged`,
    };
  return brokenOf(change, concerned, missed, reached.filter(isConcerned));
}

/** Why it cannot be told: what stands between the events that are not surely heard and somebody. */
function openOf(possible: readonly Followed[], missed: readonly string[]): AlarmChain {
  const matter = possible.filter(({ coverage }) =>
    coverage.some(({ event, coverage: how }) => missed.includes(event) && how !== 'missed'),
  );
  const unread = ReadError.combine(
    matter.flatMap(({ hearing }) =>
      hearing.heard === 'undecided' && hearing.error !== undefined ? [hearing.error] : [],
    ),
  );
  if (unread !== undefined) return { state: 'undecided', because: unread };
  const reasons = matter.flatMap(({ watching, hearing, coverage }) => {
    const name = watching.filter.filterName;
    if (hearing.heard === 'undecided')
      return [{ why: `${name}: ${hearing.why}`, elsewhere: hearing.elsewhere }];
    return coverage.flatMap((one) =>
      one.coverage === 'undecided' && missed.includes(one.event)
        ? [{ why: `${name} and ${one.event}: ${one.reason}`, elsewhere: undefined }]
        : [],
    );
  });
  const why = [...new Set(reasons.map((one) => one.why))].join('; ');
  return reasons.length > 0 && reasons.every(({ elsewhere }) => elsewhere !== undefined)
    ? { state: 'elsewhere', why }
    : { state: 'undecided', because: why };
}

function brokenOf(
  change: WatchedChangeId,
  followed: readonly Followed[],
  missed: readonly string[],
  [first]: readonly Reached[],
): AlarmChain {
  const links = first === undefined ? {} : { Trail: first.trail, LogGroup: first.logGroup.arn };
  const broken = {
    state: 'broken',
    recorded: true,
    ...(first === undefined ? {} : { logGroup: first.logGroup }),
  } as const;
  const name = first?.logGroup.logGroupName ?? '';
  const loggingClass = first?.logGroup.group?.logGroupClass ?? 'STANDARD';
  if (WITHOUT_FILTERS.includes(loggingClass))
    return {
      state: 'broken',
      recorded: true,
      links: { ...links, LogGroupClass: loggingClass },
      why: `the log group ${name} is of the class ${loggingClass}, which takes no metric filters`,
      cause: `class ${name}`,
    };
  const speaking = followed.filter((one) => speaksOf(one, change));
  const [closest] = speaking.sort((a, b) => reach(b, missed) - reach(a, missed));
  if (closest === undefined) {
    const filters = followed.map(({ watching }) => watching.filter.filterName);
    return {
      ...broken,
      links: { ...links, MetricFilters: filters, MissedEvents: missed },
      why: `the log group ${name} has no metric filter${filters.length === 0 ? '' : ' for that'}`,
      cause: `unwatched ${name}`,
    };
  }
  return closestBroken(closest, missed, { ...broken, links });
}

/**
 * Whether a filter is meant for the change: it matches some event of it, or names what the event is known by, or the
 * service, and misses it by another term.
 */
function speaksOf({ watching, coverage }: Followed, change: WatchedChangeId): boolean {
  const { filterPattern = '' } = watching.filter;
  return coverage.some((one) => {
    if (one.coverage !== 'missed') return true;
    const known = WATCHED_CHANGES[change].events.find(({ name }) => name === one.event)?.identifiedBy;
    const fields = known === 'eventName' ? ['eventName', 'eventSource'] : [known ?? ''];
    return one.narrowing.length > 0 && fields.some((field) => filterPattern.includes(field));
  });
}

/** How many of the missed events a filter matches or may match; where it matches as many, one whose chain goes further. */
function reach({ coverage, hearing }: Followed, missed: readonly string[]): number {
  const matched = coverage.filter((one) => missed.includes(one.event) && one.coverage !== 'missed').length;
  return matched * 10 + (hearing.heard === 'yes' ? 9 : Object.keys(hearing.links).length);
}

/** What is wrong with the filter that comes closest: what it misses, or what becomes of what it matches. */
function closestBroken(
  { watching: { filter }, coverage, hearing }: Followed,
  missed: readonly string[],
  broken: Omit<Extract<AlarmChain, { state: 'broken' }>, 'why'>,
): AlarmChain {
  const { filterName, filterPattern } = filter;
  const links = { ...broken.links, MetricFilter: filterName, FilterPattern: filterPattern };
  const missing = coverage.flatMap((one) =>
    one.coverage === 'missed' && missed.includes(one.event) ? [one] : [],
  );
  if (hearing.heard === 'no' && missing.length < missed.length) {
    const { logGroup, ...others } = broken;
    return {
      ...others,
      links: { ...links, ...hearing.links },
      why: `the metric filter ${filterName} matches, but ${hearing.why}`,
      ...(hearing.cause === undefined ? {} : { cause: hearing.cause }),
    };
  }
  const narrowing = [...new Set(missing.flatMap((one) => one.narrowing.map(({ term }) => term)))];
  const names = missing.map(({ event }) => event);
  const because =
    narrowing.length === 0 ? 'does not speak of' : `is narrowed by ${narrowing.join(' and ')}, and misses`;
  return {
    ...broken,
    links: {
      ...links,
      MissedEvents: names,
      ...(narrowing.length === 0 ? {} : { NarrowingTerms: narrowing }),
    },
    why: `the metric filter ${filterName} ${because} ${new Intl.ListFormat('en').format(names)}`,
  };
}

/** The chains that together are heard, each link by its name. */
function chainsFor(heard: readonly Followed[]): readonly Links[] {
  return heard
    .filter(({ coverage }) => coverage.some((one) => one.coverage === 'covered'))
    .map(({ from, watching: { filter }, hearing }) => ({
      Trail: from.trail,
      LogGroup: from.logGroup.arn,
      MetricFilter: filter.filterName,
      FilterPattern: filter.filterPattern,
      ...hearing.links,
    }));
}
