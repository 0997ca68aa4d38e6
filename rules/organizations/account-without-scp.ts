import { accountResource, defineRule } from 'postern/rule';
import { accountRestrictions } from 'postern/services/organizations';
import { restricted, whereEnabled } from './_service-control-policies.ts';

export default defineRule({
  title: 'No service control policy restricts the account',
  type: 'Policy:Organizations/AccountWithoutScp',
  severity: 7,
  scope: 'organization',
  reads: { accounts: accountRestrictions },
  why: 'Whoever becomes administrator of the account can do anything in it: leave the organization, stop its logs, use every Region.',
  remediation: {
    text: 'Attach a service control policy that denies what no account may do, to the root or to an OU above the account.',
    url: 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html',
  },
  check: ({ accounts }, scope) =>
    whereEnabled(accounts, ({ Id, Name, State, restriction }) =>
      restricted(
        accountResource({ ...scope, account: { ...scope.account, id: Id } }),
        { Id, Name, State },
        restriction,
        `on the way from the root to ${Name ?? Id}`,
        5.0,
      ),
    ),
});
