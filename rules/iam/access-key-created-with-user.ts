import { defineRule, fail, pass, unknown } from 'postern/rule';
import { credentialReport, notSaid, type ReportedUser, told } from 'postern/services/iam';

const MINUTE = 60_000;

export default defineRule({
  title: 'Access key was made with the user and never used',
  type: 'Policy:IAMUser/AccessKeyCreatedWithUser',
  severity: 2.0,
  scope: 'account',
  reads: { report: credentialReport },
  why: 'A key that was made by default together with a console user, and never used, is a secret that nobody asked for and nobody guards.',
  remediation: {
    text: 'Delete the access key. Make keys only when a program needs one, and not for people who use the console.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html',
  },
  *check({ report }) {
    for (const row of report.users) {
      const user = { type: 'AwsIamUser', id: row.arn };
      for (const { part, name, enabled, changed, lastUsed, columns } of row.accessKeys) {
        if (enabled === false) continue;
        const evidence = told(row, 'user_creation_time', 'password_enabled', ...columns);
        const withUser = madeWith(row, changed);
        if (row.password.enabled === false || lastUsed instanceof Date || withUser === false)
          yield pass(user, evidence, { part });
        else if (row.password.enabled && enabled && lastUsed === 'never' && withUser)
          yield fail(user, evidence, `${row.name} was made with ${name}, and has never used it.`, {
            part,
            exposure: 'inside',
          });
        else yield unknown(user, notSaid(row, `all of ${name}`), { part });
      }
    }
  },
});

/** The key counts as made when its status last changed: later than it was, and so never with the user by mistake. */
function madeWith({ created }: ReportedUser, changed: Date | undefined): boolean | undefined {
  if (created === undefined || changed === undefined) return undefined;
  return changed.getTime() - created.getTime() <= MINUTE;
}
