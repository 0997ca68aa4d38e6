import { accountResource, defineRule, fail, pass } from 'postern/rule';
import { passwordPolicy } from 'postern/services/iam';

const ENOUGH = 24;

export default defineRule({
  title: 'Password policy allows old passwords again',
  type: 'Policy:IAMUser/PasswordPolicyAllowsReuse',
  severity: 3.0,
  scope: 'account',
  reads: { policy: passwordPolicy },
  why: 'A password that was stolen once works again when its owner goes back to it.',
  remediation: {
    text: 'Let the password policy of the account remember the last 24 passwords.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html',
  },
  *check({ policy }, scope) {
    const account = accountResource(scope);
    if (policy === undefined) {
      yield fail(
        account,
        { PasswordPolicy: null },
        'The account has no password policy, so any old password may be used again.',
      );
      return;
    }
    // AWS leaves the field out when nothing is remembered.
    const { PasswordReusePrevention = 0 } = policy;
    const evidence = { PasswordReusePrevention };
    if (PasswordReusePrevention >= ENOUGH) yield pass(account, evidence);
    else
      yield fail(
        account,
        evidence,
        PasswordReusePrevention === 0
          ? 'Any old password may be used again.'
          : `Only the last ${PasswordReusePrevention} passwords are remembered.`,
      );
  },
});
