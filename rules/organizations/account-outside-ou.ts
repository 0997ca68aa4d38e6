import { accountResource, defineRule, fail, pass } from 'postern/rule';
import { memberAccounts, organizationRoot } from 'postern/services/organizations';

export default defineRule({
  title: 'Account is in no OU',
  type: 'Policy:Organizations/AccountOutsideOu',
  severity: 3,
  scope: 'organization',
  reads: { accounts: memberAccounts, root: organizationRoot },
  why: 'Policies are attached to OUs, so an account outside them has the limits of the root alone, and those of no account of its kind.',
  remediation: {
    text: 'Move the account to the OU of accounts with the same purpose, after checking what the policies of that OU deny.',
    url: 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_ous.html',
  },
  *check({ accounts, root }, scope) {
    for (const { Id, Name, State, ParentId } of accounts) {
      const resource = accountResource({ ...scope, account: { ...scope.account, id: Id } });
      const evidence = { Id, Name, State, ParentId };
      if (ParentId === root.Id)
        yield fail(resource, evidence, `The account ${Name ?? Id} sits directly under the root.`);
      else yield pass(resource, evidence);
    }
  },
});
