import { defineRule, fail, gatherInRegion, pass, tagMap, unknown } from 'postern/rule';
import { fileSystems } from 'postern/services/efs';

export default defineRule({
  title: 'File system is not encrypted at rest',
  type: 'Policy:EFS/FileSystemUnencrypted',
  severity: 4.0,
  scope: 'region',
  reads: { fileSystems },
  why: 'Its files can be read by whoever gets hold of the storage, without a key that somebody could refuse.',
  remediation: {
    text: 'Encryption cannot be turned on later: make a new file system that is encrypted, copy the files with DataSync or AWS Backup, and move to it. A policy with the condition elasticfilesystem:Encrypted keeps everybody from making others.',
    url: 'https://docs.aws.amazon.com/efs/latest/ug/encryption-at-rest.html',
  },
  gather: gatherInRegion({
    title: 'File systems are not encrypted at rest',
    description: (region) => `file systems in ${region} are not encrypted at rest`,
  }),
  *check({ fileSystems }) {
    for (const { FileSystemArn, FileSystemId, Name, Encrypted, KmsKeyId, Tags } of fileSystems) {
      const resource = { type: 'AwsEfsFileSystem', id: FileSystemArn, ...tagMap(Tags) };
      const evidence = { Encrypted, KmsKeyId };
      if (Encrypted === undefined)
        yield unknown(resource, 'AWS did not say whether the file system is encrypted');
      else if (Encrypted) yield pass(resource, evidence);
      else
        yield fail(
          resource,
          evidence,
          `File system ${Name === undefined || Name === '' ? FileSystemId : `${Name} (${FileSystemId})`} is not encrypted at rest.`,
        );
    }
  },
});
