import { defineRule, shell } from 'postern/rule';
import { imageBlockPublicAccess } from 'postern/services/ec2';
import { acrossRegions, judgeSetting } from './_account-setting.ts';

const FAULT = 'Images may be shared with everybody';

export default defineRule({
  title: 'Block public access for images is off',
  type: 'Policy:EC2/ImageSharingNotBlocked',
  severity: 2.0,
  scope: 'region',
  reads: { block: imageBlockPublicAccess },
  why: 'One wrong word in a command gives an image to the whole world, with the code, configuration and keys that are on its disk.',
  remediation: {
    text: 'Turn block public access for AMIs on in every Region, or for the whole organization by a declarative policy. Images that are public already stay so.',
    url: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/block-public-access-to-amis.html',
  },
  gather: acrossRegions(FAULT),
  *check({ block }, scope) {
    const { ImageBlockPublicAccessState: state } = block;
    yield judgeSetting(
      {
        evidence: block,
        isRight: state === undefined ? undefined : state === 'block-new-sharing',
        notTold: 'whether block public access for images is on',
        fault: FAULT,
        command: shell`aws ec2 enable-image-block-public-access --image-block-public-access-state block-new-sharing --region ${scope.region}`,
      },
      scope,
    );
  },
});
