import { defineRule, fail, pass, unknown } from 'postern/rule';
import { credentialReport, NOT_DESCRIBED, notSaid, told } from 'postern/services/iam';

export default defineRule({
  title: 'User has more than one active access key',
  type: 'Policy:IAMUser/UserWithTwoActiveKeys',
  severity: 3.0,
  scope: 'account',
  reads: { report: credentialReport },
  why: 'A second key is for the time of a rotation. Kept longer, it is one more secret that can leak, and nobody knows which one is needed.',
  remediation: {
    text: 'Find out which key is in use, deactivate the other one, and delete it once nothing has missed it.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id-credentials-access-keys-update.html',
  },
  *check({ report }) {
    for (const row of report.users) {
      const user = { type: 'AwsIamUser', id: row.arn };
      const evidence = told(row, 'access_key_1_active', 'access_key_2_active');
      const active = row.accessKeys.filter(({ enabled }) => enabled);
      if (active.length > 1)
        yield fail(user, evidence, `${row.name} has two active access keys.`, {
          exposure: 'inside',
        });
      else if (row.hasMore) yield unknown(user, NOT_DESCRIBED);
      else if (row.accessKeys.some(({ enabled }) => enabled === undefined))
        yield unknown(user, notSaid(row, 'which access keys are active'));
      else yield pass(user, evidence);
    }
  },
});
