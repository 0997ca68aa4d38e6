import { defineRule, fail, pass, shell, unknown } from 'postern/rule';
import { instances } from 'postern/services/ec2';
import { instanceResource } from './_instance.ts';

export default defineRule({
  title: 'Instance metadata is given without a token',
  type: 'Policy:EC2/Imdsv1Allowed',
  severity: 6.0,
  scope: 'region',
  reads: { instances },
  why: 'With IMDSv1, an application that can be made to fetch an address hands out the credentials of the instance: one request is enough. IMDSv2 asks for a token first, which such an application does not send.',
  remediation: {
    text: 'Require tokens. See first by the CloudWatch metric MetadataNoToken that nothing on the instance still asks without one: it would get no more credentials.',
    url: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-IMDS-existing-instances.html',
  },
  *check({ instances }, scope) {
    for (const each of instances) {
      const { InstanceId, MetadataOptions, IamInstanceProfile, State, PublicIpAddress } = each;
      const { HttpEndpoint, HttpTokens } = MetadataOptions ?? {};
      const instance = instanceResource(each, scope);
      const evidence = {
        InstanceId,
        MetadataOptions: { HttpEndpoint, HttpTokens },
        IamInstanceProfile: IamInstanceProfile?.Arn ?? null,
        PublicIpAddress: PublicIpAddress ?? null,
      };
      if (HttpEndpoint === 'disabled' || HttpTokens === 'required') yield pass(instance, evidence);
      else if (HttpTokens === undefined)
        yield unknown(instance, 'AWS did not say whether the instance metadata service requires tokens');
      else
        yield fail(
          instance,
          evidence,
          `The instance metadata service of ${InstanceId} answers without a token.`,
          {
            ...(State?.Name === 'stopped'
              ? { exposure: 'none', severity: { score: 2, reason: 'the instance is stopped' } }
              : IamInstanceProfile === undefined
                ? {
                    exposure: 'inside',
                    severity: {
                      score: 3,
                      reason: 'the instance has no role whose credentials could be taken',
                    },
                  }
                : { exposure: 'inside' }),
            commands: [
              shell`aws ec2 modify-instance-metadata-options --instance-id ${InstanceId} --http-tokens required --region ${scope.region}`,
            ],
          },
        );
    }
  },
});
