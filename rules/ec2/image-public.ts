import { defineRule, fail, pass, shell, tagMap, unknown } from 'postern/rule';
import { ownImages } from 'postern/services/ec2';

export default defineRule({
  title: 'Image is public',
  type: 'Policy:EC2/ImagePublic',
  severity: 7.0,
  scope: 'region',
  reads: { images: ownImages },
  why: 'Everybody with an AWS account may launch it and read its disk: code, configuration, and the keys and histories that were left on it.',
  remediation: {
    text: 'Make the image private, or share it with named accounts or the organization. Who launched or copied it keeps what he has: change every secret that was on it. Turning on block public access for AMIs does not close images that are public already.',
    url: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/sharingamis-intro.html',
  },
  *check({ images }, { account, region }) {
    for (const { ImageId, Name, Public, CreationDate, Tags } of images) {
      const image = {
        type: 'AwsEc2Image',
        id: `arn:${account.partition}:ec2:${region}::image/${ImageId}`,
        ...tagMap(Tags),
        details: { Name },
      };
      const evidence = { ImageId, Public, CreationDate };
      if (Public === undefined) yield unknown(image, 'AWS did not say whether the image is public');
      else if (Public)
        yield fail(
          image,
          evidence,
          `Everybody may launch image ${ImageId}${Name === undefined ? '' : ` (${Name})`}.`,
          {
            exposure: 'internet',
            commands: [
              shell`aws ec2 modify-image-attribute --image-id ${ImageId} --launch-permission ${JSON.stringify({ Remove: [{ Group: 'all' }] })} --region ${region}`,
            ],
          },
        );
      else yield pass(image, evidence);
    }
  },
});
