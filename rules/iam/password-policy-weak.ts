import { defineRule } from 'postern/rule';
import { optionalCredentialReport, passwordPolicy } from 'postern/services/iam';
import { passwordPolicyMeets } from './_password-policy.ts';

const KINDS = [
  { field: 'RequireUppercaseCharacters', kind: 'an upper case letter' },
  { field: 'RequireLowercaseCharacters', kind: 'a lower case letter' },
  { field: 'RequireNumbers', kind: 'a digit' },
  { field: 'RequireSymbols', kind: 'a symbol' },
] as const;

const EITHER = new Intl.ListFormat('en', { type: 'disjunction' });

export default defineRule({
  title: 'Password policy allows simple passwords',
  type: 'Policy:IAMUser/PasswordPolicyWeak',
  severity: 3.0,
  scope: 'account',
  reads: { policy: passwordPolicy, report: optionalCredentialReport },
  why: 'The fewer kinds of characters a password needs, the sooner it is guessed.',
  remediation: {
    text: 'Require upper case letters, lower case letters, digits and symbols in the password policy of the account.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html',
  },
  check: (readings, scope) =>
    passwordPolicyMeets(readings, scope, {
      withoutPolicy:
        "The account has no password policy, and AWS's default asks for three kinds of characters out of four.",
      ifWithout: {
        toldBy: { rule: 'iam/password-policy-too-short' },
        aspects: KINDS.map(({ field }) => field),
      },
      judge(policy) {
        const faults = KINDS.filter(({ field }) => !policy[field]);
        const missing = faults.map(({ kind }) => kind);
        return {
          // AWS's default for each is false.
          evidence: Object.fromEntries(KINDS.map(({ field }) => [field, policy[field] ?? false])),
          aspects: faults.map(({ field }) => field),
          fault: missing.length === 0 ? undefined : `Passwords need not contain ${EITHER.format(missing)}.`,
        };
      },
    }),
});
