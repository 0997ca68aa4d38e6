import { accountResource, defineRule, fail, notApplicable, pass } from 'postern/rule';
import { logGroups } from 'postern/services/logs';
import { logGroupResource } from './_log-group.ts';

export default defineRule({
  title: 'Log group has no KMS key of its own',
  type: 'Policy:CloudWatch/LogGroupWithoutKmsKey',
  severity: 1.0,
  scope: 'region',
  reads: { logGroups },
  why: 'CloudWatch Logs encrypts everything by itself, but then whoever may read the log group reads it. With a key of yours they also need the key, and taking it away closes all at once.',
  remediation: {
    text: 'Associate a customer managed KMS key with log groups that hold personal data or secrets. The key policy must let CloudWatch Logs use it; events of before stay as they are.',
    url: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html',
  },
  gather: {
    in: 'account',
    describe: (parts, place) => {
      const regions = [...new Set(parts.map(({ region }) => region))];
      const groups = parts.length === 1 ? 'One log group' : `${parts.length} log groups`;
      return {
        resource: accountResource(place),
        ...(parts.length === 1 ? {} : { title: 'Log groups have no KMS key of their own' }),
        description: `${groups} in ${regions.length === 1 ? regions.join() : `${regions.length} Regions`} ${parts.length === 1 ? 'has' : 'have'} no customer managed KMS key.`,
        evidence: { Regions: regions },
      };
    },
  },
  *check({ logGroups }, { region }) {
    if (logGroups.length === 0) yield notApplicable(`there is no log group in ${region}`);
    for (const group of logGroups) {
      const { logGroupName, kmsKeyId } = group;
      const resource = logGroupResource(group);
      const evidence = { kmsKeyId: kmsKeyId ?? null };
      if (kmsKeyId) yield pass(resource, evidence);
      else yield fail(resource, evidence, `The log group ${logGroupName} has no customer managed KMS key.`);
    }
  },
});
