import { defineRule } from 'postern/rule';
import { optionalCredentialReport, passwordPolicy } from 'postern/services/iam';
import { passwordPolicyMeets } from './_password-policy.ts';

const ENOUGH = 24;

/** Others ask for so many alone. */
const UNDER_FOUR = 'under 4';

export default defineRule({
  title: 'Password policy allows old passwords again',
  type: 'Policy:IAMUser/PasswordPolicyAllowsReuse',
  severity: 3.0,
  scope: 'account',
  reads: { policy: passwordPolicy, report: optionalCredentialReport },
  why: 'A password that was stolen once works again when its owner goes back to it.',
  remediation: {
    text: 'Let the password policy of the account remember the last 24 passwords.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html',
  },
  check: (readings, scope) =>
    passwordPolicyMeets(readings, scope, {
      withoutPolicy: 'The account has no password policy, so any old password may be used again.',
      ifWithout: { toldBy: { rule: 'iam/password-policy-too-short' }, aspects: [UNDER_FOUR] },
      // AWS leaves the field out when nothing is remembered.
      judge: ({ PasswordReusePrevention = 0 }) => ({
        evidence: { PasswordReusePrevention },
        aspects: PasswordReusePrevention < 4 ? [UNDER_FOUR] : [],
        fault: faultOf(PasswordReusePrevention),
      }),
    }),
});

function faultOf(remembered: number): string | undefined {
  if (remembered === 0) return 'Any old password may be used again.';
  return remembered < ENOUGH ? `Only the last ${remembered} passwords are remembered.` : undefined;
}
