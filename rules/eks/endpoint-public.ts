import { internetFamilies } from 'postern/network';
import { defineRule, fail, pass, shell, unknown, type Verdict } from 'postern/rule';
import { type Cluster, clusters } from 'postern/services/eks';
import { clusterResource, namedCluster } from './_resource.ts';

export default defineRule({
  title: 'Kubernetes API of a cluster is open to the internet',
  type: 'Exposure:EKS/EndpointPublic',
  severity: 6.0,
  scope: 'region',
  reads: { clusters },
  why: 'Everybody can try stolen credentials and fresh holes of the API server on it; what still stands in between is that each request has to be authenticated.',
  remediation: {
    text: 'Turn private access on, so that nodes reach the API within the VPC, and then public access off; or let in the addresses of your own networks alone.',
    url: 'https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html',
  },
  *check({ clusters }, scope) {
    for (const { item: name, answer } of clusters)
      yield answer.ok ? judge(answer.value, scope.region) : unknown(namedCluster(scope, name), answer.error);
  },
});

function judge(cluster: Cluster, region: string): Verdict {
  const resource = clusterResource(cluster);
  const { endpointPublicAccess, endpointPrivateAccess, publicAccessCidrs } = cluster.resourcesVpcConfig ?? {};
  const evidence = { endpointPublicAccess, endpointPrivateAccess, publicAccessCidrs };
  if (endpointPublicAccess === undefined)
    return unknown(resource, 'AWS did not say whether the API has a public endpoint');
  if (!endpointPublicAccess) return pass(resource, evidence);
  // Where nobody names any, AWS takes the whole internet: https://docs.aws.amazon.com/eks/latest/APIReference/API_VpcConfigRequest.html
  if (publicAccessCidrs === undefined || publicAccessCidrs.length === 0)
    return unknown(resource, 'AWS did not say from which addresses the public endpoint is reached');
  const families = internetFamilies(publicAccessCidrs);
  if (families === undefined)
    return unknown(
      resource,
      `the public endpoint is open to addresses that cannot be read: ${publicAccessCidrs.join(', ')}`,
    );
  if (families.length === 0) return pass(resource, evidence);
  return fail(
    resource,
    evidence,
    `The Kubernetes API of cluster ${cluster.name} can be reached from the whole internet over ${families.map((family) => (family === 'ipv4' ? 'IPv4' : 'IPv6')).join(' and ')}.`,
    {
      exposure: 'internet',
      ...(endpointPrivateAccess === true && {
        commands: [
          shell`aws eks update-cluster-config --name ${cluster.name} --resources-vpc-config endpointPublicAccess=false --region ${region}`,
        ],
      }),
    },
  );
}
