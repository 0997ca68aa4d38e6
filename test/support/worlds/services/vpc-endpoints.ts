import type { Answers } from '../../stub.ts';
import { success, textParam, type Wire } from '../../wire.ts';
import type { ServiceWorld } from './service-world.ts';
import { allow, document } from './statements.ts';

/** VPC endpoints in us-east-1 with their policies, and endpoint services with whom they let in, by id. */
function endpoints(
  accountId: string,
  policies: Readonly<Record<string, string>>,
  services: Readonly<Record<string, { readonly accepts: boolean; readonly principals: readonly string[] }>>,
): Answers {
  const here = (call: { readonly region: string }, items: readonly Wire[]) =>
    call.region === 'us-east-1' ? items : [];
  return {
    'ec2:DescribeVpcEndpoints': (call) =>
      success(call, {
        vpcEndpointSet: here(
          call,
          Object.entries(policies).map(([vpcEndpointId, policyDocument]) => ({
            vpcEndpointId,
            vpcEndpointType: 'Gateway',
            serviceName: 'com.amazonaws.us-east-1.s3',
            state: 'available',
            ownerId: accountId,
            policyDocument,
          })),
        ),
      }),
    'ec2:DescribeVpcEndpointServiceConfigurations': (call) =>
      success(call, {
        serviceConfigurationSet: here(
          call,
          Object.entries(services).map(([serviceId, { accepts }]) => ({
            serviceId,
            serviceState: 'Available',
            acceptanceRequired: accepts,
          })),
        ),
      }),
    'ec2:DescribeVpcEndpointServicePermissions': (call) =>
      success(call, {
        allowedPrincipals: (services[textParam(call, 'ServiceId') ?? '']?.principals ?? []).map(
          (principal) => ({ principalType: principal === '*' ? 'All' : 'Account', principal }),
        ),
      }),
  };
}

const own = (accountId: string) =>
  document(allow('*', '*', { Condition: { StringEquals: { 'aws:ResourceAccount': accountId } } }));
const asked = { accepts: true, principals: ['*'] };

export const vpcEndpointsWorld: ServiceWorld = {
  badlyKept: {
    answers: ({ accountId }) =>
      endpoints(
        accountId,
        { 'vpce-open': document(allow('*', '*')), 'vpce-own': own(accountId) },
        { 'vpce-svc-open': { accepts: false, principals: ['*'] }, 'vpce-svc-asked': asked },
      ),
  },
  wellKept: {
    answers: ({ accountId }) =>
      endpoints(accountId, { 'vpce-own': own(accountId) }, { 'vpce-svc-asked': asked }),
  },
  finds: {
    'vpc/endpoint-open-to-anyone': { fails: ['vpce-open'], passes: ['vpce-own'] },
    'vpc/endpoint-service-open': { fails: ['vpce-svc-open'], passes: ['vpce-svc-asked'] },
  },
};
