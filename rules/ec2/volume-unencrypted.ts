import { defineRule, fail, notApplicable, pass, regionalArn, tagMap, unknown } from 'postern/rule';
import { volumes } from 'postern/services/ec2';
import { unencryptedInRegion } from './_unencrypted.ts';

export default defineRule({
  title: 'Attached volume is not encrypted',
  type: 'Policy:EC2/VolumeUnencrypted',
  severity: 4.0,
  scope: 'region',
  reads: { volumes },
  why: 'No key stands between the disk and whoever gets a snapshot of it: a snapshot of it can be shared with any account, or with everybody, and read there.',
  remediation: {
    text: 'Take a snapshot, copy it encrypted, make a volume from the copy and attach it instead; the instance stops for that. Turn on encryption by default, so that new volumes are encrypted.',
    url: 'https://docs.aws.amazon.com/ebs/latest/userguide/encrypt-unencrypted.html',
  },
  gather: unencryptedInRegion('attached volumes'),
  *check({ volumes }, scope) {
    for (const { VolumeId, Encrypted, State, Attachments, Tags } of volumes) {
      const volume = {
        type: 'AwsEc2Volume',
        id: regionalArn(scope, 'ec2', `volume/${VolumeId}`),
        ...tagMap(Tags),
      };
      const evidence = {
        VolumeId,
        Encrypted,
        State,
        InstanceIds: (Attachments ?? []).map(({ InstanceId }) => InstanceId),
      };
      if (Attachments === undefined) yield unknown(volume, 'AWS did not say what the volume is attached to');
      else if (Attachments.length === 0) yield notApplicable('the volume is not attached', volume);
      else if (Encrypted === undefined) yield unknown(volume, 'AWS did not say whether it is encrypted');
      else if (Encrypted) yield pass(volume, evidence);
      else yield fail(volume, evidence, `Volume ${VolumeId}, which is attached, is not encrypted.`);
    }
  },
});
