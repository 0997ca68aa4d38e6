import { defineRule, fail, pass, unknown } from 'postern/rule';
import { ATTACHMENT_NOT_TOLD, writtenPolicies } from 'postern/services/iam';

export default defineRule({
  title: 'Policy is attached to nothing',
  type: 'Policy:IAM/PolicyUnused',
  severity: 1.0,
  scope: 'account',
  reads: { written: writtenPolicies },
  why: 'Nobody keeps an unused policy up to date, and one day somebody attaches it for its name.',
  remediation: {
    text: 'Delete the policy if nothing outside this account creates users or roles with it.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_manage-delete.html',
  },
  *check({ written }) {
    for (const { resource, name, use, evidence } of written.managed) {
      if (use === undefined) yield unknown(resource, ATTACHMENT_NOT_TOLD);
      else if (use === 'none')
        yield fail(
          resource,
          evidence,
          `The ${name} is attached to no user, group or role, and is nobody's boundary.`,
          { exposure: 'none' },
        );
      else yield pass(resource, evidence);
    }
  },
});
