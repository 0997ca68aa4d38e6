/** What Postern reads of AWS Shield: published as `postern/services/shield`. */
export { type AntiDdos, antiDdos, isGuarded } from './anti-ddos.ts';
export { ATTACK_DAYS_READ, type Attack, attacks } from './attacks.ts';
export {
  type ExposedKind,
  type ExposedResource,
  type ExposedResources,
  exposedResources,
} from './exposed-resources.ts';
export { type ProtectedResource, protectedResource } from './protected-resource.ts';
export { type Protection, protections } from './protections.ts';
export { emergencyContacts, type ResponseTeamAccess, responseTeamAccess } from './response-team.ts';
export { type Subscription, subscription, subscriptionState } from './subscription.ts';
