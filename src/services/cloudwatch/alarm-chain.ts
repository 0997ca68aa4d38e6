import type { RegionAnswer } from '../../aws/combine-readers.ts';
import type { ReadError } from '../../aws/read-error.ts';
import type { AccountTrails } from '../cloudtrail/index.ts';
import type { TrailLogGroup } from '../logs/index.ts';
import type { Links } from './hearing.ts';
import type { TrailWatch } from './watching.ts';

/** Whether somebody hears of a change: from the trail over log group, metric filter, alarm and topic to a subscriber. */
export type AlarmChain =
  | { readonly state: 'heard'; readonly links: Links }
  | {
      readonly state: 'broken';
      /** Which link is missing or does not hold, in words that follow a colon. */
      readonly why: string;
      readonly links: Links;
      /** What breaks it, where other changes break on the same. */
      readonly cause?: string;
      /** What of CloudTrail breaks it, which a rule on CloudTrail tells of. */
      readonly trail?: 'none' | { readonly undelivered: string };
      /** A log group that lacks a metric filter for it. */
      readonly logGroup?: TrailLogGroup;
      /** Whether trails record it: then EventBridge hears of it too. */
      readonly recorded: boolean;
    }
  | { readonly state: 'undecided'; readonly because: ReadError | string }
  /** Another account keeps what would tell. */
  | { readonly state: 'elsewhere'; readonly why: string };

/** What chains are followed in. */
export interface ChainFacts {
  readonly accountId: string;
  readonly now: Date;
  readonly trails: AccountTrails;
  /** Of every Region. */
  readonly watches: readonly RegionAnswer<TrailWatch>[];
}
