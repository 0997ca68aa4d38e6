import { defineRule, fail, pass, shell, unknown, wholeNumber } from 'postern/rule';
import { credentialReport, daysBefore, NOT_DESCRIBED, notSaid, told } from 'postern/services/iam';

export default defineRule({
  title: 'Password or access key is not in use',
  type: 'Policy:IAMUser/CredentialUnused',
  severity: 5.0,
  scope: 'account',
  reads: { report: credentialReport },
  options: {
    days: wholeNumber({
      description: 'Days without use after which a password or access key counts as unused',
      default: 45,
      min: 1,
      max: 3650,
    }),
  },
  why: 'A credential that nobody needs is only of use to whoever steals it.',
  remediation: {
    text: 'Remove the console password, or deactivate the access key and delete it once nothing has missed it.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_finding-unused.html',
  },
  *check({ report }, scope) {
    const since = daysBefore(scope.now, scope.options.days);
    for (const row of report.users) {
      const user = { type: 'AwsIamUser', id: row.arn };
      for (const { part, name, enabled, idleSince, lastUsed, columns } of [row.password, ...row.accessKeys]) {
        if (enabled === false) continue;
        const evidence = told(row, ...columns);
        if (enabled === undefined) yield unknown(user, notSaid(row, `whether ${name} is enabled`), { part });
        else if (idleSince === undefined)
          yield unknown(user, notSaid(row, `when ${name} was last used`), { part });
        else if (idleSince >= since) yield pass(user, evidence, { part });
        else
          yield fail(
            user,
            evidence,
            lastUsed === 'never'
              ? `${row.name} has never used ${name}.`
              : `${row.name} has not used ${name} in the last ${scope.options.days} days.`,
            {
              part,
              aspects: idleSince < daysBefore(scope.now, 90) ? ['90 days'] : [],
              exposure: 'inside',
              toldBy: { rule: 'iam/user-unused' },
              ...(part === 'password'
                ? { commands: [shell`aws iam delete-login-profile --user-name ${row.name}`] }
                : {}),
            },
          );
      }
      if (row.hasMore)
        yield unknown(user, NOT_DESCRIBED, {
          part: 'further-credentials',
        });
    }
  },
});
