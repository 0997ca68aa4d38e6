import { defineRule } from 'postern/rule';
import { passwordPolicy } from 'postern/services/iam';
import { passwordPolicyMeets } from './_password-policy.ts';

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
  check: ({ policy }, scope) =>
    passwordPolicyMeets(policy, scope, {
      withoutPolicy: "The account has no password policy, and AWS's default asks for 8 characters.",
      judge: ({ MinimumPasswordLength = DEFAULT_LENGTH }) => ({
        evidence: { MinimumPasswordLength },
        fault:
          MinimumPasswordLength >= ENOUGH
            ? undefined
            : `Passwords may be as short as ${MinimumPasswordLength} characters.`,
      }),
    }),
});
