import { defineRule, fail, pass, unknown } from 'postern/rule';
import { credentialReport, notSaid, told } from 'postern/services/iam';

export default defineRule({
  title: 'User with a console password has no MFA',
  type: 'Policy:IAMUser/UserWithoutMfa',
  severity: 7.0,
  scope: 'account',
  reads: { report: credentialReport },
  why: 'Passwords are guessed, phished and used twice. Without MFA the password alone opens the console.',
  remediation: {
    text: 'Register an MFA device for the user, or remove the password of a user that needs no console.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa.html',
  },
  *check({ report }) {
    for (const row of report.users) {
      const user = { type: 'AwsIamUser', id: row.arn };
      const evidence = told(row, 'password_enabled', 'mfa_active');
      if (row.password.enabled === false || row.mfa) yield pass(user, evidence);
      else if (row.password.enabled === undefined)
        yield unknown(user, notSaid(row, 'whether the user has a password'));
      else if (row.mfa === undefined) yield unknown(user, notSaid(row, 'whether the user has MFA'));
      else
        yield fail(user, evidence, `${row.name} can sign in to the console with a password alone.`, {
          exposure: 'inside',
          toldBy: { rule: 'iam/administrator-without-mfa' },
        });
    }
  },
});
