/** What Postern reads of Organizations: published as `postern/services/organizations`. */
export {
  memberAccounts,
  organization,
  organizationRoot,
  organizationTree,
  policyTypeEnabled,
  serviceControlPolicies,
} from './organization.ts';
export { accountRestrictions, type Restriction, unitRestrictions } from './service-control-policies.ts';
