import { defineRule, fail, pass, type Resource, shell, unknown } from 'postern/rule';
import { type ManualSnapshot, manualSnapshots } from 'postern/services/rds';

export default defineRule({
  title: 'Database snapshot is public',
  type: 'Exposure:RDS/SnapshotPublic',
  severity: 9.0,
  scope: 'region',
  reads: { snapshots: manualSnapshots },
  why: 'Anyone with an AWS account can restore it and read the whole database; programs look for new public snapshots all day.',
  remediation: {
    text: 'Take the sharing with all accounts away, and treat what is in the database as read by others: passwords and keys in it have to be changed. Snapshots of an encrypted database cannot be shared with everybody.',
    url: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ShareSnapshot.html',
  },
  *check({ snapshots }, { region }) {
    for (const snapshot of snapshots) {
      const { identifier, restore, encrypted } = snapshot;
      const resource = resourceOf(snapshot);
      if (restore === undefined) yield pass(resource, { Encrypted: encrypted });
      else if (!restore.ok) yield unknown(resource, restore.error);
      else if (restore.value.includes('all'))
        yield fail(
          resource,
          { Encrypted: encrypted, restore: restore.value },
          `Snapshot ${identifier} can be restored by anyone with an AWS account.`,
          { exposure: 'internet', commands: [unshare(snapshot, region)] },
        );
      else yield pass(resource, { Encrypted: encrypted, restore: restore.value });
    }
  },
});

function resourceOf({ of, arn }: ManualSnapshot): Resource {
  return { type: of === 'cluster' ? 'AwsRdsDbClusterSnapshot' : 'AwsRdsDbSnapshot', id: arn };
}

function unshare({ of, identifier }: ManualSnapshot, region: string): string {
  return of === 'cluster'
    ? shell`aws rds modify-db-cluster-snapshot-attribute --db-cluster-snapshot-identifier ${identifier} --attribute-name restore --values-to-remove all --region ${region}`
    : shell`aws rds modify-db-snapshot-attribute --db-snapshot-identifier ${identifier} --attribute-name restore --values-to-remove all --region ${region}`;
}
