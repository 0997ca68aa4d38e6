import { defineRule, fail, pass, shell, unknown, wholeNumber } from 'postern/rule';
import { daysBefore, type ServiceSpecificCredential, serviceSpecificCredentials } from 'postern/services/iam';

export default defineRule({
  title: 'Service-specific credential is long-lived',
  type: 'Policy:IAMUser/ApiKeyLongLived',
  severity: 6.0,
  scope: 'account',
  reads: { credentials: serviceSpecificCredentials },
  options: {
    days: wholeNumber({
      description: 'Days that a service-specific credential may be in use',
      default: 90,
      min: 1,
      max: 3650,
    }),
  },
  why: 'It is sent as it is with every request, so it ends up in code, logs and build settings; and whoever finds it there can use it until it expires.',
  remediation: {
    text: 'Use short-term API keys or a role instead, such as git-remote-codecommit for CodeCommit. Where an API key must stay, make one that expires soon. Turn the old one off, and delete it once nothing fails for want of it.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_api_keys_for_aws_services.html',
  },
  *check({ credentials }, { now, options }) {
    const since = daysBefore(now, options.days);
    for (const credential of credentials) {
      const { ServiceSpecificCredentialId, UserName, ServiceName, Status } = credential;
      const { CreateDate, ExpirationDate } = credential;
      const resource = { type: 'AwsIamServiceSpecificCredential', id: ServiceSpecificCredentialId };
      const evidence = {
        UserName,
        ServiceName,
        Status,
        CreateDate: CreateDate?.toISOString(),
        ExpirationDate: ExpirationDate?.toISOString() ?? null,
      };
      if (Status === undefined) yield unknown(resource, 'AWS did not say whether the credential is active');
      else if (Status !== 'Active' || (ExpirationDate !== undefined && ExpirationDate <= now))
        yield pass(resource, evidence);
      else if (ExpirationDate !== undefined && CreateDate === undefined)
        yield unknown(resource, 'AWS did not say when the credential was made');
      else if (ExpirationDate !== undefined && CreateDate !== undefined && CreateDate >= since)
        yield pass(resource, evidence);
      else
        yield fail(resource, evidence, inWords(credential), {
          exposure: 'inside',
          commands: [
            shell`aws iam update-service-specific-credential --user-name ${UserName} --service-specific-credential-id ${ServiceSpecificCredentialId} --status Inactive`,
          ],
        });
    }
  },
});

function inWords({ UserName, ServiceName, CreateDate, ExpirationDate }: ServiceSpecificCredential): string {
  const made = CreateDate === undefined ? '' : ` since ${CreateDate.toISOString().slice(0, 10)}`;
  const ends =
    ExpirationDate === undefined
      ? 'never expires'
      : `lasts until ${ExpirationDate.toISOString().slice(0, 10)}`;
  return `${UserName} has had a credential for ${ServiceName ?? 'a service'}${made}, which ${ends}.`;
}
