import { accountResource, defineRule, fail, pass } from 'postern/rule';
import { passwordPolicy } from 'postern/services/iam';

const ENOUGH = 14;

/** What a policy that sets no length asks for: https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAccountPasswordPolicy.html */
const DEFAULT_LENGTH = 6;

export default defineRule({
  title: 'Password policy allows short passwords',
  type: 'Policy:IAMUser/PasswordPolicyTooShort',
  severity: 5.0,
  scope: 'account',
  reads: { policy: passwordPolicy },
  why: 'Short passwords are guessed. Every character more makes that many times harder.',
  remediation: {
    text: 'Require at least 14 characters in the password policy of the account.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html',
  },
  *check({ policy }, scope) {
    const account = accountResource(scope);
    if (policy === undefined) {
      yield fail(
        account,
        { PasswordPolicy: null },
        "The account has no password policy, and AWS's default asks for 8 characters.",
      );
      return;
    }
    const { MinimumPasswordLength = DEFAULT_LENGTH } = policy;
    const evidence = { MinimumPasswordLength };
    if (MinimumPasswordLength >= ENOUGH) yield pass(account, evidence);
    else yield fail(account, evidence, `Passwords may be as short as ${MinimumPasswordLength} characters.`);
  },
});
