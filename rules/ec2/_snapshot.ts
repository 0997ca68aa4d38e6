import type { Resource, Where } from 'postern/rule';

/** A snapshot by its ARN, which names no account. */
export function snapshotResource({ SnapshotId }: { readonly SnapshotId: string }, where: Where): Resource {
  return {
    type: 'AwsEc2Snapshot',
    id: `arn:${where.account.partition}:ec2:${where.region}::snapshot/${SnapshotId}`,
  };
}
