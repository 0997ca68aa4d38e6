import { defineRule, fail, notApplicable, pass, unknown } from 'postern/rule';
import { unitRestrictions } from 'postern/services/organizations';

export default defineRule({
  title: 'No service control policy restricts the OU',
  type: 'Policy:Organizations/OuWithoutScp',
  severity: 5,
  scope: 'organization',
  reads: { units: unitRestrictions },
  why: 'An account that is created in the OU or moved to it starts without any limit.',
  remediation: {
    text: 'Attach a service control policy that denies what no account may do, to the OU or above it.',
    url: 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html',
  },
  *check({ units }) {
    if (units === undefined) {
      yield notApplicable('service control policies are off: organizations/scp-disabled reports it');
      return;
    }
    for (const { Id, Arn, Name, restriction } of units) {
      const resource = { type: 'AwsOrganizationsOrganizationalUnit', id: Arn };
      switch (restriction.kind) {
        case 'restricted':
          yield pass(resource, { Id, Name, RestrictedBy: restriction.by });
          break;
        case 'unknown':
          yield unknown(resource, restriction.because);
          break;
        case 'unrestricted':
          yield fail(
            resource,
            { Id, Name, Policies: restriction.policies },
            `Every service control policy on ${Name ?? Id} and above it allows everything.`,
          );
      }
    }
  },
});
