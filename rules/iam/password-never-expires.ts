import { defineRule } from 'postern/rule';
import { optionalCredentialReport, passwordPolicy } from 'postern/services/iam';
import { passwordPolicyMeets } from './_password-policy.ts';

const LONGEST = 90;

export default defineRule({
  title: 'Passwords expire late or never',
  type: 'Policy:IAMUser/PasswordNeverExpires',
  severity: 0.5,
  scope: 'account',
  reads: { policy: passwordPolicy, report: optionalCredentialReport },
  why: 'A stolen password works until it is changed. Some standards ask for a change every 90 days; MFA protects better.',
  remediation: {
    text: 'Let passwords expire after 90 days or less in the password policy of the account.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html',
  },
  check: (readings, scope) =>
    passwordPolicyMeets(readings, scope, {
      withoutPolicy:
        'The account has no password policy of its own, and under the default one of AWS passwords never expire.',
      ifWithout: { toldBy: { rule: 'iam/password-policy-too-short' } },
      judge: ({ ExpirePasswords, MaxPasswordAge }) => ({
        evidence: { ExpirePasswords, MaxPasswordAge },
        fault: faultOf(MaxPasswordAge),
      }),
    }),
});

/** "Returns false if MaxPasswordAge is 0 or not present": https://docs.aws.amazon.com/IAM/latest/APIReference/API_PasswordPolicy.html */
function faultOf(MaxPasswordAge: number | undefined): string | undefined {
  if (!MaxPasswordAge) return 'Passwords never expire.';
  return MaxPasswordAge > LONGEST ? `Passwords expire only after ${MaxPasswordAge} days.` : undefined;
}
