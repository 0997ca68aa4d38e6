import { named } from '../aws/named.ts';
import { pages } from '../aws/pages.ts';
import { service } from '../aws/service.ts';

const efs = service({
  id: 'efs',
  region: 'regional',
  load: () => import('@aws-sdk/client-efs'),
  client: (sdk, config) => new sdk.EFSClient(config),
});

/**
 * The file systems of the Region.
 * https://docs.aws.amazon.com/efs/latest/ug/API_DescribeFileSystems.html
 */
export const fileSystems = efs.reader(['DescribeFileSystems'], ({ sdk, client }) =>
  pages(
    sdk.paginateDescribeFileSystems({ client, pageSize: 100 }, {}),
    (page) => page.FileSystems && named(page.FileSystems, 'FileSystemId', 'FileSystemArn'),
  ),
);
