import { accountResource, defineRule, fail, pass } from 'postern/rule';
import { organization } from 'postern/services/organizations';

export default defineRule({
  title: 'Account belongs to no organization',
  type: 'Policy:Account/OutsideOrganization',
  severity: 3,
  scope: 'account',
  reads: { organization },
  why: 'Nothing outside the account limits what its administrators, or whoever takes their place, can do: no guardrails, no central logging, no central root access.',
  remediation: {
    text: 'Invite the account into your organization. To start one, create it from a new account without workloads, which becomes the management account, and invite this one.',
    url: 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_invites.html',
  },
  *check({ organization }, scope) {
    if (organization === undefined)
      yield fail(
        accountResource(scope),
        { Organization: null },
        'The account is a member of no organization.',
      );
    else
      yield pass(accountResource(scope), {
        Id: organization.Id,
        MasterAccountId: organization.MasterAccountId,
        FeatureSet: organization.FeatureSet,
      });
  },
});
