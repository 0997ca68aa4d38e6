/** What Postern reads of CloudWatch Logs: published as `postern/services/logs`. */

export { deliveredAccessLogs, optionalDeliveredAccessLogs } from './delivered-access-logs.ts';
export { type LogGroup, logGroups } from './log-groups.ts';
export { type LogResourcePolicy, logResourcePolicies } from './resource-policies.ts';
export {
  type Destination,
  destinationOf,
  type MetricFilter,
  type TrailLogGroup,
  trailLogGroups,
} from './trail-log-groups.ts';
