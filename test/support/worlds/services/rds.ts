import { shortName } from '../../../moto/verdicts.fixture.ts';
import { motoAccountId } from '../../moto.ts';
import type { Answers } from '../../stub.ts';
import { success, textParam } from '../../wire.ts';
import { always, atHome } from './at-home.ts';
import type { ServiceWorld } from './service-world.ts';

const arnOf = (kind: string, name: string) => `arn:aws:rds:us-east-1:${motoAccountId}:${kind}:${name}`;
const called = (kind: string, name: string) =>
  shortName({ type: 'AwsRdsDbInstance', id: arnOf(kind, name), region: 'us-east-1', partition: 'aws' });

/** An instance of PostgreSQL, a cluster of Aurora with one member, and a snapshot of each, in us-east-1. */
interface Databases {
  readonly version: string;
  readonly status: 'available' | 'deprecated';
  readonly encrypted: boolean;
  readonly upgraded: boolean;
  readonly zones: 'one' | 'several';
  /** Who may restore the snapshot of the instance. */
  readonly restore: readonly string[];
}

const AURORA = '8.0.mysql_aurora.3.10.0';

function databases(now: Date, { version, status, encrypted, upgraded, zones, restore }: Databases): Answers {
  const supportEnds = new Date(now.getTime() + 400 * 86_400_000);
  return {
    'rds:DescribeDBInstances': atHome(
      {
        DBInstances: [
          {
            DBInstanceIdentifier: 'orders',
            DBInstanceArn: arnOf('db', 'orders'),
            DBInstanceStatus: 'available',
            Engine: 'postgres',
            EngineVersion: version,
            StorageEncrypted: encrypted,
            AutoMinorVersionUpgrade: upgraded,
            MultiAZ: zones === 'several',
            TagList: [],
          },
          {
            DBInstanceIdentifier: 'shop-1',
            DBInstanceArn: arnOf('db', 'shop-1'),
            DBClusterIdentifier: 'shop',
            DBInstanceStatus: 'available',
            Engine: 'aurora-mysql',
            EngineVersion: AURORA,
            StorageEncrypted: false,
            AutoMinorVersionUpgrade: true,
            MultiAZ: false,
            TagList: [],
          },
        ],
      },
      { DBInstances: [] },
    ),
    'rds:DescribeDBClusters': atHome(
      {
        DBClusters: [
          {
            DBClusterIdentifier: 'shop',
            DBClusterArn: arnOf('cluster', 'shop'),
            Status: 'available',
            Engine: 'aurora-mysql',
            EngineMode: 'provisioned',
            EngineVersion: AURORA,
            StorageEncrypted: false,
            StorageEncryptionType: 'sse-rds',
            MultiAZ: zones === 'several',
            DBClusterMembers: [{ DBInstanceIdentifier: 'shop-1' }],
            TagList: [],
          },
        ],
      },
      { DBClusters: [] },
    ),
    'rds:DescribeDBEngineVersions': (call) =>
      success(call, {
        DBEngineVersions:
          textParam(call, 'Engine') === 'postgres'
            ? [
                {
                  Engine: 'postgres',
                  EngineVersion: version,
                  MajorEngineVersion: version.split('.')[0],
                  Status: status,
                },
              ]
            : [
                {
                  Engine: 'aurora-mysql',
                  EngineVersion: AURORA,
                  MajorEngineVersion: '8.0',
                  Status: 'available',
                },
              ],
      }),
    'rds:DescribeDBMajorEngineVersions': (call) =>
      success(call, {
        DBMajorEngineVersions:
          textParam(call, 'Engine') === 'postgres'
            ? []
            : [
                {
                  Engine: 'aurora-mysql',
                  MajorEngineVersion: '8.0',
                  SupportedEngineLifecycles: [
                    {
                      LifecycleSupportName: 'open-source-rds-standard-support',
                      LifecycleSupportStartDate: new Date(0),
                      LifecycleSupportEndDate: supportEnds,
                    },
                  ],
                },
              ],
      }),
    'rds:DescribeDBSnapshots': atHome(
      {
        DBSnapshots: [
          {
            DBSnapshotIdentifier: 'orders-export',
            DBSnapshotArn: arnOf('snapshot', 'orders-export'),
            Encrypted: false,
            TagList: [],
          },
        ],
      },
      { DBSnapshots: [] },
    ),
    'rds:DescribeDBSnapshotAttributes': always({
      DBSnapshotAttributesResult: {
        DBSnapshotIdentifier: 'orders-export',
        DBSnapshotAttributes: [{ AttributeName: 'restore', AttributeValues: restore }],
      },
    }),
    'rds:DescribeDBClusterSnapshots': atHome(
      {
        DBClusterSnapshots: [
          {
            DBClusterSnapshotIdentifier: 'shop-copy',
            DBClusterSnapshotArn: arnOf('cluster-snapshot', 'shop-copy'),
            StorageEncrypted: false,
            TagList: [],
          },
        ],
      },
      { DBClusterSnapshots: [] },
    ),
    'rds:DescribeDBClusterSnapshotAttributes': always({
      DBClusterSnapshotAttributesResult: {
        DBClusterSnapshotIdentifier: 'shop-copy',
        DBClusterSnapshotAttributes: [{ AttributeName: 'restore', AttributeValues: [] }],
      },
    }),
  };
}

const orders = called('db', 'orders');
const shop = called('cluster', 'shop');

export const rdsWorld: ServiceWorld = {
  badlyKept: {
    answers: ({ now }) =>
      databases(now, {
        version: '11.22',
        status: 'deprecated',
        encrypted: false,
        upgraded: false,
        zones: 'one',
        restore: ['all'],
      }),
  },
  wellKept: {
    answers: ({ now }) =>
      databases(now, {
        version: '17.6',
        status: 'available',
        encrypted: true,
        upgraded: true,
        zones: 'several',
        restore: [],
      }),
  },
  finds: {
    'rds/engine-outdated': { fails: [orders], passes: [shop] },
    'rds/minor-upgrades-off': { fails: [orders], passes: [called('db', 'shop-1')] },
    'rds/single-zone': { fails: [orders, shop] },
    'rds/snapshot-public': {
      fails: [called('snapshot', 'orders-export')],
      passes: [called('cluster-snapshot', 'shop-copy')],
    },
    'rds/storage-unencrypted': { fails: [orders], passes: [shop] },
  },
};
