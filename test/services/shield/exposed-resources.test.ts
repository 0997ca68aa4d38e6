import { afterEach, describe, expect, it, vi } from 'vitest';
import { exposedResources } from '../../../src/services/shield/exposed-resources.ts';
import { denied } from '../../support/faults.ts';
import { stubbedPlace } from '../../support/place.ts';
import type { Answers } from '../../support/stub.ts';
import { success, type Wire } from '../../support/wire.ts';
import { distributionPage, wireDistribution } from '../cloudfront.fixture.ts';

afterEach(() => vi.unstubAllEnvs());

const lb = (path: string) => `arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/${path}`;
const eip = (id: string) => `arn:aws:ec2:eu-west-1:111122223333:eip-allocation/${id}`;

const balancer = (Type: string, name: string, changes: Readonly<Record<string, Wire>> = {}) => ({
  LoadBalancerArn: lb(`${Type}/${name}/1`),
  LoadBalancerName: name,
  Type,
  Scheme: 'internet-facing',
  AvailabilityZones: [],
  ...changes,
});

const zonesWith = (...allocations: readonly string[]) => ({
  AvailabilityZones: allocations.map((AllocationId) => ({ LoadBalancerAddresses: [{ AllocationId }] })),
});

const address = (id: string, changes: Readonly<Record<string, Wire>> = {}) => ({
  publicIp: `192.0.2.${id}`,
  allocationId: `eipalloc-${id}`,
  associationId: `eipassoc-${id}`,
  networkInterfaceId: `eni-${id}`,
  ...changes,
});

/** Nothing but what is named. */
const holding = ({
  balancers = [],
  classic = [],
  addresses = [],
  interfaces = [],
  distributions = [],
  accelerators = [],
  zones = [],
}: Readonly<Record<string, readonly Wire[]>>): Answers => ({
  'elbv2:DescribeLoadBalancers': (call) => success(call, { LoadBalancers: balancers }),
  'elb:DescribeLoadBalancers': (call) => success(call, { LoadBalancerDescriptions: classic }),
  'ec2:DescribeAddresses': (call) => success(call, { addressesSet: addresses }),
  'ec2:DescribeNetworkInterfaces': (call) => success(call, { networkInterfaceSet: interfaces }),
  'cloudfront:ListDistributions': (call) => success(call, distributionPage(distributions)),
  'globalaccelerator:ListAccelerators': (call) => success(call, { Accelerators: accelerators }),
  'route53:ListHostedZones': (call) =>
    success(call, { HostedZones: { HostedZone: zones }, Marker: '', IsTruncated: false, MaxItems: '100' }),
});

describe('exposedResources', () => {
  it.each<[string, Answers, unknown]>([
    ['nothing', holding({}), []],
    [
      'an Application Load Balancer',
      holding({ balancers: [balancer('app', 'shop', { Type: 'application' })] }),
      [['Application Load Balancer', 'shop', [lb('app/shop/1')]]],
    ],
    [
      'no internal load balancer and no Gateway Load Balancer',
      holding({
        balancers: [
          balancer('app', 'inside', { Type: 'application', Scheme: 'internal' }),
          balancer('gwy', 'firewall', { Type: 'gateway' }),
        ],
        classic: [{ LoadBalancerName: 'inside', Scheme: 'internal' }],
      }),
      [],
    ],
    [
      'a Network Load Balancer by its Elastic IP addresses, which do not stand for themselves',
      holding({
        balancers: [balancer('net', 'mail', { Type: 'network', ...zonesWith('eipalloc-1', 'eipalloc-2') })],
        addresses: [address('1'), address('2')],
        interfaces: ['1', '2'].map((id) => ({
          networkInterfaceId: `eni-${id}`,
          interfaceType: 'network_load_balancer',
        })),
      }),
      [['Network Load Balancer', 'mail', [eip('eipalloc-1'), eip('eipalloc-2')]]],
    ],
    [
      'a Network Load Balancer without any, which nothing protects',
      holding({
        balancers: [
          balancer('net', 'mail', {
            Type: 'network',
            AvailabilityZones: [{ LoadBalancerAddresses: [{ IpAddress: '192.0.2.9' }] }],
          }),
        ],
      }),
      [['Network Load Balancer', 'mail', []]],
    ],
    [
      'a Classic Load Balancer',
      holding({ classic: [{ LoadBalancerName: 'old', Scheme: 'internet-facing' }] }),
      [['Classic Load Balancer', 'old', [lb('old')]]],
    ],
    [
      'the address of an instance; not of a NAT gateway, of a service, or of nothing',
      holding({
        addresses: [
          address('1'),
          address('2'),
          address('3', { serviceManaged: 'alb' }),
          { publicIp: '192.0.2.4', allocationId: 'eipalloc-4' },
        ],
        interfaces: [
          { networkInterfaceId: 'eni-1', interfaceType: 'interface' },
          { networkInterfaceId: 'eni-2', interfaceType: 'nat_gateway' },
        ],
      }),
      [['Elastic IP address', '192.0.2.1', [eip('eipalloc-1')]]],
    ],
    [
      'a distribution that is on, and no staging one',
      holding({
        distributions: [
          wireDistribution('E1', { Aliases: { Quantity: 1, Items: { CNAME: ['www.example.com'] } } }),
          wireDistribution('E2', { Enabled: false }),
          wireDistribution('E3', { Staging: true }),
        ],
      }),
      [
        [
          'CloudFront distribution',
          'E1 (www.example.com)',
          ['arn:aws:cloudfront::111122223333:distribution/E1'],
        ],
      ],
    ],
    [
      'an accelerator that is on',
      holding({
        accelerators: [
          { AcceleratorArn: 'arn:aws:globalaccelerator::1:accelerator/a', Name: 'a', Enabled: true },
          { AcceleratorArn: 'arn:aws:globalaccelerator::1:accelerator/b', Name: 'b', Enabled: false },
        ],
      }),
      [['accelerator', 'a', ['arn:aws:globalaccelerator::1:accelerator/a']]],
    ],
    [
      'a public hosted zone and no private one',
      holding({
        zones: [
          {
            Id: '/hostedzone/Z1',
            Name: 'example.com.',
            CallerReference: '1',
            Config: { PrivateZone: false },
          },
          { Id: '/hostedzone/Z2', Name: 'internal.', CallerReference: '2', Config: { PrivateZone: true } },
        ],
      }),
      [['hosted zone', 'example.com', ['arn:aws:route53:::hostedzone/Z1']]],
    ],
  ])('are %s', async (_case, answers, expected) => {
    await using scan = await stubbedPlace(answers);
    const { resources, unread } = await exposedResources(scan.place);
    expect(resources.map(({ kind, name, protectedBy }) => [kind, name, protectedBy])).toEqual(expected);
    expect(unread).toEqual([]);
  });

  it.each([
    ['elasticloadbalancing:DescribeLoadBalancers', 'elb:DescribeLoadBalancers', 'eu-west-1'],
    ['ec2:DescribeAddresses', 'ec2:DescribeAddresses', 'eu-west-1'],
    ['ec2:DescribeNetworkInterfaces', 'ec2:DescribeNetworkInterfaces', 'eu-west-1'],
    ['cloudfront:ListDistributions', 'cloudfront:ListDistributions', 'us-east-1'],
    ['globalaccelerator:ListAccelerators', 'globalaccelerator:ListAccelerators', 'us-west-2'],
    ['route53:ListHostedZones', 'route53:ListHostedZones', 'us-east-1'],
  ])('say what is not known where %s is denied, and what is', async (action, operation, region) => {
    await using scan = await stubbedPlace({
      ...holding({
        zones: [{ Id: '/hostedzone/Z1', Name: 'example.com.', CallerReference: '1' }],
        accelerators: [{ AcceleratorArn: 'arn:aws:globalaccelerator::1:accelerator/a', Enabled: true }],
      }),
      [operation]: denied(),
    });
    const { resources, unread } = await exposedResources(scan.place);
    expect(unread).toMatchObject([{ kind: 'denied', action, region }]);
    expect(resources.length).toBeGreaterThan(0);
  });
});
