/** What Postern reads of IAM Identity Center: published as `postern/services/identity-center`. */
export { type MemberInstances, memberInstances } from './account-instances.ts';
export { organizationInstances } from './instances.ts';
export { hoursOf } from './permission-set-access.ts';
export { permissionSetEscalations, type SetEscalation } from './permission-set-escalations.ts';
export { type AdministratorSet, administratorSets, assignedSets } from './permission-sets.ts';
