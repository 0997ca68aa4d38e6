import { defineRule, fail, pass, tagMap, unknown } from 'postern/rule';
import { administratorAccess, credentialReport, policyHolders } from 'postern/services/iam';
import { grantEvidence, severityOf, toWhich } from './_administrator.ts';
import { mfaOf } from './_administrator-with-mfa.ts';

const SEVERITY = 5.0;

export default defineRule({
  title: 'User has administrator access of its own',
  type: 'Policy:IAMUser/UserIsAdministrator',
  severity: SEVERITY,
  scope: 'account',
  reads: { holders: policyHolders, report: credentialReport },
  why: 'The password and access keys of a user stay valid until somebody changes them, and here each of them is the whole account. A role gives the same access for hours, to whoever needs it then.',
  remediation: {
    text: 'Give people administrator access through IAM Identity Center or a role that they assume with MFA, and take the policies away from the user and from the groups that it is in.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#bp-users-federation-idp',
  },
  *check({ holders, report }, { now }) {
    for (const holder of holders.users) {
      // iam/administrator-without-mfa reports those, more gravely.
      if (mfaOf(holder, report, now)?.status === 'fail') continue;
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
          severityOf(access, SEVERITY),
        );
    }
  },
});
