import type { DatabaseCluster, DatabaseInstance } from '../../../src/services/rds/index.ts';

export const instanceOf = (changes: Partial<DatabaseInstance> = {}): DatabaseInstance => ({
  DBInstanceArn: 'arn:aws:rds:us-east-1:111122223333:db:orders',
  DBInstanceIdentifier: 'orders',
  Engine: 'postgres',
  EngineVersion: '16.4',
  DBInstanceStatus: 'available',
  ...changes,
});

export const clusterOf = (changes: Partial<DatabaseCluster> = {}): DatabaseCluster => ({
  DBClusterArn: 'arn:aws:rds:us-east-1:111122223333:cluster:shop',
  DBClusterIdentifier: 'shop',
  Engine: 'aurora-postgresql',
  EngineVersion: '16.4',
  Status: 'available',
  ...changes,
});
