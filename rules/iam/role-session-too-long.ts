import { defineRule, fail, pass, shell, tagMap, unknown, wholeNumber } from 'postern/rule';
import {
  isAssumable,
  isOfIdentityCenter,
  isServiceLinked,
  listedRoles,
  quoted,
  roleAdministration,
} from 'postern/services/iam';

export default defineRule({
  title: 'Sessions of an administrator role last too long',
  type: 'Policy:IAM/RoleSessionTooLong',
  severity: 3.0,
  scope: 'account',
  reads: { roles: listedRoles, administration: roleAdministration },
  options: {
    hours: wholeNumber({
      description: 'Hours that a session of an administrator role may last',
      default: 4,
      min: 1,
      max: 12,
    }),
  },
  why: 'Stolen credentials of a session work until it ends, and an administrator can do much harm in that time.',
  remediation: {
    text: 'Lower the maximum session duration of the role. AWS refuses callers that ask for more than the new maximum: find them by DurationSeconds of AssumeRole in CloudTrail, and change them first.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-settings.html',
  },
  *check({ roles, administration }, { options }) {
    const most = options.hours * 3600;
    for (const role of roles) {
      const access = administration.get(role.Arn);
      if (access?.granted === 'no') continue;
      // Asked last, since it reads a trust policy.
      const assumable = isAssumable(role);
      // The setting does not bind services, and Identity Center has one of its own.
      if (isServiceLinked(role) || isOfIdentityCenter(role) || assumable === false) continue;
      const resource = { type: 'AwsIamRole', id: role.Arn, ...tagMap(role.Tags) };
      const { MaxSessionDuration } = role;
      if (MaxSessionDuration === undefined)
        yield unknown(resource, 'AWS did not say how long a session of the role may last');
      else if (MaxSessionDuration <= most) yield pass(resource, { MaxSessionDuration });
      else if (access === undefined) yield unknown(resource, 'AWS did not describe the policies of the role');
      else if (access.granted === 'unknown') yield unknown(resource, access.reason);
      else if (assumable === undefined)
        yield unknown(
          resource,
          'the trust policy of the role, which may be for services alone, cannot be read',
        );
      else
        yield fail(
          resource,
          { MaxSessionDuration, statements: quoted(access.statements) },
          `${role.RoleName} has administrator access, and its sessions may last ${inHours(MaxSessionDuration)} hours.`,
          {
            exposure: 'inside',
            commands: [
              shell`aws iam update-role --role-name ${role.RoleName} --max-session-duration ${most}`,
            ],
          },
        );
    }
  },
});

function inHours(seconds: number): number {
  return Number((seconds / 3600).toFixed(2));
}
