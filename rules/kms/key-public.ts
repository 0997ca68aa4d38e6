import { admissions, keyUses, letsHomeDo, openToAnyone } from 'postern/policy';
import { defineRule, fail, judgeOpening, unknown } from 'postern/rule';
import { keyPolicies } from 'postern/services/kms';
import { keyInWords, keyResource } from './_key.ts';

/** Who may administer the key, beside who may use it. */
const ADMINISTRATION = { part: 'administration' };

export default defineRule({
  title: 'Key is open to anyone',
  type: 'Exposure:KMS/KeyPublic',
  severity: 9.0,
  scope: 'region',
  reads: { policies: keyPolicies },
  why: 'Whoever has any AWS account can decrypt with the key what he gets hold of, or, where the policy lets him administer it, take the key from you.',
  remediation: {
    text: 'Name the accounts and roles that need the key in the Principal of its policy. Principal * is safe only with kms:CallerAccount, aws:PrincipalOrgID or their like; kms:ViaService alone does not limit whose request it is.',
    url: 'https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html',
  },
  *check({ policies }, { account, now }) {
    for (const { key, answer } of policies) {
      const resource = keyResource(key);
      const home = { accountId: account.id };
      yield judgeOpening(
        resource,
        answer,
        (policy) =>
          openToAnyone(keyInWords(key), admissions(policy, { uses: keyUses(key.KeyArn), home, now })),
        {
          exposure: 'internet',
          deputy: {
            type: 'Policy:KMS/KeyOpenToConfusedDeputy',
            title: 'Key is open to an AWS service for any of its customers',
          },
        },
      );
      if (!answer.ok) yield unknown(resource, answer.error, ADMINISTRATION);
      else if (letsHomeDo(answer.value, 'kms:PutKeyPolicy', key.KeyArn, home, now) === false)
        yield fail(
          resource,
          { PolicyName: 'default', Policy: answer.value.text },
          `The policy of ${keyInWords(key)} lets nobody in the account change it.`,
          {
            ...ADMINISTRATION,
            type: 'Impact:KMS/KeyLockedOut',
            title: 'Key policy lets nobody administer the key',
            exposure: 'none',
            severity: {
              score: 4,
              reason: 'nobody gets in by it; but only AWS Support can change the policy again',
            },
          },
        );
    }
  },
});
