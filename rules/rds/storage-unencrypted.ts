import { defineRule, fail, gatherInRegion, pass, unknown } from 'postern/rule';
import { databaseClusters, databaseInstances, isEncrypted } from 'postern/services/rds';
import { databaseInWords, databaseResource } from './_resource.ts';

export default defineRule({
  title: 'Database is not encrypted at rest',
  type: 'Policy:RDS/StorageUnencrypted',
  severity: 5.0,
  scope: 'region',
  reads: { instances: databaseInstances, clusters: databaseClusters },
  why: 'Its storage, its backups and its snapshots can be read by whoever gets hold of them, without a key that somebody could refuse; and its snapshots can be shared with everybody.',
  remediation: {
    text: 'Encryption cannot be turned on later: copy a snapshot of the database with a KMS key, restore the copy, and move to it. Set StorageEncrypted where databases are made, in templates and pipelines.',
    url: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.html',
  },
  gather: gatherInRegion({
    title: 'Databases are not encrypted at rest',
    description: (region) => `databases in ${region} are not encrypted at rest`,
  }),
  *check({ instances, clusters }) {
    // The storage of its members is that of a cluster.
    const own = instances.filter(({ DBClusterIdentifier }) => DBClusterIdentifier === undefined);
    for (const database of [...own, ...clusters]) {
      const resource = databaseResource(database);
      const { StorageEncrypted, StorageEncryptionType, KmsKeyId } = database;
      const evidence = { StorageEncrypted, StorageEncryptionType, KmsKeyId };
      switch (isEncrypted(database)) {
        case true:
          yield pass(resource, evidence);
          break;
        case false:
          yield fail(resource, evidence, `${databaseInWords(database)} is not encrypted at rest.`);
          break;
        case undefined:
          yield unknown(resource, 'AWS did not say whether the database is encrypted');
      }
    }
  },
});
