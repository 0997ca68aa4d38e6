import type { DBCluster, DBInstance } from '@aws-sdk/client-rds';
import { type Named, named } from '../../aws/named.ts';
import { pages } from '../../aws/pages.ts';
import { rds } from './service.ts';

/** An instance; `DBClusterIdentifier` where it is a member of a cluster, which has the storage and the version. */
export type DatabaseInstance = Named<DBInstance, 'DBInstanceArn' | 'DBInstanceIdentifier' | 'Engine'>;
/** A cluster of Aurora, of RDS with several zones, of DocumentDB or of Neptune. */
export type DatabaseCluster = Named<DBCluster, 'DBClusterArn' | 'DBClusterIdentifier' | 'Engine'>;

/**
 * The instances of the Region, those of DocumentDB and Neptune too.
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBInstances.html
 */
export const databaseInstances = rds.reader(['DescribeDBInstances'], ({ sdk, client }) =>
  pages(
    sdk.paginateDescribeDBInstances({ client, pageSize: 100 }, {}),
    (page) => page.DBInstances && named(page.DBInstances, 'DBInstanceArn', 'DBInstanceIdentifier', 'Engine'),
  ),
);

/**
 * The clusters of the Region, those of DocumentDB and Neptune too.
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBClusters.html
 */
export const databaseClusters = rds.reader(['DescribeDBClusters'], ({ sdk, client }) =>
  pages(
    sdk.paginateDescribeDBClusters({ client, pageSize: 100 }, {}),
    (page) => page.DBClusters && named(page.DBClusters, 'DBClusterArn', 'DBClusterIdentifier', 'Engine'),
  ),
);

/** Whose engine it is, as a sentence names it: `Aurora`, `DocumentDB`, `Neptune`, `RDS`. */
export function productOf({ Engine }: Pick<DatabaseInstance, 'Engine'>): string {
  if (Engine === 'docdb') return 'DocumentDB';
  if (Engine === 'neptune') return 'Neptune';
  return Engine.startsWith('aurora') ? 'Aurora' : 'RDS';
}

/**
 * Whether its storage is encrypted; undefined where AWS did not say. `StorageEncrypted` is false too where AWS encrypts with
 * a key of its own, as it does in each cluster of Aurora made since February 2026.
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Overview.Encryption.html
 */
export function isEncrypted({
  StorageEncrypted,
  StorageEncryptionType,
}: Pick<DBCluster, 'StorageEncrypted' | 'StorageEncryptionType'>): boolean | undefined {
  return StorageEncryptionType === undefined ? StorageEncrypted : StorageEncryptionType !== 'none';
}
