import { defineRule, fail, notApplicable, pass, unknown } from 'postern/rule';
import { quoted } from 'postern/services/iam';
import { assignedSets } from 'postern/services/identity-center';

export default defineRule({
  title: 'Administrator permission set is assigned to a person',
  type: 'Policy:IdentityCenter/AdministratorAssignedToUser',
  severity: 4.0,
  scope: 'account',
  reads: { administrators: assignedSets },
  why: 'Access that was given to a person one by one is not seen where groups are reviewed, and stays when the person changes jobs.',
  remediation: {
    text: 'Assign the permission set to a group, put the person into it, and remove the assignment to the person.',
    url: 'https://docs.aws.amazon.com/singlesignon/latest/userguide/useraccess.html',
  },
  *check({ administrators }) {
    if (administrators.kind === 'none') {
      yield notApplicable(administrators.reason);
      return;
    }
    for (const set of administrators.sets) {
      const { PermissionSetArn, region, access, description, AccountAssignments, unread } = set;
      const resource = { type: 'AwsSsoPermissionSet', id: PermissionSetArn, region };
      const users = AccountAssignments.filter(({ PrincipalType }) => PrincipalType === 'USER');
      const name = (description.ok ? description.value.Name : undefined) ?? PermissionSetArn;
      if (!access.ok) yield unknown(resource, access.error);
      else if (users.length > 0 && access.value.granted === 'unknown')
        yield unknown(resource, access.value.reason);
      else if (users.length > 0 && 'statements' in access.value)
        yield fail(
          resource,
          { Name: name, AccountAssignments: users, statements: quoted(access.value.statements) },
          `${name} is assigned directly to ${inWords(new Set(users.map(({ PrincipalId }) => PrincipalId)).size)}.`,
          { exposure: 'inside' },
        );
      else if (unread !== undefined) yield unknown(resource, unread);
      else if (AccountAssignments.some(({ PrincipalType }) => PrincipalType === undefined))
        yield unknown(resource, 'AWS did not say whether an assignment is to a user or a group');
      else yield pass(resource, { Name: name, AccountAssignments });
    }
  },
});

function inWords(people: number): string {
  return people === 1 ? 'a user' : `${people} users`;
}
