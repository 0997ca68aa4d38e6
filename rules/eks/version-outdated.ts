import { defineRule, fail, pass, unknown, type Verdict } from 'postern/rule';
import { type Cluster, clusters, clusterVersions } from 'postern/services/eks';
import { clusterResource, namedCluster } from './_resource.ts';

export default defineRule({
  title: 'Cluster runs a Kubernetes version out of standard support',
  type: 'Policy:EKS/VersionOutdated',
  severity: 6.0,
  scope: 'region',
  reads: { clusters, versions: clusterVersions },
  why: 'The Kubernetes project closes no more holes in the version; AWS does for a while, at a price of its own, and then upgrades the cluster by itself.',
  remediation: {
    text: 'Upgrade the control plane one minor version at a time, after what the upgrade insights of the cluster name is mended, and then nodes and add-ons.',
    url: 'https://docs.aws.amazon.com/eks/latest/userguide/update-cluster.html',
  },
  *check({ clusters, versions }, scope) {
    for (const { item: name, answer } of clusters)
      yield answer.ok ? judge(answer.value, versions) : unknown(namedCluster(scope, name), answer.error);
  },
});

type Versions = Awaited<ReturnType<typeof clusterVersions>>;

function judge(cluster: Cluster, versions: Versions): Verdict {
  const resource = clusterResource(cluster);
  const { name, version, upgradePolicy } = cluster;
  if (version === undefined)
    return unknown(resource, 'AWS did not say which version of Kubernetes the cluster has');
  const { versionStatus, endOfStandardSupportDate, endOfExtendedSupportDate } = versions.get(version) ?? {};
  const evidence = {
    version,
    versionStatus,
    endOfStandardSupportDate,
    endOfExtendedSupportDate,
    supportType: upgradePolicy?.supportType,
  };
  switch (versionStatus) {
    case 'STANDARD_SUPPORT':
      return pass(resource, evidence);
    case 'EXTENDED_SUPPORT':
      return fail(
        resource,
        evidence,
        `Cluster ${name} runs Kubernetes ${version}, which is in extended support${
          endOfExtendedSupportDate === undefined
            ? ''
            : ` until ${endOfExtendedSupportDate.toISOString().slice(0, 10)}`
        }.`,
        { severity: { score: 4, reason: 'in extended support AWS still closes holes of the control plane' } },
      );
    case 'UNSUPPORTED':
      return fail(
        resource,
        evidence,
        `Cluster ${name} runs Kubernetes ${version}, which AWS no longer supports.`,
      );
    default:
      return unknown(resource, `AWS did not say how long it supports Kubernetes ${version}`);
  }
}
