import { defineRule } from 'postern/rule';
import { unitRestrictions } from 'postern/services/organizations';
import { restricted, whereEnabled } from './_service-control-policies.ts';

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
  check: ({ units }) =>
    whereEnabled(units, ({ Id, Arn, Name, restriction }) =>
      restricted(
        { type: 'AwsOrganizationsOrganizationalUnit', id: Arn },
        { Id, Name },
        restriction,
        `on ${Name ?? Id} and above it`,
        3.0,
      ),
    ),
});
