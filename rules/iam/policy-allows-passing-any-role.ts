import { allowsBroadly, narrowsResource, pinsValue } from 'postern/policy';
import { defineRule, fail, pass, unknown } from 'postern/rule';
import { quoted, UNATTACHED, writtenPolicies } from 'postern/services/iam';

export default defineRule({
  title: 'Policy allows passing any role to any service',
  type: 'PrivilegeEscalation:IAM/PassAnyRole',
  severity: 6.0,
  scope: 'account',
  reads: { written: writtenPolicies },
  why: 'Who may pass any role to a service can start code that runs with the strongest role of the account.',
  remediation: {
    text: 'Name the roles in Resource, and the services that may get them in an iam:PassedToService condition.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html',
  },
  *check({ written }) {
    for (const { resource, which, name, use, evidence, policies, unread } of written.granting) {
      const grants = allowsBroadly(policies, 'iam:PassRole').filter(
        ({ conditions }) =>
          !conditions.some(
            (one) => narrowsResource(one) || (one.key === 'iam:passedtoservice' && pinsValue(one)),
          ),
      );
      const [reason] = unread;
      if (reason !== undefined) yield unknown(resource, reason, which);
      else if (grants.length === 0) yield pass(resource, evidence, which);
      else
        yield fail(
          resource,
          { ...evidence, statements: quoted(grants) },
          `The ${name} allows iam:PassRole on every role, to any service.`,
          { ...which, ...(use === 'none' && UNATTACHED) },
        );
    }
  },
});
