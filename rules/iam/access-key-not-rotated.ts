import { defineRule, fail, pass, unknown, wholeNumber } from 'postern/rule';
import { credentialReport, daysBefore, NOT_DESCRIBED, notSaid, told } from 'postern/services/iam';

export default defineRule({
  title: 'Access key was not rotated',
  type: 'Policy:IAMUser/AccessKeyNotRotated',
  severity: 5.0,
  scope: 'account',
  reads: { report: credentialReport },
  options: {
    days: wholeNumber({
      description: 'Days after which an access key must have been replaced',
      default: 90,
      min: 1,
      max: 3650,
    }),
  },
  why: 'The older a key, the more machines, logs and backups hold a copy of it. A stolen one works until it is replaced.',
  remediation: {
    text: 'Make a second access key, move its users over, then deactivate the old one. Better still, use roles, whose credentials expire by themselves.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id-credentials-access-keys-update.html',
  },
  *check({ report }, scope) {
    const since = daysBefore(scope.now, scope.options.days);
    for (const row of report.users) {
      const user = { type: 'AwsIamUser', id: row.arn };
      for (const { part, name, enabled, changed, columns } of row.accessKeys) {
        if (enabled === false) continue;
        const evidence = told(row, ...columns);
        if (enabled === undefined) yield unknown(user, notSaid(row, `whether ${name} is active`), { part });
        else if (changed === undefined) yield unknown(user, notSaid(row, `how old ${name} is`), { part });
        else if (changed >= since) yield pass(user, evidence, { part });
        else
          yield fail(
            user,
            evidence,
            `${row.name} has kept ${name} for more than ${scope.options.days} days.`,
            { part, exposure: 'inside', toldBy: { rule: 'iam/user-unused' } },
          );
      }
      if (row.hasMore)
        yield unknown(user, NOT_DESCRIBED, {
          part: 'further-credentials',
        });
    }
  },
});
