import { defineRule, fail, pass, unknown, wholeNumber } from 'postern/rule';
import { administratorAccess, groupMembers } from 'postern/services/iam';
import { grantEvidence, isGranted, severityOf, toWhich } from './_administrator.ts';
import { inlineTellers } from './_inline-tellers.ts';

const SEVERITY = 5.0;

export default defineRule({
  title: 'Group gives many users administrator access',
  type: 'Policy:IAM/GroupGrantsAdministrator',
  severity: SEVERITY,
  scope: 'account',
  reads: { groups: groupMembers },
  options: {
    members: wholeNumber({
      description: 'How many members may have administrator access through one group',
      default: 5,
      min: 0,
      max: 5000,
    }),
  },
  why: 'Every administrator is one more set of credentials that opens the whole account.',
  remediation: {
    text: 'Keep only those in the group who administer the account, and give the others a group with the permissions that their work needs.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege',
  },
  *check({ groups }, { options, now }) {
    for (const { group, members, complete } of groups) {
      const access = administratorAccess(group, now);
      if (access.granted === 'no') continue;
      const resource = { type: 'AwsIamGroup', id: group.detail.Arn };
      // A member's boundary may leave it less.
      const through = members.map((member) => ({
        Arn: member.detail.Arn,
        access: administratorAccess({ ...member, identity: group.identity }, now),
      }));
      const administrators = through.filter(({ access }) => isGranted(access)).map(({ Arn }) => Arn);
      const possible = through.filter(({ access }) => access.granted !== 'no');
      const doubt = possible.map(({ access }) => access).find((access) => access.granted === 'unknown');
      const inWhich = isGranted(access) ? toWhich(access, 'in') : '';
      const evidence = { administrators: administrators.length, members: administrators.slice(0, 10) };
      if (administrators.length > options.members)
        yield fail(
          resource,
          { ...evidence, ...(isGranted(access) && grantEvidence(access)) },
          `The group ${group.detail.GroupName} gives administrator access to ${administrators.length} users${inWhich}.`,
          {
            exposure: 'inside',
            ...(isGranted(access) && {
              toldBy: inlineTellers(group, access),
              ...severityOf(access, SEVERITY),
            }),
          },
        );
      else if (!complete) yield unknown(resource, 'AWS did not list the groups of every user');
      else if (possible.length > options.members && doubt !== undefined)
        yield unknown(resource, doubt.reason);
      else yield pass(resource, evidence);
    }
  },
});
