/** What Postern reads of CloudTrail: published as `postern/services/cloudtrail`. */
export {
  type AccountTrail,
  type AccountTrails,
  accountTrails,
  type TrailWithStatus,
  trailsWithStatus,
} from './account-trails.ts';
export type { InsightRecord } from './insight-record.ts';
export {
  INSIGHT_DAYS_READ,
  type InsightEvents,
  insightEvents,
  insightSelectors,
  insightsUrl,
} from './insights.ts';
export {
  advancedOf,
  DEFAULT_SELECTORS,
  type EventSelectors,
  type EventsAlike,
  type Extent,
  extentOf,
  managementEvents,
  objectEvents,
} from './selected-events.ts';
export {
  ownTrailStatuses,
  seenTrails,
  type Trail,
  type TrailStatus,
  trailSelectors,
  trailStatuses,
  trails,
} from './trails.ts';
