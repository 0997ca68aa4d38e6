import { defineRule, shell } from 'postern/rule';
import { instanceMetadataDefaults } from 'postern/services/ec2';
import { acrossRegions, judgeSetting } from './_account-setting.ts';

const FAULT = 'New instances do not have to use IMDSv2 by default';

export default defineRule({
  title: 'IMDSv2 is not the default of the account',
  type: 'Policy:EC2/Imdsv2NotDefault',
  severity: 3.0,
  scope: 'region',
  reads: { defaults: instanceMetadataDefaults },
  why: 'Where whoever launches an instance says nothing, the image decides, and many images still answer requests for credentials without a token.',
  remediation: {
    text: 'Require tokens by default in every Region, or for the whole organization by a declarative policy. Instances that are there stay as they are; software on new ones that knows IMDSv1 alone gets no credentials.',
    url: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-IMDS-new-instances.html',
  },
  gather: acrossRegions(FAULT),
  *check({ defaults }, scope) {
    yield judgeSetting(
      {
        evidence: { ...defaults, HttpTokens: defaults.HttpTokens ?? 'no-preference' },
        isRight: defaults.HttpTokens === 'required',
        notTold: 'what the default is',
        fault: FAULT,
        command: shell`aws ec2 modify-instance-metadata-defaults --http-tokens required --region ${scope.region}`,
      },
      scope,
    );
  },
});
