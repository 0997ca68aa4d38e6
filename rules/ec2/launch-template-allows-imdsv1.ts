import { accountResource, defineRule, fail, pass, regionalArn, shell } from 'postern/rule';
import {
  defaultLaunchTemplates,
  imagesOfLaunchTemplates,
  instanceMetadataDefaults,
  type LaunchTemplateVersion,
} from 'postern/services/ec2';

export default defineRule({
  title: 'Launch template does not require IMDSv2',
  type: 'Policy:EC2/LaunchTemplateAllowsImdsv1',
  severity: 3.0,
  scope: 'region',
  reads: {
    templates: defaultLaunchTemplates,
    defaults: instanceMetadataDefaults,
    images: imagesOfLaunchTemplates,
  },
  why: 'Every instance that is launched from it gives its credentials to whoever makes an application on it fetch an address.',
  remediation: {
    text: 'Make a version of the template that requires tokens (HttpTokens required), and make it the default. Instances that are there stay as they are.',
    url: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-IMDS-new-instances.html',
  },
  *check({ templates, defaults, images }, scope) {
    for (const { LaunchTemplateId = '', LaunchTemplateName, VersionNumber, ...data } of templates) {
      const template = {
        type: 'AwsEc2LaunchTemplate',
        id: regionalArn(scope, 'ec2', `launch-template/${LaunchTemplateId}`),
        details: { LaunchTemplateName, VersionNumber },
      };
      const { HttpEndpoint, HttpTokens } = data.MetadataOptions ?? {};
      const ImdsSupport = images.get(data.ImageId ?? '')?.ImdsSupport;
      const evidence = {
        LaunchTemplateId,
        VersionNumber,
        MetadataOptions: { HttpEndpoint, HttpTokens },
        AccountDefault: {
          HttpEndpoint: defaults.HttpEndpoint,
          HttpTokens: defaults.HttpTokens,
          HttpTokensEnforced: defaults.HttpTokensEnforced,
        },
        Image: { ImageId: data.ImageId, ImdsSupport },
      };
      // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-options.html#instance-metadata-options-order-of-precedence
      const tokens = HttpTokens ?? defaults.HttpTokens ?? (ImdsSupport === 'v2.0' ? 'required' : undefined);
      const name = LaunchTemplateName ?? LaunchTemplateId;
      const version = VersionNumber === undefined ? 'The default version' : `Version ${VersionNumber}`;
      // Then nothing is launched that does not require them:
      // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InstanceMetadataDefaultsResponse.html
      const isEnforced = defaults.HttpTokensEnforced === 'enabled';
      if (tokens === 'required' || isEnforced || (HttpEndpoint ?? defaults.HttpEndpoint) === 'disabled')
        yield pass(template, evidence);
      else
        yield fail(
          template,
          evidence,
          HttpTokens === undefined
            ? `${version} of launch template ${name} leaves it to the ${defaults.HttpTokens === undefined ? 'image' : 'account, which does not ask for it,'} whether instances use IMDSv2.`
            : `${version} of launch template ${name} allows IMDSv1.`,
          {
            ...(HttpTokens === undefined && {
              severity: { score: 2, reason: 'the template itself does not allow it' },
              toldBy: { rule: 'ec2/imdsv2-not-default', resource: accountResource(scope).id },
            }),
            commands: [
              shell`aws ec2 create-launch-template-version --launch-template-id ${LaunchTemplateId} --source-version ${String(VersionNumber ?? '$Default')} --launch-template-data ${JSON.stringify({ MetadataOptions: requiringTokens(data.MetadataOptions) })} --region ${scope.region}`,
            ],
          },
        );
    }
  },
});

/** All that a version says of the metadata service but the tokens stays: what is said anew replaces what was said. */
function requiringTokens({
  State: _,
  ...options
}: NonNullable<LaunchTemplateVersion['MetadataOptions']> = {}) {
  return { ...options, HttpTokens: 'required' };
}
