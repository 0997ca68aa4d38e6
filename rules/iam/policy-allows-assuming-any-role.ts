import { allowsBroadly, narrowsResource } from 'postern/policy';
import { defineRule, fail, pass, unknown } from 'postern/rule';
import { quoted, UNATTACHED, writtenPolicies } from 'postern/services/iam';

export default defineRule({
  title: 'Policy allows assuming any role',
  type: 'PrivilegeEscalation:IAM/AssumeAnyRole',
  severity: 6.0,
  scope: 'account',
  reads: { written: writtenPolicies },
  why: 'Every role that trusts this account, also roles of other accounts and roles that are made later, is open to whoever has the policy.',
  remediation: {
    text: 'Name the roles that may be assumed in Resource.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_permissions-to-switch.html',
  },
  *check({ written }) {
    for (const { resource, which, name, use, evidence, policies, unread } of written.granting) {
      const grants = allowsBroadly(policies, 'sts:AssumeRole').filter(
        ({ conditions }) => !conditions.some(narrowsResource),
      );
      const [reason] = unread;
      if (reason !== undefined) yield unknown(resource, reason, which);
      else if (grants.length === 0) yield pass(resource, evidence, which);
      else
        yield fail(
          resource,
          { ...evidence, statements: quoted(grants) },
          `The ${name} allows sts:AssumeRole on every role.`,
          { ...which, ...(use === 'none' && UNATTACHED) },
        );
    }
  },
});
