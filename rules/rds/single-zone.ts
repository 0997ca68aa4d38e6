import { defineRule, fail, gatherInRegion, notApplicable, pass, unknown, type Verdict } from 'postern/rule';
import {
  type DatabaseCluster,
  type DatabaseInstance,
  databaseClusters,
  databaseInstances,
} from 'postern/services/rds';
import { databaseInWords, databaseResource } from './_resource.ts';

export default defineRule({
  title: 'Database is in one Availability Zone',
  type: 'Policy:RDS/SingleZone',
  severity: 2.0,
  scope: 'region',
  reads: { instances: databaseInstances, clusters: databaseClusters },
  why: 'When the zone fails the database is gone until it is back or somebody restores a backup, and with it what was written since.',
  remediation: {
    text: 'Make the instance a Multi-AZ deployment, or give the cluster a reader in another zone. What may be away for hours, such as a database for tests, can stay as it is: suppress the finding.',
    url: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.MultiAZ.html',
  },
  gather: gatherInRegion({
    title: 'Databases are in one Availability Zone each',
    description: (region) => `databases in ${region} are in one Availability Zone each`,
  }),
  *check({ instances, clusters }) {
    // Where its members are is told by the cluster.
    const own = instances.filter(({ DBClusterIdentifier }) => DBClusterIdentifier === undefined);
    for (const instance of own) yield judge(instance, reasonOfInstance(instance));
    for (const cluster of clusters) yield judge(cluster, reasonOfCluster(cluster));
  },
});

/** @param reason why the question has no meaning for it */
function judge(database: DatabaseInstance | DatabaseCluster, reason: string | undefined): Verdict {
  const resource = databaseResource(database);
  const { MultiAZ } = database;
  if (reason !== undefined) return notApplicable(reason, resource);
  if (MultiAZ === undefined)
    return unknown(resource, 'AWS did not say whether the database is in several zones');
  return MultiAZ
    ? pass(resource, { MultiAZ })
    : fail(resource, { MultiAZ }, `${databaseInWords(database)} is in one Availability Zone.`);
}

/**
 * Of RDS Custom only SQL Server has such deployments.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.MultiAZSingleStandby.html
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBInstance.html
 */
function reasonOfInstance(instance: DatabaseInstance): string | undefined {
  const {
    Engine,
    DBInstanceStatus,
    ReadReplicaSourceDBInstanceIdentifier,
    ReadReplicaSourceDBClusterIdentifier,
  } = instance;
  if (Engine.startsWith('custom-') && !Engine.startsWith('custom-sqlserver'))
    return 'the setting is not one of RDS Custom for this engine';
  if (DBInstanceStatus === 'stopped') return 'the database is stopped';
  return ReadReplicaSourceDBInstanceIdentifier === undefined &&
    ReadReplicaSourceDBClusterIdentifier === undefined
    ? undefined
    : 'a read replica is a copy: what it is a copy of is judged';
}

/**
 * Aurora Serverless v1 moves to another zone by itself.
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless.how-it-works.html#aurora-serverless.failover
 */
function reasonOfCluster({ EngineMode, Status, DBClusterMembers }: DatabaseCluster): string | undefined {
  if (EngineMode === 'serverless') return 'Aurora Serverless v1 moves to another zone by itself';
  if (Status === 'stopped') return 'the database is stopped';
  return DBClusterMembers?.length === 0 ? 'the cluster has no instance' : undefined;
}
