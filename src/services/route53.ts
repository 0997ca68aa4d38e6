import type { HostedZone as AwsHostedZone } from '@aws-sdk/client-route-53';
import { type Named, named } from '../aws/named.ts';
import { pages } from '../aws/pages.ts';
import { service } from '../aws/service.ts';

const route53 = service({
  id: 'route53',
  region: 'global',
  load: () => import('@aws-sdk/client-route-53'),
  client: (sdk, config) => new sdk.Route53Client(config),
});

/** A hosted zone with the ARN that AWS knows it by, which its answers lack. */
export interface HostedZone extends Named<Pick<AwsHostedZone, 'Id' | 'Name' | 'Config'>, 'Id' | 'Name'> {
  readonly arn: string;
}

/**
 * The hosted zones of the account, public and private; none where there are none. ARN:
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonroute53.html
 * https://docs.aws.amazon.com/Route53/latest/APIReference/API_ListHostedZones.html
 */
export const hostedZones = route53.reader(
  ['ListHostedZones'],
  async ({ sdk, client, partition }): Promise<readonly HostedZone[]> => {
    const found = await pages(sdk.paginateListHostedZones({ client, pageSize: 100 }, {}), (page) =>
      named(page.HostedZones, 'Id', 'Name'),
    );
    return found.map(({ Id, Name, Config }) => ({
      Id,
      Name,
      Config,
      arn: `arn:${partition.id}:route53:::${Id.replace(/^\//, '')}`,
    }));
  },
);
