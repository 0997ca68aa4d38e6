import { motoAccountId } from '../../moto.ts';
import type { Answers } from '../../stub.ts';
import type { Wire } from '../../wire.ts';
import { always, atHome } from './at-home.ts';
import type { ServiceWorld } from './service-world.ts';

/** One cluster in us-east-1. */
function clusters(version: string, resourcesVpcConfig: Wire): Answers {
  return {
    'eks:ListClusters': atHome({ clusters: ['web'] }, { clusters: [] }),
    'eks:DescribeCluster': always({
      cluster: {
        name: 'web',
        arn: `arn:aws:eks:us-east-1:${motoAccountId}:cluster/web`,
        status: 'ACTIVE',
        version,
        resourcesVpcConfig,
        upgradePolicy: { supportType: 'EXTENDED' },
        tags: {},
      },
    }),
    'eks:DescribeClusterVersions': always({
      clusterVersions: [
        { clusterVersion: '1.35', versionStatus: 'STANDARD_SUPPORT' },
        { clusterVersion: '1.28', versionStatus: 'UNSUPPORTED' },
      ],
    }),
  };
}

export const eksWorld: ServiceWorld = {
  badlyKept: {
    answers: () =>
      clusters('1.28', {
        endpointPublicAccess: true,
        endpointPrivateAccess: true,
        publicAccessCidrs: ['0.0.0.0/0'],
      }),
  },
  wellKept: {
    answers: () =>
      clusters('1.35', { endpointPublicAccess: false, endpointPrivateAccess: true, publicAccessCidrs: [] }),
  },
  finds: { 'eks/endpoint-public': { fails: ['web'] }, 'eks/version-outdated': { fails: ['web'] } },
};
