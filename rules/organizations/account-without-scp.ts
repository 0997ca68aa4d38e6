import { accountResource, defineRule, fail, notApplicable, pass, unknown } from 'postern/rule';
import { accountRestrictions } from 'postern/services/organizations';

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
  *check({ accounts }, scope) {
    if (accounts === undefined) {
      yield notApplicable('service control policies are off: organizations/scp-disabled reports it');
      return;
    }
    for (const { Id, Name, State, restriction } of accounts) {
      const resource = accountResource({ ...scope, account: { ...scope.account, id: Id } });
      const account = { Id, Name, State };
      switch (restriction.kind) {
        case 'restricted':
          yield pass(resource, { ...account, RestrictedBy: restriction.by });
          break;
        case 'unknown':
          yield unknown(resource, restriction.because);
          break;
        case 'unrestricted':
          yield fail(
            resource,
            { ...account, Policies: restriction.policies },
            `Every service control policy on the way from the root to ${Name ?? Id} allows everything.`,
          );
      }
    }
  },
});
