/** What Postern reads of CloudWatch Logs: published as `postern/services/logs`. */

export { type LogGroup, logGroups } from './log-groups.ts';
export { type LogResourcePolicy, logResourcePolicies } from './resource-policies.ts';
export {
  type Destination,
  destinationOf,
  type MetricFilter,
  type TrailLogGroup,
  trailLogGroups,
} from './trail-log-groups.ts';
