import { defineRule, shell } from 'postern/rule';
import { ebsEncryptionByDefault } from 'postern/services/ec2';
import { acrossRegions, judgeSetting } from './_account-setting.ts';

const FAULT = 'New EBS volumes are not encrypted by default';

export default defineRule({
  title: 'EBS encryption by default is off',
  type: 'Policy:EC2/EbsEncryptionNotDefault',
  severity: 4.0,
  scope: 'region',
  reads: { encryption: ebsEncryptionByDefault },
  why: 'Whoever makes a volume has to think of encryption each time, and one forgotten volume is enough: its snapshots and copies are not encrypted either.',
  remediation: {
    text: 'Turn encryption by default on in every Region, also in those that you do not use. It costs nothing, and changes no volume that is there: unencrypted ones have to be replaced by way of an encrypted snapshot.',
    url: 'https://docs.aws.amazon.com/ebs/latest/userguide/encryption-by-default.html',
  },
  gather: acrossRegions(FAULT),
  *check({ encryption }, scope) {
    yield judgeSetting(
      {
        evidence: encryption,
        isRight: encryption.EbsEncryptionByDefault,
        notTold: 'whether encryption by default is on',
        fault: FAULT,
        command: shell`aws ec2 enable-ebs-encryption-by-default --region ${scope.region}`,
      },
      scope,
    );
  },
});
