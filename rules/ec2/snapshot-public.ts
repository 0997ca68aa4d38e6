import { defineRule, fail, pass, shell } from 'postern/rule';
import { optionalSnapshotBlockPublicAccess, ownSnapshots, publicSnapshots } from 'postern/services/ec2';
import { snapshotResource } from './_snapshot.ts';

export default defineRule({
  title: 'Snapshot is public',
  type: 'Policy:EC2/SnapshotPublic',
  severity: 9.0,
  scope: 'region',
  reads: {
    snapshots: ownSnapshots,
    open: publicSnapshots,
    block: optionalSnapshotBlockPublicAccess,
  },
  why: 'Everybody with an AWS account may make a volume from it and read the whole disk. Public snapshots are listed, and searched as they appear.',
  remediation: {
    text: 'Make the snapshot private, or share it with named accounts. Who copied it keeps the copy: change every secret that was on the disk, and take its data for published. Then block public access for snapshots.',
    url: 'https://docs.aws.amazon.com/ebs/latest/userguide/ebs-modifying-snapshot-permissions.html',
  },
  *check({ snapshots, open, block }, scope) {
    const state = block.ok ? block.value.State : undefined;
    for (const { SnapshotId, VolumeId } of snapshots) {
      const snapshot = snapshotResource({ SnapshotId }, scope);
      const isPublic = open.has(SnapshotId);
      const evidence = {
        SnapshotId,
        VolumeId,
        RestorableByEverybody: isPublic,
        BlockPublicAccess: block.ok ? state : block.error.message,
      };
      if (!isPublic) yield pass(snapshot, evidence);
      else
        yield fail(snapshot, evidence, `Everybody may make a volume from snapshot ${SnapshotId}.`, {
          // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_EnableSnapshotBlockPublicAccess.html
          ...(state === 'block-all-sharing'
            ? {
                exposure: 'none',
                severity: {
                  score: 3,
                  reason: 'block public access for snapshots keeps everybody out until it is turned off',
                },
              }
            : { exposure: 'internet' }),
          commands: [
            shell`aws ec2 modify-snapshot-attribute --snapshot-id ${SnapshotId} --attribute createVolumePermission --operation-type remove --group-names all --region ${scope.region}`,
          ],
        });
    }
  },
});
