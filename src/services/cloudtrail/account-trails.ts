import { ReadError } from '../../aws/read-error.ts';
import { type Answer, derive, everyRegion, type ItemAnswer, type RegionAnswer } from '../../aws/reader.ts';
import type { EventSelectors } from './selected-events.ts';
import { seenTrails, type Trail, type TrailStatus, trailSelectors, trailStatuses } from './trails.ts';

/** A trail with all that was read of it. */
export interface AccountTrail {
  readonly trail: Trail;
  /** Undefined where its home Region is off in this account, or CloudTrail could not be asked there. */
  readonly status: Answer<TrailStatus> | undefined;
  /** Undefined as the status is; a value that is undefined when only `trail.ownerId` can tell. */
  readonly selectors: Answer<EventSelectors | undefined> | undefined;
}

/** All trails that record in the account, each once, wherever their home is. */
export interface AccountTrails {
  readonly trails: readonly AccountTrail[];
  /**
   * Why no trail is known, where no Region answered. One that answers sees every multi-Region trail and every trail of
   * the organization that reaches it; where others do not answer, single-Region trails may be missing.
   */
  readonly unread: ReadError | undefined;
}

/** The trails that record in the account, whichever Regions are scanned: nowhere could not be told from not looked at. */
export const accountTrails = derive(
  {
    seen: everyRegion(seenTrails),
    statuses: everyRegion(trailStatuses),
    selectors: everyRegion(trailSelectors),
  },
  ({ seen, statuses, selectors }): AccountTrails => {
    const everywhere = seen.flatMap(({ answer }) => (answer.ok ? answer.value : []));
    const each = new Map(everywhere.map((trail) => [trail.TrailARN, trail]));
    return {
      trails: [...each.values()].map((trail) => ({
        trail,
        status: answerAbout(trail, statuses),
        selectors: answerAbout(trail, selectors),
      })),
      unread: seen.some(({ answer }) => answer.ok)
        ? undefined
        : ReadError.combine(seen.flatMap(({ answer }) => (answer.ok ? [] : [answer.error]))),
    };
  },
);

/** What the trail's home Region said of it. */
function answerAbout<T>(
  { TrailARN, HomeRegion }: Trail,
  regions: readonly RegionAnswer<readonly ItemAnswer<Trail, T>[]>[],
): Answer<T> | undefined {
  const home = regions.find(({ region }) => region === HomeRegion)?.answer;
  return home?.ok === true ? home.value.find(({ item }) => item.TrailARN === TrailARN)?.answer : home;
}
