/** What Postern reads of GuardDuty: published as `postern/services/guardduty`. */
export { affectedResource, findingUrl } from './affected-resource.ts';
export { type Detector, detector, type Feature, optionalDetectorAdministrator } from './detector.ts';
export {
  activeFindings,
  type DetectorFinding,
  type DetectorFindings,
  isAttackSequence,
  LOWEST_SEVERITY_READ,
} from './findings.ts';
export {
  type DetectorMember,
  organizationAutoEnable,
  organizationMembers,
  type Standing,
  standing,
} from './organization.ts';
export { archivingFilters, type Condition, publishingDestinations } from './settings.ts';
export {
  isInForce,
  optionalWritersOfTrustedLists,
  type TrustedList,
  type TrustedListId,
  trustedLists,
} from './trusted-lists.ts';
