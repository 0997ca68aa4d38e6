import { allowsBroadly, narrowsResource } from 'postern/policy';
import { defineRule, fail, pass, unknown } from 'postern/rule';
import { quoted, UNATTACHED, writtenPolicies } from 'postern/services/iam';

const ACTIONS = ['kms:Decrypt', 'kms:ReEncryptFrom'];

export default defineRule({
  title: 'Policy allows decrypting with any KMS key',
  type: 'Policy:IAM/DecryptWithAnyKey',
  severity: 5.0,
  scope: 'account',
  reads: { written: writtenPolicies },
  why: 'Encryption keeps data from those who may not use its key. This policy may use all keys that leave the decision to IAM.',
  remediation: {
    text: 'Name the keys that are needed in Resource.',
    url: 'https://docs.aws.amazon.com/kms/latest/developerguide/iam-policies-best-practices.html',
  },
  *check({ written }) {
    for (const { resource, which, name, use, evidence, policies, unread } of written.granting) {
      const grants = ACTIONS.map((action) => ({
        action,
        statements: allowsBroadly(policies, action).filter(
          ({ conditions }) => !conditions.some(narrowsResource),
        ),
      })).filter(({ statements }) => statements.length > 0);
      const [reason] = unread;
      if (reason !== undefined) yield unknown(resource, reason, which);
      else if (grants.length === 0) yield pass(resource, evidence, which);
      else
        yield fail(
          resource,
          {
            ...evidence,
            grants: grants.map(({ action, statements }) => ({ action, statements: quoted(statements) })),
          },
          `The ${name} allows ${grants.map(({ action }) => action).join(' and ')} with every key.`,
          { ...which, ...(use === 'none' && UNATTACHED) },
        );
    }
  },
});
