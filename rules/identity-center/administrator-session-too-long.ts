import { defineRule, fail, notApplicable, pass, shell, unknown, wholeNumber } from 'postern/rule';
import { quoted } from 'postern/services/iam';
import { type AdministratorSet, administratorSets, hoursOf } from 'postern/services/identity-center';

export default defineRule({
  title: 'Sessions of an administrator permission set last too long',
  type: 'Policy:IdentityCenter/PermissionSetSessionTooLong',
  severity: 3.0,
  scope: 'account',
  reads: { administrators: administratorSets },
  options: {
    hours: wholeNumber({
      description: 'Hours that a session with administrator access may last',
      default: 4,
      min: 1,
      max: 12,
    }),
  },
  why: 'Stolen credentials of a session work until it ends, and an administrator can do much harm in that time.',
  remediation: {
    text: 'Lower the session duration of the permission set, and provision it anew to its accounts.',
    url: 'https://docs.aws.amazon.com/singlesignon/latest/userguide/howtosessionduration.html',
  },
  *check({ administrators }, { options }) {
    if (administrators.kind === 'none') {
      yield notApplicable(administrators.reason);
      return;
    }
    for (const set of administrators.sets) {
      const resource = { type: 'AwsSsoPermissionSet', id: set.PermissionSetArn, region: set.region };
      const { access, description } = set;
      if (!access.ok) yield unknown(resource, access.error);
      else if (!description.ok) yield unknown(resource, description.error);
      else {
        const { Name, SessionDuration } = description.value;
        const hours = hoursOf(SessionDuration ?? '');
        const evidence = { Name, SessionDuration };
        if (hours === undefined)
          yield unknown(resource, 'AWS did not say how long a session of the permission set lasts');
        else if (hours <= options.hours) yield pass(resource, evidence);
        else if (access.value.granted === 'unknown') yield unknown(resource, access.value.reason);
        else if (access.value.granted !== 'no')
          yield fail(
            resource,
            { ...evidence, statements: quoted(access.value.statements) },
            `${Name} gives administrator access for ${Number(hours.toFixed(2))} hours at a time.`,
            { exposure: 'inside', commands: shorten(set, options.hours) },
          );
      }
    }
  },
});

/** Accounts get the change when the set is provisioned again. */
function shorten({ InstanceArn, PermissionSetArn, region }: AdministratorSet, hours: number): string[] {
  const duration = `PT${hours}H`;
  return [
    shell`aws sso-admin update-permission-set --instance-arn ${InstanceArn} --permission-set-arn ${PermissionSetArn} --session-duration ${duration} --region ${region}`,
    shell`aws sso-admin provision-permission-set --instance-arn ${InstanceArn} --permission-set-arn ${PermissionSetArn} --target-type ALL_PROVISIONED_ACCOUNTS --region ${region}`,
  ];
}
