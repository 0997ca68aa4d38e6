import { ALIAS_CALLS } from '../accounts/account-alias.ts';
import { homeRegion, offeredIn, partitionOfRegion } from '../aws/partitions.ts';
import { ReadError } from '../aws/read-error.ts';
import type { Reader } from '../aws/reader.ts';
import type { Session } from '../aws/session.ts';
import { version } from '../aws/version.ts';
import type { CallPlan } from '../finding/call-plan.ts';
import { PLAN_SCHEMA_VERSION } from '../finding/plan-schema-version.ts';
import type { Rule, ScopeKind } from '../rule/rule.ts';
import { organizationPosition } from '../services/organizations/organization.ts';
import type { ChosenRule } from './chosen-rule.ts';

type TakenCall = Reader<unknown>['calls'][number];
type DeclaredCall = TakenCall['call'];
type PlannedCalls = CallPlan['calls'][number];

/** A call in one Region, or in those that have something, such as buckets. */
interface PlaceCalls extends Omit<PlannedCalls, 'regions' | 'regionsWith'> {
  readonly place: CallPlace;
}

type CallPlace = { readonly region: string } | { readonly regionsWith: string };

/**
 * The calls that a scan of the session by these rules would make. It asks AWS nothing; the calls that were made to open
 * the session are part of a scan too.
 */
export async function planCalls(session: Session, rules: readonly ChosenRule[]): Promise<CallPlan> {
  const { accountId, partition, principalArn, regions, transport } = session;
  const made = transport.sent.map(
    ({ service, operation, region }): PlaceCalls => ({
      service,
      operation,
      place: { region },
      atLeast: 1,
      mayBeMore: [],
      made: true,
    }),
  );
  const all = [...made, ...(await callsInPlaces(wanted(session, rules)))];
  return {
    schemaVersion: PLAN_SCHEMA_VERSION,
    product: { name: 'postern', version },
    source: transport.replays ? 'TAPE' : 'AWS',
    partition: partition.id,
    accountId,
    principalArn,
    rules: rules.map(({ id }) => id),
    regions: [...regions.scanned],
    ...(regions.unlisted === undefined ? {} : { unlisted: regions.unlisted.message }),
    calls: inRows(all),
    total: {
      atLeast: all.reduce((sum, { atLeast }) => sum + atLeast, 0),
      made: made.length,
      regions: new Set(all.flatMap(({ place }) => ('region' in place ? place.region : []))).size,
    },
  };
}

/** For each call where it is made, by a key of its own, and whether it is made whatever AWS answers. */
type Wanted = ReadonlyMap<
  DeclaredCall,
  ReadonlyMap<string, { readonly place: CallPlace; readonly certain: boolean }>
>;

/** What readers remember is asked once, whichever rules want it: certainly if it is certain for one of them. */
function wanted(session: Session, rules: readonly ChosenRule[]): Wanted {
  const calls = new Map<DeclaredCall, Map<string, { place: CallPlace; certain: boolean }>>();
  const named = ALIAS_CALLS.map((taken) => ({
    taken,
    scopeRegion: homeRegion(session.partition, ''),
    certain: true,
  }));
  const judged = rules.flatMap(({ rule }) => takenBy(rule, session));
  for (const { taken, scopeRegion, certain } of [...named, ...judged]) {
    const byPlace = calls.get(taken.call) ?? new Map<string, { place: CallPlace; certain: boolean }>();
    calls.set(taken.call, byPlace);
    for (const place of placesOf(taken, scopeRegion, session)) {
      const key = JSON.stringify(place);
      const before = byPlace.get(key)?.certain ?? false;
      byPlace.set(key, { place, certain: before || (certain && taken.certain) });
    }
  }
  return calls;
}

interface ScopedCall {
  readonly taken: TakenCall;
  readonly scopeRegion: string;
  readonly certain: boolean;
}

/** The calls of a rule in each of its scopes. An organization is read only from a position that may read it. */
function takenBy(rule: Rule, session: Session): readonly ScopedCall[] {
  const home = homeRegion(session.partition, '');
  const regions: Readonly<Record<ScopeKind, readonly string[]>> = {
    account: [home],
    organization: [home],
    region: session.regions.scanned,
  };
  const own = Object.values(rule.reads).flatMap(({ calls }) => calls);
  const ofScope = rule.scope === 'organization' ? organizationPosition.calls : [];
  return regions[rule.scope].flatMap((scopeRegion) => [
    ...own.map((taken) => ({ taken, scopeRegion, certain: rule.scope !== 'organization' })),
    ...ofScope.map((taken) => ({ taken, scopeRegion, certain: true })),
  ]);
}

function placesOf(taken: TakenCall, scopeRegion: string, session: Session): readonly CallPlace[] {
  const { where, partitions } = taken;
  if (!offeredIn(partitions, session.partition)) return [];
  return typeof where === 'object' && 'regionsWith' in where
    ? [where]
    : regionsOf(where, scopeRegion, session).map((region) => ({ region }));
}

function regionsOf(
  where: Exclude<TakenCall['where'], { readonly regionsWith: string }>,
  scopeRegion: string,
  { partition, regions }: Session,
): readonly string[] {
  switch (where) {
    case 'the Region':
      return [scopeRegion];
    case 'every Region':
      return regions.enabled instanceof ReadError ? [] : regions.enabled;
    case 'every scanned Region':
      return regions.scanned;
    default:
      if ('homeOf' in where) return [homeRegion(partition, where.homeOf)];
      return partitionOfRegion(where.region).id === partition.id ? [where.region] : [];
  }
}

/** Several readers may send the same operation: their calls add up. */
async function callsInPlaces(calls: Wanted): Promise<readonly PlaceCalls[]> {
  const found = new Map<string, PlaceCalls>();
  for (const [{ service, operation, repeats, paginated }, byPlace] of calls) {
    const pages = await paginated();
    for (const [where, { place, certain }] of byPlace) {
      const key = `${service} ${operation} ${where}`;
      const others = found.get(key);
      const reasons = new Set(others?.mayBeMore);
      if (!certain) reasons.add('items');
      if (pages) reasons.add('pages');
      if (repeats) reasons.add('repetition');
      found.set(key, {
        service,
        operation,
        place,
        atLeast: (others?.atLeast ?? 0) + (certain ? 1 : 0),
        mayBeMore: [...reasons].sort(),
        made: false,
      });
    }
  }
  return [...found.values()];
}

/** What is asked alike in several Regions is one row. By service, operation and Region. */
function inRows(calls: readonly PlaceCalls[]): PlannedCalls[] {
  const rows = new Map<string, PlannedCalls>();
  for (const { place, ...alike } of calls) {
    const others = 'region' in place ? {} : place;
    const key = JSON.stringify({ ...alike, ...others });
    const own = 'region' in place ? [place.region] : [];
    const regions = [...(rows.get(key)?.regions ?? []), ...own].sort();
    rows.set(key, { ...alike, regions, ...others });
  }
  const order = ({ service, operation, regions }: PlannedCalls) => [service, operation, ...regions].join(' ');
  return [...rows.values()].sort((a, b) => (order(a) < order(b) ? -1 : 1));
}
