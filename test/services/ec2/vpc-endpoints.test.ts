import { afterEach, describe, expect, it, vi } from 'vitest';
import { endpointServices, ownVpcEndpoints } from '../../../src/services/ec2/vpc-endpoints.ts';
import { denied } from '../../support/faults.ts';
import { stubbedPlace } from '../../support/place.ts';
import { failure, success, textParam } from '../../support/wire.ts';

afterEach(() => vi.unstubAllEnvs());

describe('ownVpcEndpoints', () => {
  it('are those of the account, by their ARNs', async () => {
    await using scan = await stubbedPlace({
      'ec2:DescribeVpcEndpoints': (call) =>
        success(call, {
          vpcEndpointSet: [
            { vpcEndpointId: 'vpce-1', ownerId: '111122223333' },
            { vpcEndpointId: 'vpce-2', ownerId: '444455556666' },
          ],
        }),
    });
    expect((await ownVpcEndpoints(scan.place)).map(({ arn }) => arn)).toEqual([
      'arn:aws:ec2:eu-west-1:111122223333:vpc-endpoint/vpce-1',
    ]);
  });
});

describe('endpointServices', () => {
  it('have those who may connect where nobody accepts, and one whose permissions are denied carries the error', async () => {
    await using scan = await stubbedPlace({
      'ec2:DescribeVpcEndpointServiceConfigurations': (call) =>
        success(call, {
          serviceConfigurationSet: ['open', 'shut', 'gone', 'asked'].map((id) => ({
            serviceId: `vpce-svc-${id}`,
            acceptanceRequired: id === 'asked',
          })),
        }),
      'ec2:DescribeVpcEndpointServicePermissions': (call, upstream) => {
        switch (textParam(call, 'ServiceId')) {
          case 'vpce-svc-open':
            return success(call, { allowedPrincipals: [{ principalType: 'All', principal: '*' }] });
          case 'vpce-svc-shut':
            return denied()(call, upstream);
          default:
            return failure(call, {
              status: 400,
              code: 'InvalidVpcEndpointServiceId.NotFound',
              message: 'there is none',
            });
        }
      },
    });
    expect(await endpointServices(scan.place)).toMatchObject([
      { ServiceId: 'vpce-svc-asked', AllowedPrincipals: undefined },
      {
        ServiceId: 'vpce-svc-open',
        arn: 'arn:aws:ec2:eu-west-1:111122223333:vpc-endpoint-service/vpce-svc-open',
        AcceptanceRequired: false,
        AllowedPrincipals: { ok: true, value: ['*'] },
      },
      {
        ServiceId: 'vpce-svc-shut',
        AllowedPrincipals: { ok: false, error: { action: 'ec2:DescribeVpcEndpointServicePermissions' } },
      },
    ]);
    expect(scan.calls().filter((call) => call === 'DescribeVpcEndpointServicePermissions')).toHaveLength(3);
  });

  it('are none, for one call', async () => {
    await using scan = await stubbedPlace({
      'ec2:DescribeVpcEndpointServiceConfigurations': (call) =>
        success(call, { serviceConfigurationSet: [] }),
    });
    expect(await endpointServices(scan.place)).toEqual([]);
    expect(scan.calls()).toEqual(['DescribeVpcEndpointServiceConfigurations']);
  });
});
