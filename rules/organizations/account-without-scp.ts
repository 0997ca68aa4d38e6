import { accountResource, defineRule } from 'postern/rule';
import { accountRestrictions, memberAccounts, organization } from 'postern/services/organizations';
import { highestPlace, restricted, withoutPolicies } from './_service-control-policies.ts';

export default defineRule({
  title: 'No service control policy restricts the account',
  type: 'Policy:Organizations/AccountWithoutScp',
  severity: 7,
  scope: 'organization',
  reads: { accounts: accountRestrictions, members: memberAccounts, organization },
  why: 'Whoever becomes administrator of the account can do anything in it: leave the organization, stop its logs, use every Region.',
  remediation: {
    text: 'Attach a service control policy that denies what no account may do, to the root or to an OU above the account.',
    url: 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html',
  },
  gather: highestPlace('accounts'),
  check: ({ accounts, members, organization }, scope) => {
    const resourceOf = (Id: string) => accountResource({ ...scope, account: { ...scope.account, id: Id } });
    return accounts === undefined
      ? members.map((each) => withoutPolicies(resourceOf(each.Id), each, { State: each.State }, organization))
      : accounts.map((each) =>
          restricted(
            resourceOf(each.Id),
            each,
            { State: each.State },
            `on the way from the root to ${each.Name ?? each.Id}`,
            5.0,
          ),
        );
  },
});
