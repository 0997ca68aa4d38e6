import { defineRule, fail, pass, tagMap, unknown } from 'postern/rule';
import { authorizationDetails, groupsOf, isQuarantinePolicy } from 'postern/services/iam';

export default defineRule({
  title: 'AWS found an access key of the user in public',
  type: 'CredentialAccess:IAMUser/ExposedKeyQuarantined',
  severity: 9.9,
  scope: 'account',
  reads: { details: authorizationDetails },
  why: 'AWS quarantines a user when it finds one of its access keys in public. The quarantine forbids only some actions: whoever found the key too can still use it for all others.',
  remediation: {
    text: 'Deactivate and replace every access key of the user, look in CloudTrail for what was done with them, and only then detach the quarantine policy.',
    url: 'https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSCompromisedKeyQuarantineV3.html',
  },
  *check({ details }) {
    for (const detail of details.UserDetailList) {
      const user = { type: 'AwsIamUser', id: detail.Arn, ...tagMap(detail.Tags) };
      const groups = groupsOf(details, detail);
      const attached = [detail, ...(groups ?? [])].map((holder) => holder.AttachedManagedPolicies);
      const quarantine = attached.flatMap((policies) => policies?.filter(isQuarantinePolicy) ?? []);
      const evidence = { AttachedManagedPolicies: quarantine.map(({ PolicyArn }) => PolicyArn) };
      if (quarantine.length > 0)
        yield fail(
          user,
          evidence,
          `${detail.UserName} is quarantined: AWS saw one of its access keys in public.`,
          { exposure: 'internet' },
        );
      else if (groups === undefined || attached.includes(undefined))
        yield unknown(user, 'AWS did not list all policies of the user');
      else yield pass(user, evidence);
    }
  },
});
