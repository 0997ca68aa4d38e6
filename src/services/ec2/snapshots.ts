import type { Snapshot as AwsSnapshot } from '@aws-sdk/client-ec2';
import { optional } from '../../aws/combine-readers.ts';
import { type Named, named } from '../../aws/named.ts';
import { pages } from '../../aws/pages.ts';
import { ec2 } from './service.ts';

/** A snapshot, as far as rules ask: accounts have tens of thousands. */
export type Snapshot = Pick<Named<AwsSnapshot, 'SnapshotId'>, 'SnapshotId' | 'VolumeId' | 'Encrypted'>;

/**
 * Snapshots of this account.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSnapshots.html
 */
export const ownSnapshots = ec2.reader(['DescribeSnapshots'], ({ sdk, client }) =>
  pages(
    sdk.paginateDescribeSnapshots({ client, pageSize: 1000 }, { OwnerIds: ['self'] }),
    (page): Snapshot[] | undefined =>
      page.Snapshots === undefined
        ? undefined
        : named(page.Snapshots, 'SnapshotId').map(({ SnapshotId, VolumeId, Encrypted }) => ({
            SnapshotId,
            VolumeId,
            Encrypted,
          })),
  ),
);

/**
 * The ids of those that everybody may make a volume from; none is asked for where the account has no snapshot.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSnapshots.html
 */
export const publicSnapshots = ec2
  .using(ownSnapshots)
  .reader(
    [{ ifAny: 'DescribeSnapshots' }],
    async ({ sdk, client, ask }): Promise<ReadonlySet<string>> =>
      (await ask(ownSnapshots)).length === 0
        ? new Set()
        : new Set(
            await pages(
              sdk.paginateDescribeSnapshots(
                { client, pageSize: 1000 },
                { OwnerIds: ['self'], RestorableByUserIds: ['all'] },
              ),
              (page) =>
                page.Snapshots && named(page.Snapshots, 'SnapshotId').map(({ SnapshotId }) => SnapshotId),
            ),
          ),
  );

/**
 * Whether snapshots may be shared with everybody: `unblocked`, `block-new-sharing`, or `block-all-sharing`, which also
 * keeps everybody from those that are shared already.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetSnapshotBlockPublicAccessState.html
 */
export const snapshotBlockPublicAccess = ec2.reader(
  ['GetSnapshotBlockPublicAccessState'],
  async ({ sdk, client }) => {
    const { State, ManagedBy } = await client.send(new sdk.GetSnapshotBlockPublicAccessStateCommand({}));
    return { State, ManagedBy };
  },
);

/** The same, for rules that judge without it. */
export const optionalSnapshotBlockPublicAccess = optional(snapshotBlockPublicAccess);
