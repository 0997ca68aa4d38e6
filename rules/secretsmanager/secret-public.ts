import { admissions, openToAnyone, secretUses } from 'postern/policy';
import { defineRule, judgeOpening, tagMap } from 'postern/rule';
import { secretPolicies } from 'postern/services/secretsmanager';

export default defineRule({
  title: 'Secret is open to anyone',
  type: 'Exposure:SecretsManager/SecretPublic',
  severity: 9.0,
  scope: 'region',
  reads: { policies: secretPolicies },
  why: 'Whoever has any AWS account can read the secret, and then comes in by it; AWS guards secrets that are encrypted with its own key from other accounts, but not those with a key that is open too.',
  remediation: {
    text: 'Name the accounts and roles that need the secret in the Principal of its policy, then change the secret: it may be known. Secrets Manager refuses such policies when they are set with --block-public-policy.',
    url: 'https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_resource-policies.html',
  },
  *check({ policies }, { account, now }) {
    for (const { secret, ResourcePolicy } of policies) {
      const question = { uses: secretUses(secret.ARN), home: { accountId: account.id }, now };
      yield judgeOpening(
        { type: 'AwsSecretsManagerSecret', id: secret.ARN, ...tagMap(secret.Tags) },
        ResourcePolicy,
        (policy) => openToAnyone(`Secret ${secret.Name}`, admissions(policy, question)),
        {
          exposure: 'internet',
          deputy: {
            type: 'Policy:SecretsManager/SecretOpenToConfusedDeputy',
            title: 'Secret is open to an AWS service for any of its customers',
          },
        },
      );
    }
  },
});
