/** Questions about policies that rules ask: published as `postern/policy`. */
export { type Chain, shortName } from './escalation/step.ts';
export { narrowsResource, pinsValue } from './language/narrowing.ts';
export { literal, wildcard } from './language/pattern.ts';
export { matches } from './language/pattern-sets.ts';
export { isPublic } from './outside/outside-access.ts';
export { type Outsider, outsiderInWords } from './outside/outsider.ts';
export { admitsGuests, fixesTenant, sharedProvider } from './outside/shared-provider.ts';
export { sourceKeysPage } from './outside/source-key-service.ts';
export { isSamlProvider } from './outside/trust.ts';
export {
  allowsBroadly,
  allowsByExclusion,
  grantsFullAdministrator,
  grantsWholeService,
} from './questions.ts';
