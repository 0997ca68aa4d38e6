import { defineRule } from 'postern/rule';
import { quoted, writtenPolicies } from 'postern/services/iam';
import { allowedOnEveryResource, withoutExcess } from './_policy-allows.ts';

const ACTIONS = ['kms:Decrypt', 'kms:ReEncryptFrom'];

const SEVERITY = 5.0;

export default defineRule({
  title: 'Policy allows decrypting with any KMS key',
  type: 'Policy:IAM/DecryptWithAnyKey',
  severity: SEVERITY,
  scope: 'account',
  reads: { written: writtenPolicies },
  why: 'Encryption keeps data from those who may not use its key. This policy may use all keys that leave the decision to IAM.',
  remediation: {
    text: 'Name the keys that are needed in Resource.',
    url: 'https://docs.aws.amazon.com/kms/latest/developerguide/iam-policies-best-practices.html',
  },
  check: ({ written }, { now }) =>
    withoutExcess(
      written.granting,
      (policy) => {
        const grants = ACTIONS.map((action) => ({
          action,
          statements: allowedOnEveryResource(policy, now, action),
        })).filter(({ statements }) => statements.length > 0);
        if (grants.length === 0) return undefined;
        return {
          inWords: `${grants.map(({ action }) => action).join(' and ')} with every key`,
          evidence: {
            grants: grants.map(({ action, statements }) => ({ action, statements: quoted(statements) })),
          },
          statements: grants.flatMap(({ statements }) => statements),
        };
      },
      { now, usual: SEVERITY },
    ),
});
