import type { TransitGateway as AwsTransitGateway } from '@aws-sdk/client-ec2';
import { derive } from '../../aws/combine-readers.ts';
import { type Named, named } from '../../aws/named.ts';
import { pages } from '../../aws/pages.ts';
import { isOwn } from './ownership.ts';
import { ec2 } from './service.ts';

export type TransitGateway = Named<AwsTransitGateway, 'TransitGatewayId' | 'TransitGatewayArn'>;

/**
 * Transit gateways, those too that other accounts share with this one.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeTransitGateways.html
 */
const transitGateways = ec2.reader(['DescribeTransitGateways'], ({ sdk, client }) =>
  pages(
    sdk.paginateDescribeTransitGateways({ client, pageSize: 1000 }, {}),
    (page) => page.TransitGateways && named(page.TransitGateways, 'TransitGatewayId', 'TransitGatewayArn'),
  ),
);

/** The transit gateways of this account that are there, or about to be. */
export const ownTransitGateways = derive({ all: transitGateways }, ({ all }, { session }) =>
  all.filter(isOwn(session.accountId)).filter(({ State }) => State !== 'deleted' && State !== 'deleting'),
);
