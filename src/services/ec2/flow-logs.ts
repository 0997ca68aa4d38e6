import type { FlowLog as AwsFlowLog, Vpc as AwsVpc } from '@aws-sdk/client-ec2';
import { derive, optional } from '../../aws/combine-readers.ts';
import { type Named, named } from '../../aws/named.ts';
import { pages } from '../../aws/pages.ts';
import { networkInterfaces } from './network-interfaces.ts';
import { isOwn } from './ownership.ts';
import { ec2 } from './service.ts';

export type Vpc = Named<AwsVpc, 'VpcId'>;
export type FlowLog = Named<AwsFlowLog, 'FlowLogId'>;

/**
 * VPCs, those too that other accounts share with this one.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcs.html
 */
const vpcs = ec2.reader(['DescribeVpcs'], ({ sdk, client }) =>
  pages(
    sdk.paginateDescribeVpcs({ client, pageSize: 1000 }, {}),
    (page) => page.Vpcs && named(page.Vpcs, 'VpcId'),
  ),
);

/** The VPCs of this account. */
export const ownVpcs = derive({ all: vpcs }, ({ all }, { session }) => all.filter(isOwn(session.accountId)));

/**
 * Flow logs of VPCs, subnets, interfaces and transit gateways; none are asked for where there is no own VPC.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeFlowLogs.html
 */
const flowLogs = ec2
  .using(ownVpcs)
  .reader(
    [{ ifAny: 'DescribeFlowLogs' }],
    async ({ sdk, client, ask }): Promise<readonly FlowLog[]> =>
      (await ask(ownVpcs)).length === 0
        ? []
        : pages(
            sdk.paginateDescribeFlowLogs({ client, pageSize: 1000 }, {}),
            (page) => page.FlowLogs && named(page.FlowLogs, 'FlowLogId'),
          ),
  );

/** An own VPC, and what is recorded of its traffic. */
export interface VpcFlowLogs {
  readonly vpc: Vpc;
  /** Flow logs of the VPC itself. */
  readonly ofVpc: readonly FlowLog[];
  /** How many interfaces it has, and flow logs of their own or of their subnets. Undefined where that is not known. */
  readonly interfaces: readonly { readonly id: string; readonly flowLogs: readonly FlowLog[] }[] | undefined;
}

export const vpcFlowLogs = derive(
  { vpcs: ownVpcs, flowLogs, interfaces: optional(networkInterfaces) },
  ({ vpcs, flowLogs, interfaces }): readonly VpcFlowLogs[] => {
    const of = (id: string | undefined) => flowLogs.filter(({ ResourceId }) => ResourceId === id);
    const known = interfaces.ok && interfaces.value.every(({ VpcId }) => VpcId);
    return vpcs.map((vpc) => ({
      vpc,
      ofVpc: of(vpc.VpcId),
      interfaces:
        known && interfaces.ok
          ? interfaces.value
              .filter(({ VpcId }) => VpcId === vpc.VpcId)
              .map(({ NetworkInterfaceId, SubnetId }) => ({
                id: NetworkInterfaceId,
                flowLogs: [...of(NetworkInterfaceId), ...(SubnetId === undefined ? [] : of(SubnetId))],
              }))
          : undefined,
    }));
  },
);
