/** All that a rule is written with. */
export {
  type CheckScope,
  defineRule,
  highestSeverity,
  type Remediation,
  type Rule,
} from './define-rule.ts';
export { type Exposure, widestExposure } from './exposure.ts';
export type { Gathered, Gathering, PlacedFail } from './gathering.ts';
export { type DeputyWords, judgeOpening } from './opening.ts';
export { decimal, type OptionSpec, type OptionSpecs, ports, wholeNumber } from './options.ts';
export { accountResource, regionalArn, rootUser, securityGroup, tagMap } from './resources.ts';
export type { ScopeKind, Where } from './scope.ts';
export { shell } from './shell.ts';
export {
  type Evidence,
  type Fail,
  type FailDetails,
  fail,
  type NetworkReachability,
  type NotApplicable,
  notApplicable,
  type Pass,
  pass,
  type Resource,
  type Teller,
  type Unknown,
  unknown,
  type Verdict,
} from './verdict.ts';
