import { grantsFullAdministrator, grantsWholeService, literal, matches, wildcard } from 'postern/policy';
import { defineRule } from 'postern/rule';
import { quoted, writtenPolicies } from 'postern/services/iam';
import { withoutExcess } from './_policy-allows.ts';

/** With all actions of these, one gets the rest, or hides what one did. */
const POWERFUL = ['iam', 'organizations', 'kms', 'sts', 'cloudtrail', 'guardduty'];

const SEVERITY = 3.0;

export default defineRule({
  title: 'Policy grants every action of a service',
  type: 'Policy:IAM/PolicyGrantsWholeService',
  severity: SEVERITY,
  raisedTo: 6.0,
  scope: 'account',
  reads: { written: writtenPolicies },
  why: 'All actions of a service include deleting its resources and sharing them with the world, on every resource and with whatever AWS adds to it.',
  remediation: {
    text: 'Name the actions and resources that are needed. IAM Access Analyzer can draft such a policy from what was really used.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-policy-generation.html',
  },
  check: ({ written }, { now }) =>
    withoutExcess(
      written.granting,
      ({ policies, holder }) => {
        const administrator = grantsFullAdministrator(policies, holder, now);
        const whole = [
          ...(administrator?.conditions.length === 0
            ? [{ service: '*', statements: administrator.statements }]
            : []),
          ...grantsWholeService(policies, holder, now),
        ];
        if (whole.length === 0) return undefined;
        const services = whole.map(({ service }) => service);
        const powerful = POWERFUL.filter((one) =>
          services.some((service) => matches(wildcard(service), literal(one)) === true),
        );
        const by = whole.flatMap(({ statements }) => statements);
        return {
          inWords: `every action of ${services.includes('*') ? 'every service' : services.join(', ')} on every resource`,
          evidence: { services, statements: quoted(by) },
          statements: by,
          ...(powerful.length > 0 && {
            severity: { score: 6.0, reason: `It includes ${powerful.join(', ')}.` },
          }),
        };
      },
      { now, usual: SEVERITY },
    ),
});
