import { allowsByExclusion } from 'postern/policy';
import { defineRule } from 'postern/rule';
import { writtenPolicies } from 'postern/services/iam';
import { excessOfStatements, withoutExcess } from './_policy-allows.ts';

const SEVERITY = 4.0;

export default defineRule({
  title: 'Policy allows all but a list',
  type: 'Policy:IAM/PolicyAllowsByExclusion',
  severity: SEVERITY,
  scope: 'account',
  reads: { written: writtenPolicies },
  why: 'Allow with NotAction or NotResource also allows what AWS adds later, and what the author of the list forgot.',
  remediation: {
    text: 'Name what is allowed with Action and Resource. To forbid something, add a statement with Effect Deny.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html',
  },
  check: ({ written }, { now }) =>
    withoutExcess(
      written.granting,
      ({ policies, holder }) => {
        const grants = allowsByExclusion(policies, holder, now);
        const listed = grants.some(({ statement }) => statement.action.negated) ? 'actions' : 'resources';
        return excessOfStatements(grants, `everything but the listed ${listed}`);
      },
      { now, usual: SEVERITY, ofSameStatements: true },
    ),
});
