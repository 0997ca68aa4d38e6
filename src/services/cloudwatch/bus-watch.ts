import { derive, everyRegion, optional, type RegionAnswer } from '../../aws/combine-readers.ts';
import { homeRegion, type Partition } from '../../aws/partitions.ts';
import { ReadError } from '../../aws/read-error.ts';
import type { Answer, ItemAnswer } from '../../aws/reader.ts';
import { busCoverage, together, WATCHED_CHANGES, type WatchedChangeId } from '../../event-patterns/index.ts';
import type { BusRule } from '../events/bus-rule.ts';
import { enabledRules, targetsOf } from '../events/rules.ts';
import { events, eventsAtHome } from '../events/service.ts';
import { sns } from '../sns/service.ts';
import { subscriptionsOf } from '../sns/subscriptions.ts';
import { type AlarmChains, alarmChains } from './alarm-chains.ts';
import { actionHearing, topicsAmong } from './hearing.ts';
import { trailWatch } from './trail-watch.ts';
import type { Topics } from './watching.ts';

/** A rule on the default bus of a Region that matches events of the changes, and the ARNs of its targets. */
type ListeningRule = ItemAnswer<BusRule, readonly string[]>;

/** The changes of which no alarm tells, though a trail records them: that of which a trail records nothing comes to no bus. */
function unheard(chains: AlarmChains): readonly WatchedChangeId[] {
  return [...chains].flatMap(([change, chain]) =>
    chain.state === 'broken' && chain.recorded ? [change] : [],
  );
}

/**
 * Whether the events of a change come to the bus of the home Region alone, as those of global services do. Rules work in
 * their Region only: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-ct-api-tutorial.html
 */
export function comesHomeOnly(change: WatchedChangeId, partition: Partition): boolean {
  const service =
    change === 'iam-policy-changes'
      ? 'iam'
      : change === 'organizations-changes'
        ? 'organizations'
        : undefined;
  return service !== undefined && homeRegion(partition, service) === homeRegion(partition, 'events');
}

function hears(rule: BusRule, change: WatchedChangeId) {
  return busCoverage(rule, WATCHED_CHANGES[change]);
}

/** What rules match together of a change: everything or not. */
function matchAll(rules: readonly BusRule[], change: WatchedChangeId): boolean {
  const all = together(rules.map((rule) => hears(rule, change)));
  return all.length > 0 && all.every(({ coverage }) => coverage === 'covered');
}

type Connection = Parameters<Parameters<typeof events.reader>[1]>[0];

/** The enabled rules on the default bus that match an event of the changes, with their targets. */
async function listeningRules(
  changes: readonly WatchedChangeId[],
  { sdk, client, each }: Pick<Connection, 'sdk' | 'client' | 'each'>,
): Promise<readonly ListeningRule[]> {
  const rules = await enabledRules({ sdk, client });
  const listening = rules.filter((rule) =>
    changes.some((change) => hears(rule, change).some(({ coverage }) => coverage === 'covered')),
  );
  return each(listening, ({ Name }) => targetsOf(Name, { sdk, client }));
}

const OPERATIONS = [{ ifAny: 'ListRules' }, { ifAny: 'ListTargetsByRule' }] as const;

const rulesAtHome = eventsAtHome
  .using(alarmChains)
  .reader(OPERATIONS, async ({ ask, ...connection }): Promise<readonly ListeningRule[]> => {
    const changes = unheard(await ask(alarmChains));
    return changes.length === 0 ? [] : listeningRules(changes, connection);
  });

/** Asks another Region only where the home Region has what would have to be in every Region. */
const rulesInRegion = events
  .using(rulesAtHome, { ifAny: alarmChains })
  .reader(
    OPERATIONS,
    async ({ ask, region, partition, ...connection }): Promise<readonly ListeningRule[]> => {
      const home = await ask(rulesAtHome);
      if (region === homeRegion(partition, 'events')) return home;
      const rules = home.map(({ item }) => item);
      const changes = rules.length === 0 ? [] : unheard(await ask(alarmChains));
      const regional = changes.filter(
        (change) => !comesHomeOnly(change, partition) && matchAll(rules, change),
      );
      return regional.length === 0 ? [] : listeningRules(regional, connection);
    },
  );

/** The rules of a Region that match events of the changes, and who is subscribed to the topics among their targets. */
export interface BusWatch {
  readonly accountId: string;
  readonly region: string;
  readonly rules: readonly ListeningRule[];
  readonly topics: Topics;
}

const busWatch = sns
  .using(rulesInRegion, { ifAny: trailWatch })
  .reader(
    [{ ifAny: 'ListSubscriptionsByTopic' }],
    async ({ ask, attempt, accountId, region, each, sdk, client }): Promise<BusWatch> => {
      const rules = await ask(rulesInRegion);
      const targets = rules.flatMap(({ answer }) => (answer.ok ? answer.value : []));
      const listening = topicsAmong(targets, { accountId, region });
      // The topics of alarms are asked for there.
      const watched = listening.length === 0 ? undefined : await attempt(() => ask(trailWatch));
      const topics = await each(listening, async (topic) => {
        const known = watched?.ok ? watched.value.topics.get(topic) : undefined;
        if (known?.ok === false) throw known.error;
        return known === undefined ? subscriptionsOf(topic, { sdk, client }) : known.value;
      });
      return { accountId, region, rules, topics: new Map(topics.map(({ item, answer }) => [item, answer])) };
    },
  );

/** Whether rules of EventBridge tell somebody of every event of a change: by which ARNs, or what was not read. */
export type BusHearing =
  | { readonly heard: 'yes'; readonly rules: readonly string[] }
  | { readonly heard: 'undecided'; readonly error: ReadError };

/** Changes of which no alarm tells, but rules of EventBridge do or may. */
export type BusHearings = ReadonlyMap<WatchedChangeId, BusHearing>;

/**
 * The changes that EventBridge tells of though no alarm does, by rules of the home Region, or for events that come to the
 * bus of each Region, of all. For rules that judge without it.
 */
export const busHearings = optional(
  derive(
    { chains: alarmChains, watches: everyRegion(busWatch) },
    ({ chains, watches }, { session: { partition } }) => busHearingsIn(chains, watches, partition),
  ),
);

export function busHearingsIn(
  chains: AlarmChains,
  watches: readonly RegionAnswer<BusWatch>[],
  partition: Partition,
): BusHearings {
  const home = homeRegion(partition, 'events');
  return new Map(
    unheard(chains).flatMap((change): (readonly [WatchedChangeId, BusHearing])[] => {
      const where = watches.filter(({ region }) => region === home || !comesHomeOnly(change, partition));
      const hearing = hearingOf(
        where.map(({ answer }) => toldIn(answer, change)),
        change,
      );
      return hearing === undefined ? [] : [[change, hearing]];
    }),
  );
}

/** What tells of a change in a Region: its rules that come to somebody, and those of which it was not read. */
interface Told {
  readonly rules: readonly BusRule[];
  /** 'any' where the rules themselves were not read. */
  readonly perhaps: readonly BusRule[] | 'any';
  readonly unread: readonly ReadError[];
}

function hearingOf(told: readonly Told[], change: WatchedChangeId): BusHearing | undefined {
  const wanting = told.filter(({ rules }) => !matchAll(rules, change));
  if (told.length > 0 && wanting.length === 0)
    return { heard: 'yes', rules: told.flatMap(({ rules }) => rules.map(({ Arn, Name }) => Arn ?? Name)) };
  const mayAll = wanting.every(
    ({ rules, perhaps }) => perhaps === 'any' || matchAll([...rules, ...perhaps], change),
  );
  const error = ReadError.combine(wanting.flatMap(({ unread }) => unread));
  return mayAll && error !== undefined ? { heard: 'undecided', error } : undefined;
}

function toldIn(answer: Answer<BusWatch>, change: WatchedChangeId): Told {
  if (!answer.ok) return { rules: [], perhaps: 'any', unread: [answer.error] };
  const { rules, ...place } = answer.value;
  const listening = rules
    .filter(({ item }) => hears(item, change).some(({ coverage }) => coverage === 'covered'))
    .map(({ item, answer: targets }) => ({ item, ...comesTo(targets, place) }));
  return {
    rules: listening.flatMap(({ item, somebody }) => (somebody ? [item] : [])),
    perhaps: listening.flatMap(({ item, unread }) => (unread.length > 0 ? [item] : [])),
    unread: listening.flatMap(({ unread }) => unread),
  };
}

/** Whether a target of a rule comes to somebody, or what was not read of that. */
function comesTo(
  targets: ListeningRule['answer'],
  place: Omit<BusWatch, 'rules'>,
): { readonly somebody: boolean; readonly unread: readonly ReadError[] } {
  if (!targets.ok) return { somebody: false, unread: [targets.error] };
  const hearings = targets.value.map((target) => actionHearing(target, place));
  if (hearings.some(({ heard }) => heard === 'yes')) return { somebody: true, unread: [] };
  return {
    somebody: false,
    unread: hearings.flatMap((hearing) =>
      hearing.heard === 'undecided' && hearing.error !== undefined ? [hearing.error] : [],
    ),
  };
}
