import { defineRule, fail, pass } from 'postern/rule';
import { organizationTree } from 'postern/services/organizations';

export default defineRule({
  title: 'OU is empty',
  type: 'Policy:Organizations/OuUnused',
  severity: 0.5,
  scope: 'organization',
  reads: { tree: organizationTree },
  why: 'An empty OU is a place where an account may end up with policies that nobody keeps.',
  remediation: {
    text: 'Delete the OU, or leave it if accounts will come to it.',
    url: 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_ous.html',
  },
  *check({ tree }) {
    const parents = new Set([...tree.units, ...tree.accounts].map(({ ParentId }) => ParentId));
    for (const { Id, Arn, Name } of tree.units) {
      const resource = { type: 'AwsOrganizationsOrganizationalUnit', id: Arn };
      if (parents.has(Id)) yield pass(resource, { Id, Name });
      else
        yield fail(
          resource,
          { Id, Name, Accounts: [], OrganizationalUnits: [] },
          `The OU ${Name ?? Id} holds no account and no OU.`,
        );
    }
  },
});
