import { admissions, keyUses, openToOutsideAccounts } from 'postern/policy';
import { defineRule, judgeOpening } from 'postern/rule';
import { keyPolicies } from 'postern/services/kms';
import { surroundings } from 'postern/services/organizations';
import { keyInWords, keyResource } from './_key.ts';

export default defineRule({
  title: 'Key is shared outside the organization',
  type: 'Policy:KMS/KeySharedOutsideOrganization',
  severity: 5.0,
  scope: 'region',
  reads: { policies: keyPolicies, surroundings },
  why: 'Whoever administers the other account decides who there may use the key, and reads what it encrypts if he gets hold of it.',
  remediation: {
    text: 'Take the account out of the key policy if nobody there needs the key; else name its role in place of the account, and only the actions that it needs.',
    url: 'https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html',
  },
  *check({ policies, surroundings: { home, managementAccountId } }, { now }) {
    for (const { key, answer } of policies)
      yield judgeOpening(
        keyResource(key),
        answer,
        (policy) =>
          openToOutsideAccounts(
            keyInWords(key),
            admissions(policy, { uses: keyUses(key.KeyArn), home, managementAccountId, now }),
          ),
        { exposure: 'other-account' },
      );
  },
});
