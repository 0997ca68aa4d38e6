import { defineRule, fail, pass, unknown, wholeNumber } from 'postern/rule';
import { credentialReport, daysBefore, NOT_DESCRIBED, told } from 'postern/services/iam';

export default defineRule({
  title: 'User is not in use',
  type: 'Policy:IAMUser/UserUnused',
  severity: 5.0,
  scope: 'account',
  reads: { report: credentialReport },
  options: {
    days: wholeNumber({
      description: 'Days without use after which a user counts as unused',
      default: 90,
      min: 1,
      max: 3650,
    }),
  },
  why: 'Nobody notices when the credentials of a forgotten user are stolen and used.',
  remediation: {
    text: 'Turn off the password and the access keys of the user, and delete the user once nobody has missed it.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_finding-unused.html',
  },
  *check({ report }, scope) {
    const since = daysBefore(scope.now, scope.options.days);
    for (const row of report.users) {
      const user = { type: 'AwsIamUser', id: row.arn };
      const credentials = [row.password, ...row.accessKeys];
      const enabled = credentials.filter(({ enabled }) => enabled !== false);
      const evidence = told(row, 'user_creation_time', ...credentials.flatMap(({ columns }) => columns));
      if (enabled.length === 0 && !row.hasMore) yield pass(user, evidence);
      else if (
        credentials.some(({ lastUsed }) => lastUsed instanceof Date && lastUsed >= since) ||
        enabled.some(({ enabled, idleSince }) => enabled && idleSince !== undefined && idleSince >= since)
      )
        yield pass(user, evidence);
      else if (row.hasMore) yield unknown(user, NOT_DESCRIBED);
      else if (enabled.some(({ enabled, idleSince }) => enabled === undefined || idleSince === undefined))
        yield unknown(
          user,
          'the credential report does not say when all credentials of the user were last used',
        );
      else
        yield fail(
          user,
          evidence,
          `${row.name} has credentials that nobody has used in the last ${scope.options.days} days.`,
        );
    }
  },
});
