import { defineRule } from 'postern/rule';
import { optionalCredentialReport, passwordPolicy } from 'postern/services/iam';
import { passwordPolicyMeets } from './_password-policy.ts';

const ENOUGH = 14;

/** What a policy that sets no length asks for: https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAccountPasswordPolicy.html */
const DEFAULT_LENGTH = 6;

export default defineRule({
  title: 'Password policy allows short passwords',
  type: 'Policy:IAMUser/PasswordPolicyTooShort',
  severity: 5.0,
  scope: 'account',
  reads: { policy: passwordPolicy, report: optionalCredentialReport },
  why: 'Short passwords are guessed. Every character more makes that many times harder.',
  remediation: {
    text: 'Require at least 14 characters in the password policy of the account. Where there is none, also ask in it for all four kinds of characters, and let it remember the last 24 passwords.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html',
  },
  check: (readings, scope) =>
    passwordPolicyMeets(readings, scope, {
      withoutPolicy:
        "The account has no password policy. AWS's default asks for 8 characters of three kinds, lets passwords last forever, and lets old ones return.",
      ifWithout: { title: 'Account has no password policy', aspects: underAny(0) },
      judge: ({ MinimumPasswordLength = DEFAULT_LENGTH }) => ({
        evidence: { MinimumPasswordLength },
        aspects: underAny(MinimumPasswordLength),
        fault:
          MinimumPasswordLength >= ENOUGH
            ? undefined
            : `Passwords may be as short as ${MinimumPasswordLength} characters.`,
      }),
    }),
});

/** The lengths that others ask for, and this one does not reach: `under 8`. */
function underAny(length: number): readonly string[] {
  return [7, 8].filter((asked) => length < asked).map((asked) => `under ${asked}`);
}
