import { defineRule, fail, notApplicable, pass, shell, tagMap, unknown } from 'postern/rule';
import { endpointServices } from 'postern/services/ec2';

export default defineRule({
  title: 'Endpoint service takes anyone without asking',
  type: 'Policy:VPC/EndpointServiceOpen',
  severity: 5.0,
  scope: 'region',
  reads: { services: endpointServices },
  why: 'Whoever learns the name of the service connects to it from a VPC of his own, and reaches what stands behind its load balancer.',
  remediation: {
    text: 'Name the accounts that may connect in place of *, or require acceptance of each connection. Connections that stand are not cut by it: reject those that you do not know.',
    url: 'https://docs.aws.amazon.com/vpc/latest/privatelink/configure-endpoint-service.html',
  },
  *check({ services }, { region }) {
    for (const { arn, ServiceId, ServiceState, AcceptanceRequired, AllowedPrincipals, Tags } of services) {
      const service = { type: 'AwsEc2VpcEndpointService', id: arn, ...tagMap(Tags) };
      if (/^(deleting|deleted|failed)$/i.test(ServiceState ?? ''))
        yield notApplicable(`nobody can connect to it (${ServiceState})`, service);
      else if (AllowedPrincipals === undefined) yield pass(service, { AcceptanceRequired });
      else if (!AllowedPrincipals.ok) yield unknown(service, AllowedPrincipals.error);
      else {
        const evidence = { AcceptanceRequired, AllowedPrincipals: AllowedPrincipals.value };
        if (!AllowedPrincipals.value.includes('*')) yield pass(service, evidence);
        else if (AcceptanceRequired === undefined)
          yield unknown(service, 'AWS did not say whether connections must be accepted');
        else
          yield fail(
            service,
            evidence,
            `Anyone with an AWS account can connect to the endpoint service ${ServiceId}, and nobody has to accept it.`,
            {
              exposure: 'other-account',
              commands: [
                shell`aws ec2 modify-vpc-endpoint-service-configuration --service-id ${ServiceId} --acceptance-required --region ${region}`,
              ],
            },
          );
      }
    }
  },
});
