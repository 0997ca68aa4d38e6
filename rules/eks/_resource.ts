import { type Resource, regionalArn, type Where } from 'postern/rule';
import type { Cluster } from 'postern/services/eks';

export function clusterResource({ arn, version, tags }: Cluster): Resource {
  return {
    type: 'AwsEksCluster',
    id: arn,
    ...(tags === undefined || Object.keys(tags).length === 0 ? {} : { tags }),
    details: { version },
  };
}

/** One that AWS did not describe. */
export function namedCluster(where: Where, name: string): Resource {
  return { type: 'AwsEksCluster', id: regionalArn(where, 'eks', `cluster/${name}`) };
}
