/**
 * Patterns by which AWS picks events, and whether they pick all that somebody must hear of: filter patterns of
 * CloudWatch Logs and event patterns of EventBridge. Pure: patterns as text in, answers out.
 */
export { type BusRule, busCoverage, type EventCoverage, filterCoverage, together } from './coverage.ts';
export type { Coverage } from './demanded-event.ts';
export { WATCHED_CHANGES, type WatchedChange, type WatchedChangeId } from './watched-change.ts';
