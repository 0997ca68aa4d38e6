/** What Postern reads of IAM Identity Center: published as `postern/services/identity-center`. */
export { organizationInstances } from './instances.ts';
export { hoursOf } from './permission-set-access.ts';
export { type AdministratorSet, administratorSets, assignedSets } from './permission-sets.ts';
