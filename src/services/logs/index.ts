/** What Postern reads of CloudWatch Logs: published as `postern/services/logs`. */
export { type LogResourcePolicy, logResourcePolicies } from './resource-policies.ts';
