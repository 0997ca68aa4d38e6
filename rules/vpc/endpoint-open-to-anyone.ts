import { endpointAdmissions, openToAnyone } from 'postern/policy';
import { accountResource, defineRule, judgeOpening, notApplicable, tagMap } from 'postern/rule';
import { ownVpcEndpoints } from 'postern/services/ec2';

export default defineRule({
  title: 'VPC endpoint lets anyone through to anything',
  type: 'Policy:VPC/EndpointOpenToAnyone',
  severity: 4.0,
  scope: 'region',
  reads: { endpoints: ownVpcEndpoints },
  why: 'Whoever is in the network can carry data out to a bucket of his own, with credentials of his own, past every firewall: to the service it is a request like any other.',
  remediation: {
    text: 'Require aws:PrincipalOrgID and aws:ResourceOrgID, or your account in aws:PrincipalAccount and aws:ResourceAccount, in the policy of the endpoint; name buckets of AWS that your systems need. What uses other accounts through the endpoint then stops.',
    url: 'https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html',
  },
  gather: {
    in: 'region',
    describe: (parts, place) => ({
      resource: accountResource(place),
      title: 'VPC endpoints let anyone through to anything',
      description: `${parts.length === 1 ? 'A VPC endpoint' : `${parts.length} VPC endpoints`} in ${place.region} ${parts.length === 1 ? 'lets' : 'let'} anyone's credentials through to anyone's resources.`,
    }),
  },
  *check({ endpoints }, { region, now }) {
    for (const endpoint of endpoints) {
      const { arn, VpcEndpointId, ServiceName = '', PolicyDocument: text, Tags } = endpoint;
      const resource = { type: 'AwsEc2VpcEndpoint', id: arn, ...tagMap(Tags), details: { ServiceName } };
      const because = withoutPolicy(endpoint);
      if (because !== undefined) yield notApplicable(because, resource);
      else
        yield judgeOpening(resource, { ok: true, value: { name: 'PolicyDocument', text } }, (policy) =>
          openToAnyone(
            `VPC endpoint ${VpcEndpointId} to ${ServiceName}`,
            endpointAdmissions(policy, ServiceName.split(`${region}.`)[1] ?? 's3', now),
          ),
        );
    }
  },
});

type Endpoint = Awaited<ReturnType<typeof ownVpcEndpoints>>[number];

/** Why nobody can set a policy of the endpoint; undefined where it has one. */
function withoutPolicy({ VpcEndpointType, ServiceName, RequesterManaged, State }: Endpoint) {
  if (VpcEndpointType !== undefined && VpcEndpointType !== 'Gateway' && VpcEndpointType !== 'Interface')
    return `an endpoint of type ${VpcEndpointType} has no policy`;
  if (/\.vpce\.|\.vpce-svc-/.test(ServiceName ?? ''))
    return 'it leads to a service of another AWS customer, and such an endpoint takes no policy';
  if (RequesterManaged === true) return 'an AWS service made the endpoint and manages it';
  return /^(deleted|deleting|failed|rejected|expired)$/i.test(State ?? '')
    ? `nothing goes through it (${State})`
    : undefined;
}
