/** What Postern reads of Amazon Inspector: published as `postern/services/inspector`. */
export { isOn, type Scanning, scanning } from './account.ts';
export { findingsUrl, type ScannedResource, scannedResource, typeName } from './affected-resource.ts';
export { type UnscannedResource, unscannedResources } from './coverage.ts';
export {
  activeFindings,
  exploitableFindings,
  type InspectorFinding,
  type KnownExploited,
  knownExploited,
  optionalKnownExploited,
  SEVERITIES_READ,
  type SeverityRead,
} from './findings.ts';
export { inspectorStanding } from './organization.ts';
