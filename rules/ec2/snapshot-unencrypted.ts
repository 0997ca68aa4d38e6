import { defineRule, fail, pass, unknown } from 'postern/rule';
import { ownSnapshots } from 'postern/services/ec2';
import { snapshotResource } from './_snapshot.ts';
import { unencryptedInRegion } from './_unencrypted.ts';

export default defineRule({
  title: 'Snapshot is not encrypted',
  type: 'Policy:EC2/SnapshotUnencrypted',
  severity: 3.0,
  scope: 'region',
  reads: { snapshots: ownSnapshots },
  why: 'It can be shared with any account, or with everybody, and read there; an encrypted one cannot be made public at all.',
  remediation: {
    text: 'Copy the snapshot encrypted and delete this one, or delete it if nobody needs it. Snapshots of encrypted volumes are encrypted: turn on encryption by default.',
    url: 'https://docs.aws.amazon.com/ebs/latest/userguide/ebs-copy-snapshot.html',
  },
  gather: unencryptedInRegion('snapshots'),
  *check({ snapshots }, scope) {
    for (const { SnapshotId, VolumeId, Encrypted } of snapshots) {
      const snapshot = snapshotResource({ SnapshotId }, scope);
      const evidence = { SnapshotId, VolumeId, Encrypted };
      if (Encrypted === undefined) yield unknown(snapshot, 'AWS did not say whether it is encrypted');
      else if (Encrypted) yield pass(snapshot, evidence);
      else yield fail(snapshot, evidence, `Snapshot ${SnapshotId} is not encrypted.`);
    }
  },
});
