import { admitsGuests, identityProvider } from 'postern/policy';
import { accountResource, defineRule, fail, pass, tagMap, unknown } from 'postern/rule';
import { type RoleTrust, roleTrusts, trustEvidence } from 'postern/services/iam';

/** How CloudWatch names the role that it makes for those whom a dashboard is shared with. */
const ROLE = /^CWDBSharing/;

export default defineRule({
  title: 'Dashboards are shared with people outside the account',
  type: 'Exposure:CloudWatch/DashboardSharedPublicly',
  severity: 4.0,
  scope: 'account',
  reads: { trusts: roleTrusts },
  why: 'Sharing a dashboard gives its viewers a role that reads every metric of the account and the names and tags of all its instances, more than the dashboard shows; AWS lets nobody narrow that.',
  remediation: {
    text: 'Stop sharing the dashboard (Actions, Share dashboard, Stop sharing), or share it with named people, who sign in. When the role is still there afterwards, delete it.',
    url: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-dashboard-sharing.html',
  },
  *check({ trusts }, scope) {
    const sharing = trusts.filter(({ role }) => ROLE.test(role.RoleName));
    if (sharing.length === 0) yield pass(accountResource(scope), { SharingRoles: [] });
    for (const { role, outside, unread } of sharing) {
      const resource = { type: 'AwsIamRole', id: role.Arn, ...tagMap(role.Tags) };
      const viewers = outside.filter((trust) => takesGuests(trust) !== undefined);
      const guests = viewers.filter((trust) => takesGuests(trust) === true);
      const evidence = trustEvidence(viewers);
      if (guests.length > 0)
        yield fail(
          resource,
          trustEvidence(guests),
          `A dashboard is shared publicly: whoever has its link can assume ${role.RoleName} without signing in.`,
          { exposure: 'internet', toldBy: { rule: 'iam/role-trusts-any-oidc-subject' } },
        );
      else if (unread !== undefined) yield unknown(resource, unread);
      else if (viewers.length > 0)
        yield fail(
          resource,
          evidence,
          `Dashboards are shared with people outside the account, who sign in and can assume ${role.RoleName}.`,
          { severity: { score: 1.0, reason: 'only those who were invited and sign in can' } },
        );
      else yield pass(resource, evidence);
    }
  },
});

/** Whether Amazon Cognito lets guests in, who did not sign in; undefined for whoever does not come from there. */
function takesGuests(trust: RoleTrust['outside'][number]): boolean | undefined {
  const { who } = trust;
  const provider = who.kind === 'federated' ? identityProvider(who.provider) : undefined;
  return provider === undefined || provider.guestKeys.length === 0
    ? undefined
    : admitsGuests(trust, provider);
}
