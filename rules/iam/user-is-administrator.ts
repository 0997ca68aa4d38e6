import { defineRule, fail, pass, tagMap, unknown } from 'postern/rule';
import { administratorAccess, policyHolders } from 'postern/services/iam';
import { grantEvidence, severityOf, toWhich } from './_administrator.ts';
import { inlineTellers } from './_inline-tellers.ts';

const SEVERITY = 5.0;

export default defineRule({
  title: 'User has administrator access of its own',
  type: 'Policy:IAMUser/UserIsAdministrator',
  severity: SEVERITY,
  scope: 'account',
  reads: { holders: policyHolders },
  why: 'The password and access keys of a user stay valid until somebody changes them, and here each of them is the whole account. A role gives the same access for hours, to whoever needs it then.',
  remediation: {
    text: 'Give people administrator access through IAM Identity Center or a role that they assume with MFA, and take the policies away from the user and from the groups that it is in.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#bp-users-federation-idp',
  },
  *check({ holders }, { now }) {
    for (const holder of holders.users) {
      const access = administratorAccess(holder, now);
      const { Arn, UserName, Tags, GroupList } = holder.detail;
      const user = { type: 'AwsIamUser', id: Arn, ...tagMap(Tags) };
      if (access.granted === 'no')
        yield pass(user, { policies: holder.identity.policies.map(({ name }) => name) });
      else if (access.granted === 'unknown') yield unknown(user, access.reason);
      else
        yield fail(
          user,
          { GroupList, ...grantEvidence(access) },
          `The user ${UserName} has administrator access${toWhich(access, 'in')}.`,
          {
            exposure: 'inside',
            toldBy: [{ rule: 'iam/administrator-without-mfa' }, ...inlineTellers(holder, access)],
            ...severityOf(access, SEVERITY),
          },
        );
    }
  },
});
