import { defineRule, fail, pass, unknown, wholeNumber } from 'postern/rule';
import {
  credentialReport,
  daysBefore,
  NOT_DESCRIBED,
  notSaid,
  optionalServiceSpecificCredentials,
  type ServiceSpecificCredential,
  told,
} from 'postern/services/iam';

export default defineRule({
  title: 'User is not in use',
  type: 'Policy:IAMUser/UserUnused',
  severity: 5.0,
  scope: 'account',
  reads: { report: credentialReport, serviceSpecific: optionalServiceSpecificCredentials },
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
    text: 'Turn off the password, the access keys and the service-specific credentials of the user, and delete the user once nobody has missed it.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_finding-unused.html',
  },
  *check({ report, serviceSpecific }, scope) {
    const since = daysBefore(scope.now, scope.options.days);
    for (const row of report.users) {
      const user = { type: 'AwsIamUser', id: row.arn };
      const credentials = [row.password, ...row.accessKeys];
      const enabled = credentials.filter(({ enabled }) => enabled !== false);
      const ofServices = serviceSpecific.ok ? activeOf(row.name, serviceSpecific.value, scope.now) : [];
      const evidence = {
        ...told(row, 'user_creation_time', ...credentials.flatMap(({ columns }) => columns)),
        ...(ofServices.length === 0 ? {} : { ServiceSpecificCredentials: ofServices }),
      };
      if (
        (row.reported &&
          ofServices.some(({ CreateDate }) => CreateDate !== undefined && CreateDate >= since)) ||
        credentials.some(({ lastUsed }) => lastUsed instanceof Date && lastUsed >= since) ||
        enabled.some(({ enabled, idleSince }) => enabled && idleSince !== undefined && idleSince >= since)
      )
        yield pass(user, evidence);
      else if (!serviceSpecific.ok) yield unknown(user, serviceSpecific.error);
      else if (enabled.length === 0 && ofServices.length === 0 && !row.hasMore) yield pass(user, evidence);
      else if (row.hasMore) yield unknown(user, NOT_DESCRIBED);
      else if (enabled.some(({ enabled, idleSince }) => enabled === undefined || idleSince === undefined))
        yield unknown(user, notSaid(row, 'when all credentials of the user were last used'));
      else if (ofServices.some(({ CreateDate }) => CreateDate === undefined))
        yield unknown(user, 'AWS did not say when all service-specific credentials of the user were made');
      else if (ofServices.length > 0)
        yield fail(
          user,
          evidence,
          `${row.name} has used no password or access key in the last ${scope.options.days} days, and its service-specific credentials are older than that.`,
          {
            exposure: 'inside',
            severity: {
              score: 3,
              reason: 'AWS does not tell when service-specific credentials were last used',
            },
          },
        );
      else
        yield fail(
          user,
          evidence,
          `${row.name} has credentials that nobody has used in the last ${scope.options.days} days.`,
          { exposure: 'inside' },
        );
    }
  },
});

/** The credentials that still open their service, with what AWS says of their age. */
function activeOf(name: string, all: readonly ServiceSpecificCredential[], now: Date) {
  return all
    .filter(
      ({ UserName, Status, ExpirationDate }) =>
        UserName === name && Status !== 'Inactive' && (ExpirationDate === undefined || ExpirationDate > now),
    )
    .map(({ ServiceSpecificCredentialId, ServiceName, Status, CreateDate, ExpirationDate }) => ({
      ServiceSpecificCredentialId,
      ServiceName,
      Status,
      CreateDate,
      ...(ExpirationDate === undefined ? {} : { ExpirationDate }),
    }));
}
