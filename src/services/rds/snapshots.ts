import { derive } from '../../aws/combine-readers.ts';
import { named } from '../../aws/named.ts';
import { pages } from '../../aws/pages.ts';
import type { Answer, ItemAnswer } from '../../aws/reader.ts';
import { stillThere } from '../../aws/still-there.ts';
import { rds } from './service.ts';

/** A snapshot that somebody made, of an instance or of a cluster. Those that RDS makes cannot be shared. */
interface Snapshot {
  readonly of: 'instance' | 'cluster';
  readonly arn: string;
  readonly identifier: string;
  /** With a key of the account or of AWS for the account; undefined where AWS did not say. */
  readonly encrypted: boolean | undefined;
}

export interface ManualSnapshot extends Snapshot {
  /** The accounts that may restore it, `all` for every account; undefined of one that is encrypted. */
  readonly restore: Answer<readonly string[]> | undefined;
}

/**
 * Those of instances. DescribeDBSnapshots with SnapshotType public lists the snapshots of all accounts, so each is asked who
 * may restore it; but for the encrypted ones, which AWS lets nobody share with all accounts.
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBSnapshotAttributes.html
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ModifyDBSnapshotAttribute.html
 */
const instanceSnapshots = rds.reader(
  ['DescribeDBSnapshots', { ifAny: 'DescribeDBSnapshotAttributes' }],
  async ({ sdk, client, each }) => {
    const listed = await pages(
      sdk.paginateDescribeDBSnapshots({ client, pageSize: 100 }, { SnapshotType: 'manual' }),
      (page) =>
        page.DBSnapshots &&
        named(page.DBSnapshots, 'DBSnapshotArn', 'DBSnapshotIdentifier').map(
          ({ DBSnapshotArn, DBSnapshotIdentifier, Encrypted }): Snapshot => ({
            of: 'instance',
            arn: DBSnapshotArn,
            identifier: DBSnapshotIdentifier,
            encrypted: Encrypted,
          }),
        ),
    );
    const answers = await each(listed.filter(mayBePublic), async ({ identifier }) => {
      const { DBSnapshotAttributesResult } = await client.send(
        new sdk.DescribeDBSnapshotAttributesCommand({ DBSnapshotIdentifier: identifier }),
      );
      return whoMayRestore(DBSnapshotAttributesResult?.DBSnapshotAttributes);
    });
    return withAnswers(listed, answers);
  },
);

/**
 * Those of clusters.
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBClusterSnapshotAttributes.html
 */
const clusterSnapshots = rds.reader(
  ['DescribeDBClusterSnapshots', { ifAny: 'DescribeDBClusterSnapshotAttributes' }],
  async ({ sdk, client, each }) => {
    const listed = await pages(
      sdk.paginateDescribeDBClusterSnapshots({ client, pageSize: 100 }, { SnapshotType: 'manual' }),
      (page) =>
        page.DBClusterSnapshots &&
        named(page.DBClusterSnapshots, 'DBClusterSnapshotArn', 'DBClusterSnapshotIdentifier').map(
          ({ DBClusterSnapshotArn, DBClusterSnapshotIdentifier, StorageEncrypted }): Snapshot => ({
            of: 'cluster',
            arn: DBClusterSnapshotArn,
            identifier: DBClusterSnapshotIdentifier,
            encrypted: StorageEncrypted,
          }),
        ),
    );
    const answers = await each(listed.filter(mayBePublic), async ({ identifier }) => {
      const { DBClusterSnapshotAttributesResult } = await client.send(
        new sdk.DescribeDBClusterSnapshotAttributesCommand({ DBClusterSnapshotIdentifier: identifier }),
      );
      return whoMayRestore(DBClusterSnapshotAttributesResult?.DBClusterSnapshotAttributes);
    });
    return withAnswers(listed, answers);
  },
);

/** The snapshots of the Region that were made by hand, those of DocumentDB and Neptune too, and who may restore them. */
export const manualSnapshots = derive(
  { instances: instanceSnapshots, clusters: clusterSnapshots },
  ({ instances, clusters }): readonly ManualSnapshot[] => [...instances, ...clusters],
);

function mayBePublic({ encrypted }: Snapshot): boolean {
  return encrypted !== true;
}

interface Attribute {
  readonly AttributeName?: string | undefined;
  readonly AttributeValues?: readonly string[] | undefined;
}

/** Of a snapshot that is shared with nobody the attribute has no value. */
function whoMayRestore(attributes: readonly Attribute[] | undefined): readonly string[] {
  const restore = attributes?.find(({ AttributeName }) => AttributeName === 'restore');
  if (restore?.AttributeValues === undefined) throw new Error('AWS did not say who may restore the snapshot');
  return restore.AttributeValues;
}

/** Without the snapshots that were deleted since they were listed. */
function withAnswers(
  listed: readonly Snapshot[],
  answers: readonly ItemAnswer<Snapshot, readonly string[]>[],
): readonly ManualSnapshot[] {
  const told = stillThere(answers, 'DBSnapshotNotFoundFault', 'DBClusterSnapshotNotFoundFault');
  const restore = new Map(told.map(({ item, answer }) => [item, answer]));
  return listed
    .filter((snapshot) => restore.has(snapshot) || !mayBePublic(snapshot))
    .map((snapshot) => ({ ...snapshot, restore: restore.get(snapshot) }));
}
