import { type Resource, tagMap } from 'postern/rule';
import { type DatabaseCluster, type DatabaseInstance, productOf } from 'postern/services/rds';

/** An instance or a cluster as Security Hub names it. */
export function databaseResource(database: DatabaseInstance | DatabaseCluster): Resource {
  const { Engine, EngineVersion, TagList } = database;
  const details = { Engine, EngineVersion };
  return isCluster(database)
    ? { type: 'AwsRdsDbCluster', id: database.DBClusterArn, ...tagMap(TagList), details }
    : { type: 'AwsRdsDbInstance', id: database.DBInstanceArn, ...tagMap(TagList), details };
}

/** `Aurora cluster orders`, `RDS instance orders`: as a sentence names it. */
export function databaseInWords(database: DatabaseInstance | DatabaseCluster): string {
  return isCluster(database)
    ? `${productOf(database)} cluster ${database.DBClusterIdentifier}`
    : `${productOf(database)} instance ${database.DBInstanceIdentifier}`;
}

function isCluster(database: DatabaseInstance | DatabaseCluster): database is DatabaseCluster {
  return 'DBClusterArn' in database;
}
