import { accountResource, defineRule, fail, notApplicable, pass, unknown } from 'postern/rule';
import { customerKeys } from 'postern/services/kms';
import { keyInWords, keyResource } from './_key.ts';

export default defineRule({
  title: 'Key is disabled',
  type: 'Policy:KMS/KeyDisabled',
  severity: 1.0,
  scope: 'region',
  reads: { keys: customerKeys },
  why: 'What the key encrypted cannot be read while it is disabled; and if nothing needs that, the key costs money for nothing.',
  remediation: {
    text: 'Enable the key if something needs it. If nothing does, as its last use and CloudTrail tell, schedule its deletion with the longest waiting time.',
    url: 'https://docs.aws.amazon.com/kms/latest/developerguide/enabling-keys.html',
  },
  gather: {
    in: 'region',
    describe: (parts, place) => ({
      resource: accountResource(place),
      title: 'Keys are disabled',
      description: `${parts.length === 1 ? 'A key' : `${parts.length} keys`} in ${place.region} ${parts.length === 1 ? 'is' : 'are'} disabled.`,
    }),
  },
  *check({ keys }) {
    for (const key of keys) {
      const resource = keyResource(key);
      if (!key.metadata.ok) {
        yield unknown(resource, key.metadata.error);
        continue;
      }
      const { KeyState, Enabled, CreationDate } = key.metadata.value;
      if (KeyState === undefined) yield unknown(resource, 'AWS did not say in which state the key is');
      else if (KeyState === 'Disabled')
        yield fail(resource, { KeyState, Enabled, CreationDate }, `${keyInWords(key)} is disabled.`);
      else if (KeyState === 'Enabled') yield pass(resource, { KeyState, Enabled });
      else yield notApplicable(`the key is neither enabled nor disabled (${KeyState})`, resource);
    }
  },
});
