/** All that a rule is written with. */
export { type DatedTable, staleTable } from './dated-table.ts';
export {
  type CheckScope,
  defineRule,
  highestSeverity,
  type Remediation,
  type Rule,
} from './define-rule.ts';
export { type Exposure, widestExposure } from './exposure.ts';
export type { Control, Framework, RuleReference } from './framework.ts';
export { gatherInRegion, type WordsOfSeveral } from './gather-in-region.ts';
export type { Gathered, Gathering, PlacedFail } from './gathering.ts';
export { type DeputyWords, judgeOpening } from './opening.ts';
export { decimal, names, type OptionSpec, type OptionSpecs, ports, wholeNumber } from './options.ts';
export { accountResource, regionalArn, rootUser, securityGroup, tagMap } from './resources.ts';
export type { ScopeKind, Where } from './scope.ts';
export { lowestScore, type SeverityLabel, severityLabel } from './severity.ts';
export { guardDutySeverity, inspectorSeverity, type RatedSeverity } from './severity-scales.ts';
export { shell } from './shell.ts';
export {
  type DetectedBy,
  type Evidence,
  type Fail,
  type FailDetails,
  fail,
  type NetworkReachability,
  type NotApplicable,
  notApplicable,
  type Observed,
  type Pass,
  pass,
  type Resource,
  type Teller,
  type Unknown,
  unknown,
  type Verdict,
  type Vulnerability,
} from './verdict.ts';
