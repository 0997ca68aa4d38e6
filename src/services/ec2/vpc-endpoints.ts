import type { ServiceConfiguration } from '@aws-sdk/client-ec2';
import { derive } from '../../aws/combine-readers.ts';
import { type Named, named } from '../../aws/named.ts';
import { pages } from '../../aws/pages.ts';
import type { Answer } from '../../aws/reader.ts';
import { stillThere } from '../../aws/still-there.ts';
import { isOwn } from './ownership.ts';
import { ec2 } from './service.ts';

/**
 * VPC endpoints with their policies, those too that AWS services made for the account.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcEndpoints.html
 */
const vpcEndpoints = ec2.reader(['DescribeVpcEndpoints'], ({ sdk, client }) =>
  pages(sdk.paginateDescribeVpcEndpoints({ client, pageSize: 1000 }, {}), (page) =>
    named(page.VpcEndpoints, 'VpcEndpointId'),
  ),
);

/** Those of this account, by their ARNs. */
export const ownVpcEndpoints = derive({ endpoints: vpcEndpoints }, ({ endpoints }, { session, region }) =>
  endpoints.filter(isOwn(session.accountId)).map((endpoint) => ({
    ...endpoint,
    arn: `arn:${session.partition.id}:ec2:${region}:${session.accountId}:vpc-endpoint/${endpoint.VpcEndpointId}`,
  })),
);

/** A service that the account offers to other VPCs. */
export interface EndpointService extends Named<ServiceConfiguration, 'ServiceId'> {
  readonly arn: string;
  /**
   * Who may connect to it: ARNs of accounts, users and roles; `*` for everybody. Undefined, as it is not asked, where each
   * connection has to be accepted.
   */
  readonly AllowedPrincipals: Answer<readonly string[]> | undefined;
}

/**
 * The endpoint services of the account in the Region; one whose permissions may not be read carries the error.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcEndpointServiceConfigurations.html
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcEndpointServicePermissions.html
 */
export const endpointServices = ec2.reader(
  ['DescribeVpcEndpointServiceConfigurations', { ifAny: 'DescribeVpcEndpointServicePermissions' }],
  async ({ sdk, client, accountId, partition, region, each }): Promise<readonly EndpointService[]> => {
    const offered = await pages(
      sdk.paginateDescribeVpcEndpointServiceConfigurations({ client, pageSize: 1000 }, {}),
      (page) => named(page.ServiceConfigurations, 'ServiceId'),
    );
    const isAsked = ({ AcceptanceRequired }: ServiceConfiguration) => AcceptanceRequired !== true;
    const answers = await each(offered.filter(isAsked), ({ ServiceId }) =>
      pages(
        sdk.paginateDescribeVpcEndpointServicePermissions({ client, pageSize: 1000 }, { ServiceId }),
        (page) => named(page.AllowedPrincipals, 'Principal').map(({ Principal }) => Principal),
      ),
    );
    const unasked = offered.filter((one) => !isAsked(one)).map((item) => ({ item, answer: undefined }));
    return [...unasked, ...stillThere(answers, 'InvalidVpcEndpointServiceId.NotFound')].map(
      ({ item, answer }) => ({
        ...item,
        arn: `arn:${partition.id}:ec2:${region}:${accountId}:vpc-endpoint-service/${item.ServiceId}`,
        AllowedPrincipals: answer,
      }),
    );
  },
);
