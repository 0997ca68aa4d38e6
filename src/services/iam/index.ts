/** What Postern reads of IAM: published as `postern/services/iam`. */
export {
  type PasswordPolicy,
  passwordPolicy,
  samlProviders,
  serverCertificates,
  virtualMfaDevices,
} from './account.ts';
export { isAssumable } from './assumable.ts';
export {
  authorizationDetails,
  groupsOf,
  type IamRole,
  type IamUser,
  isQuarantinePolicy,
} from './authorization-details.ts';
export {
  type CredentialReport,
  credentialReport,
  daysBefore,
  NOT_DESCRIBED,
  notSaid,
  optionalCredentialReport,
  type ReportedUser,
  rootReport,
  told,
} from './credential-report.ts';
export { type DelegationRequest, delegationRequests } from './delegation-requests.ts';
export { chainEvidence, privilegeEscalations } from './escalations.ts';
export { groupMembers } from './group-members.ts';
export { listedRoles } from './listed-roles.ts';
export {
  type OutboundFederation,
  optionalTokenRequesters,
  outboundFederation,
  type TokenRequesters,
} from './outbound-federation.ts';
export {
  type AdministratorAccess,
  administratorAccess,
  type Granted,
  type PolicyHolder,
  policyHolders,
  quoted,
} from './policy-holders.ts';
export { whyProvided } from './provided-role.ts';
export { type DataAccess, dataAccessOfTrusted } from './role-data-access.ts';
export {
  isOfIdentityCenter,
  isServiceLinked,
  type RoleTrust,
  roleAdministration,
  roleTrusts,
  roleTrustsInOrganization,
  trustEvidence,
} from './role-trust.ts';
export {
  type RootCredentials,
  rootCanSignIn,
  rootCredentials,
  whyNoRoot,
  whyNoRootMfa,
} from './root-user.ts';
export {
  optionalServiceSpecificCredentials,
  type ServiceSpecificCredential,
  serviceSpecificCredentials,
} from './service-specific-credentials.ts';
export { ATTACHMENT_NOT_TOLD, UNATTACHED, type WrittenPolicy, writtenPolicies } from './written-policies.ts';
