import type { Cluster as AwsCluster, ClusterVersionInformation } from '@aws-sdk/client-eks';
import { type Named, named } from '../aws/named.ts';
import { pages } from '../aws/pages.ts';
import type { ItemAnswer } from '../aws/reader.ts';
import { service } from '../aws/service.ts';
import { stillThere } from '../aws/still-there.ts';

const eks = service({
  id: 'eks',
  region: 'regional',
  load: () => import('@aws-sdk/client-eks'),
  client: (sdk, config) => new sdk.EKSClient(config),
});

export type Cluster = Named<AwsCluster, 'arn' | 'name'>;

/** A cluster by its name, with what AWS says of it; one that may not be described carries its error. */
export type DescribedCluster = ItemAnswer<string, Cluster>;

/**
 * The clusters of the Region. Kubernetes clusters elsewhere that are only registered with EKS are left out, as ListClusters
 * does.
 * https://docs.aws.amazon.com/eks/latest/APIReference/API_ListClusters.html
 * https://docs.aws.amazon.com/eks/latest/APIReference/API_DescribeCluster.html
 */
export const clusters = eks.reader(
  ['ListClusters', { ifAny: 'DescribeCluster' }],
  async ({ sdk, client, each }): Promise<readonly DescribedCluster[]> => {
    const names = await pages(
      sdk.paginateListClusters({ client, pageSize: 100 }, {}),
      (page) => page.clusters,
    );
    const answers = await each(names, async (name) => {
      const { cluster } = await client.send(new sdk.DescribeClusterCommand({ name }));
      const [described] = named(cluster && [cluster], 'arn', 'name');
      if (described === undefined) throw new Error('AWS sent no cluster');
      return described;
    });
    return stillThere(answers, 'ResourceNotFoundException');
  },
);

/**
 * What AWS says of the versions of Kubernetes that it has or had, by version; none where the Region has no cluster.
 * https://docs.aws.amazon.com/eks/latest/APIReference/API_DescribeClusterVersions.html
 */
export const clusterVersions = eks
  .using(clusters)
  .reader(
    [{ ifAny: 'DescribeClusterVersions' }],
    async ({ sdk, client, ask }): Promise<ReadonlyMap<string, ClusterVersionInformation>> => {
      if ((await ask(clusters)).length === 0) return new Map();
      const versions = await pages(
        sdk.paginateDescribeClusterVersions({ client, pageSize: 100 }, { includeAll: true }),
        (page) => page.clusterVersions && named(page.clusterVersions, 'clusterVersion'),
      );
      return new Map(versions.map((version) => [version.clusterVersion, version]));
    },
  );
