import type { Accelerator as AwsAccelerator } from '@aws-sdk/client-global-accelerator';
import { type Named, named } from '../aws/named.ts';
import { pages } from '../aws/pages.ts';
import { service } from '../aws/service.ts';

/**
 * "Global Accelerator is a global service that supports endpoints in multiple AWS Regions but you must specify the US West
 * (Oregon) Region": https://docs.aws.amazon.com/global-accelerator/latest/api/Welcome.html
 */
const globalaccelerator = service({
  id: 'globalaccelerator',
  region: 'global',
  partitions: ['aws'],
  load: () => import('@aws-sdk/client-global-accelerator'),
  client: (sdk, config) => new sdk.GlobalAcceleratorClient(config),
});

export type Accelerator = Named<
  Pick<AwsAccelerator, 'AcceleratorArn' | 'Name' | 'Enabled' | 'DnsName'>,
  'AcceleratorArn'
>;

/**
 * Standard accelerators, those that are off too; none where there are none. Custom routing accelerators are listed by
 * another operation.
 * https://docs.aws.amazon.com/global-accelerator/latest/api/API_ListAccelerators.html
 */
export const accelerators = globalaccelerator.reader(
  ['ListAccelerators'],
  async ({ sdk, client }): Promise<readonly Accelerator[]> => {
    const found = await pages(sdk.paginateListAccelerators({ client, pageSize: 100 }, {}), (page) =>
      named(page.Accelerators, 'AcceleratorArn'),
    );
    return found.map(({ AcceleratorArn, Name, Enabled, DnsName }) => ({
      AcceleratorArn,
      Name,
      Enabled,
      DnsName,
    }));
  },
);
