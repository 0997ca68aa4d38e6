import { accountResource, defineRule, fail, pass } from 'postern/rule';
import { passwordPolicy } from 'postern/services/iam';

const LONGEST = 90;

export default defineRule({
  title: 'Passwords do not expire',
  type: 'Policy:IAMUser/PasswordNeverExpires',
  severity: 2.0,
  scope: 'account',
  reads: { policy: passwordPolicy },
  why: 'A stolen password works until it is changed. Some standards ask for a change every 90 days; MFA protects better.',
  remediation: {
    text: 'Let passwords expire after 90 days or less in the password policy of the account.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html',
  },
  *check({ policy }, scope) {
    const account = accountResource(scope);
    if (policy === undefined) {
      yield fail(
        account,
        { PasswordPolicy: null },
        'The account has no password policy, so passwords never expire.',
      );
      return;
    }
    const { ExpirePasswords, MaxPasswordAge } = policy;
    const evidence = { ExpirePasswords, MaxPasswordAge };
    // "Returns false if MaxPasswordAge is 0 or not present": https://docs.aws.amazon.com/IAM/latest/APIReference/API_PasswordPolicy.html
    if (!MaxPasswordAge) yield fail(account, evidence, 'Passwords never expire.');
    else if (MaxPasswordAge > LONGEST)
      yield fail(account, evidence, `Passwords expire only after ${MaxPasswordAge} days.`);
    else yield pass(account, evidence);
  },
});
