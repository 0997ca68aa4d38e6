/** What Postern reads of RDS, and of DocumentDB and Neptune, which share its API: published as `postern/services/rds`. */
export {
  type DatabaseCluster,
  type DatabaseInstance,
  databaseClusters,
  databaseInstances,
  isEncrypted,
  productOf,
} from './databases.ts';
export { type EngineVersion, engineVersions, type VersionedDatabase } from './engine-versions.ts';
export { type ManualSnapshot, manualSnapshots } from './snapshots.ts';
