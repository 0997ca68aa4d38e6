/** What Postern reads of Organizations: published as `postern/services/organizations`. */
export { optionalSurroundings, type Surroundings, surroundings } from './accounts.ts';
export {
  memberAccounts,
  optionalOrganizationPosition,
  organization,
  organizationRoot,
  organizationTree,
  policyTypeEnabled,
  serviceControlPolicies,
} from './organization.ts';
export { accountRestrictions, type Restriction, unitRestrictions } from './service-control-policies.ts';
