/**
 * Questions about policies that rules ask: published as `postern/policy`. The policies come parsed from the readers of
 * `postern/services/*`; every answer is computed from them alone.
 */

// A policy, and what an answer quotes from it:

export type { Condition } from './language/condition.ts';
export type { Policy, PolicyStatement } from './language/policy.ts';
export type { Statement } from './language/statement.ts';

// What policies grant:

export {
  type Administrator,
  grantsFullAdministrator,
  grantsFullAdministratorWithin,
} from './grants/administrator.ts';
export {
  allowsBroadly,
  allowsByExclusion,
  type BroadGrant,
  grantsWholeService,
  type WholeService,
} from './grants/broad.ts';
export type { GrantCondition } from './grants/conditions.ts';
export type { Holder } from './grants/holder.ts';
export { asWritten, requestsThatMeet } from './grants/in-words.ts';
export type { Respect } from './grants/reach.ts';

// What a condition leaves of a grant:

export { narrowsResource, pinsValue } from './language/narrowing.ts';

// What a text with wildcards matches:

export { literal, type Pattern, wildcard } from './language/pattern.ts';
export { matches } from './language/pattern-sets.ts';
export type { Truth } from './language/truth.ts';

// Who from outside gets in:

export {
  type Admission,
  type AdmissionKind,
  type AdmissionQuestion,
  type Admissions,
  admissionEvidence,
  admissionInWords,
  admissions,
  type Opening,
  openToAnyone,
  openToOutsideAccounts,
  type PolicyText,
} from './outside/admission.ts';
export { endpointAdmissions } from './outside/endpoint-policy.ts';
export { functionAdmissions, type UrlOpening, urlOpening } from './outside/function-policy.ts';
export { letsHomeDo } from './outside/home-access.ts';
export {
  admitsGuests,
  type IdentityProvider,
  identityProvider,
  tokensTaken,
} from './outside/identity-provider.ts';
export type { NarrowingCondition } from './outside/narrowing-condition.ts';
export {
  isPublic,
  type OutsideAccess,
  type OutsideQuestion,
  outsideAccess,
} from './outside/outside-access.ts';
export { type Customer, type Home, type Outsider, outsiderInWords } from './outside/outsider.ts';
export { allowedOverPlainHttp } from './outside/plain-http.ts';
export { sourceKeysPage } from './outside/source-key-service.ts';
export { isSamlProvider } from './outside/trust.ts';
export {
  bucketUses,
  functionUses,
  keyUses,
  logGroupUses,
  queueUses,
  repositoryUses,
  secretUses,
  topicUses,
  type Use,
} from './outside/uses.ts';

// Who becomes administrator:

export { type Chain, shortName } from './escalation/step.ts';
