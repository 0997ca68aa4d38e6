import { defineRule, fail, pass, unknown } from 'postern/rule';
import { credentialReport, NOT_DESCRIBED, notSaid, type ReportedUser, told } from 'postern/services/iam';

const COLUMNS = ['password_enabled', 'access_key_1_active', 'access_key_2_active', 'mfa_active'];

export default defineRule({
  title: 'User with access keys alone has no MFA',
  type: 'Policy:IAMUser/KeyUserWithoutMfa',
  severity: 2.0,
  scope: 'account',
  reads: { report: credentialReport },
  why: 'Without an MFA device no policy can ask for MFA before the keys do what matters most, so that whoever finds a key may do all of it.',
  remediation: {
    text: 'Give a workload a role instead of a user. For a person register an MFA device, and let the permissions of the user depend on aws:MultiFactorAuthPresent.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html',
  },
  *check({ report }) {
    for (const row of report.users) {
      const user = { type: 'AwsIamUser', id: row.arn };
      const evidence = told(row, ...COLUMNS);
      const active = row.accessKeys.some(({ enabled }) => enabled);
      // Of users with a password iam/user-without-mfa speaks.
      if (row.password.enabled || row.mfa || hasNoKey(row)) yield pass(user, evidence);
      else if (row.password.enabled === undefined)
        yield unknown(user, notSaid(row, 'whether the user has a password'));
      else if (row.mfa === undefined) yield unknown(user, notSaid(row, 'whether the user has MFA'));
      else if (active)
        yield fail(user, evidence, `${row.name} has an active access key and no MFA device.`, {
          exposure: 'inside',
          toldBy: { rule: 'iam/administrator-without-mfa' },
        });
      else if (row.hasMore) yield unknown(user, NOT_DESCRIBED);
      else yield unknown(user, notSaid(row, 'which access keys are active'));
    }
  },
});

function hasNoKey({ accessKeys, hasMore }: ReportedUser): boolean {
  return accessKeys.every(({ enabled }) => enabled === false) && !hasMore;
}
