import { defineRule, fail, notApplicable, pass, shell, unknown } from 'postern/rule';
import { organization, organizationRoot, policyTypeEnabled } from 'postern/services/organizations';
import { organizationResource } from './_service-control-policies.ts';

export default defineRule({
  title: 'Service control policies are off',
  type: 'Policy:Organizations/ScpDisabled',
  severity: 7.5,
  scope: 'organization',
  reads: { organization, root: organizationRoot },
  why: 'Service control policies are the only limit that the administrators of a member account cannot lift. Without them every account is as safe as its weakest administrator.',
  remediation: {
    text: 'Enable service control policies in the root; an organization with consolidated billing features only has to enable all features first.',
    url: 'https://docs.aws.amazon.com/organizations/latest/userguide/enable-policy-type.html',
  },
  *check({ organization, root }) {
    if (organization === undefined) {
      yield notApplicable('the account belongs to no organization');
      return;
    }
    const { FeatureSet } = organization;
    const resource = organizationResource(organization);
    const evidence = { FeatureSet, RootId: root.Id, PolicyTypes: root.PolicyTypes };
    const enabled = policyTypeEnabled(root, 'SERVICE_CONTROL_POLICY');
    if (FeatureSet === 'CONSOLIDATED_BILLING')
      yield fail(
        resource,
        evidence,
        'The organization has consolidated billing features only, which include no policies.',
      );
    else if (enabled === undefined)
      yield unknown(resource, 'AWS did not say which policy types the root has enabled');
    else if (enabled) yield pass(resource, evidence);
    else
      yield fail(
        resource,
        evidence,
        'The root of the organization has service control policies not enabled.',
        {
          commands: [
            shell`aws organizations enable-policy-type --root-id ${root.Id} --policy-type SERVICE_CONTROL_POLICY`,
          ],
        },
      );
  },
});
