import { derive, everyRegion, optional, type RegionAnswer } from '../../aws/combine-readers.ts';
import { homeRegion, type Partition } from '../../aws/partitions.ts';
import type { ItemAnswer } from '../../aws/reader.ts';
import { busCoverage, together, WATCHED_CHANGES, type WatchedChangeId } from '../../event-patterns/index.ts';
import { type BusRule, enabledRules, targetsOf } from '../events/index.ts';
import { events, eventsAtHome } from '../events/service.ts';
import { subscriptionsOf } from '../sns/index.ts';
import { sns } from '../sns/service.ts';
import { type AlarmChains, alarmChains } from './alarm-chains.ts';
import { actionHearing, topicsAmong } from './hearing.ts';
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
  .using(rulesInRegion)
  .reader(
    [{ ifAny: 'ListSubscriptionsByTopic' }],
    async ({ ask, accountId, region, each, sdk, client }): Promise<BusWatch> => {
      const rules = await ask(rulesInRegion);
      const targets = rules.flatMap(({ answer }) => (answer.ok ? answer.value : []));
      const topics = await each(topicsAmong(targets, { accountId, region }), (topic) =>
        subscriptionsOf(topic, { sdk, client }),
      );
      return { accountId, region, rules, topics: new Map(topics.map(({ item, answer }) => [item, answer])) };
    },
  );

/** For a change of which no alarm tells, the rules of EventBridge that tell somebody of every event of it. */
export type BusHearings = ReadonlyMap<WatchedChangeId, readonly string[]>;

/**
 * The changes that EventBridge tells of though no alarm does, with the ARNs of its rules: those of the home Region, or
 * for events that come to the bus of each Region, of all. For rules that judge without it.
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
  const heard = new Map<WatchedChangeId, readonly string[]>();
  for (const change of unheard(chains)) {
    const home = homeRegion(partition, 'events');
    const where = comesHomeOnly(change, partition)
      ? watches.filter(({ region }) => region === home)
      : watches;
    const told = where.map(({ answer }) => (answer.ok ? rulesThatTell(answer.value, change) : []));
    if (told.length > 0 && told.every((rules) => matchAll(rules, change)))
      heard.set(
        change,
        told.flat().map(({ Arn, Name }) => Arn ?? Name),
      );
  }
  return heard;
}

/** The rules of a Region that match some event of a change and have a target that comes to somebody. */
function rulesThatTell({ rules, ...place }: BusWatch, change: WatchedChangeId): readonly BusRule[] {
  return rules.flatMap(({ item, answer }) =>
    answer.ok &&
    answer.value.some((target) => actionHearing(target, place).heard === 'yes') &&
    hears(item, change).some(({ coverage }) => coverage === 'covered')
      ? [item]
      : [],
  );
}
