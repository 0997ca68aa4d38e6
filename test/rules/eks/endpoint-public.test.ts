import { describe, expect, it } from 'vitest';
import rule from '../../../rules/eks/endpoint-public.ts';
import type { Cluster } from '../../../src/services/eks.ts';
import { judge } from '../../support/judge.ts';
import { described, refused } from './clusters.fixture.ts';

type Config = Cluster['resourcesVpcConfig'];
const open = (...publicAccessCidrs: string[]): Config => ({ endpointPublicAccess: true, publicAccessCidrs });
const check = (resourcesVpcConfig: Config) =>
  judge(rule, { clusters: [described(resourcesVpcConfig === undefined ? {} : { resourcesVpcConfig })] });

describe('eks/endpoint-public', () => {
  it.each<[string, Config, string]>([
    ['private', { endpointPublicAccess: false, publicAccessCidrs: [] }, 'pass'],
    ['open to the internet', open('0.0.0.0/0'), 'fail'],
    ['open to it in two halves', open('0.0.0.0/1', '128.0.0.0/1'), 'fail'],
    ['open to it over IPv6 alone', open('203.0.113.0/24', '::/0'), 'fail'],
    ['open to one network', open('198.51.100.0/24'), 'pass'],
    ['open to half of it', open('0.0.0.0/1'), 'pass'],
    ['open to what cannot be read', open('everywhere'), 'unknown'],
    ['open to addresses that AWS did not tell', { endpointPublicAccess: true }, 'unknown'],
    ['open to no address that anybody named', open(), 'unknown'],
    ['not told', undefined, 'unknown'],
  ])('%s', (_case, config, status) => {
    expect(check(config)).toMatchObject([{ status }]);
  });

  it('names families, and closes it by a command only where nodes have the private endpoint', () => {
    expect(check({ ...open('0.0.0.0/0', '::/0'), endpointPrivateAccess: true })).toMatchObject([
      {
        description:
          'The Kubernetes API of cluster web can be reached from the whole internet over IPv4 and IPv6.',
        commands: [
          'aws eks update-cluster-config --name web --resources-vpc-config endpointPublicAccess=false --region us-east-1',
        ],
      },
    ]);
    expect(check(open('0.0.0.0/0'))[0]).not.toHaveProperty('commands');
  });

  it('is unknown of a cluster that may not be described', () => {
    expect(judge(rule, { clusters: [refused] })).toMatchObject([
      { status: 'unknown', resource: { id: 'arn:aws:eks:us-east-1:111122223333:cluster/web' } },
    ]);
  });
});
