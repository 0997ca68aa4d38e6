import { derive, optional, scannedRegions } from '../../aws/combine-readers.ts';
import type { ReadError } from '../../aws/read-error.ts';
import type { Answer } from '../../aws/reader.ts';
import { optionalDistributions } from '../cloudfront.ts';
import { type ElasticIp, elasticIps } from '../ec2/addresses.ts';
import { networkInterfaces } from '../ec2/network-interfaces.ts';
import { classicLoadBalancers } from '../elb.ts';
import { facesInternet, type LoadBalancer, loadBalancers } from '../elbv2/index.ts';
import { accelerators } from '../globalaccelerator.ts';
import { hostedZones } from '../route53.ts';

/** A kind of resource that faces the internet, in AWS's words. */
export type ExposedKind =
  | 'Application Load Balancer'
  | 'Network Load Balancer'
  | 'Classic Load Balancer'
  | 'Elastic IP address'
  | 'CloudFront distribution'
  | 'accelerator'
  | 'hosted zone';

/** Something that faces the internet, of the kinds that Shield Advanced protects. */
export interface ExposedResource {
  readonly kind: ExposedKind;
  readonly arn: string;
  /** What people know it by. */
  readonly name: string;
  /** Undefined for what belongs to no Region. */
  readonly region?: string;
  /** The ARNs that protections have to name for it to be protected; none where Shield Advanced cannot protect it. */
  readonly protectedBy: readonly string[];
}

export interface ExposedResources {
  readonly resources: readonly ExposedResource[];
  /** Why it is not known whether more of them do: of a Region, or of a kind. */
  readonly unread: readonly ReadError[];
}

/** What faces the internet in one Region. */
const inRegion = derive(
  { loadBalancers, classicLoadBalancers, elasticIps, networkInterfaces },
  (readings, { region }): readonly ExposedResource[] => {
    const { loadBalancers, classicLoadBalancers, elasticIps, networkInterfaces } = readings;
    const typeOf = new Map(
      networkInterfaces.map(({ NetworkInterfaceId, InterfaceType }) => [NetworkInterfaceId, InterfaceType]),
    );
    return [
      ...loadBalancers
        .filter(facesInternet)
        .flatMap((balancer) => loadBalancerOf(balancer, elasticIps, region)),
      ...classicLoadBalancers.filter(facesInternet).map(
        ({ arn, LoadBalancerName }): ExposedResource => ({
          kind: 'Classic Load Balancer',
          arn,
          name: LoadBalancerName,
          region,
          protectedBy: [arn],
        }),
      ),
      ...elasticIps
        .filter((address) => standsForItself(address, typeOf.get(address.NetworkInterfaceId ?? '')))
        .map(
          ({ arn, PublicIp }): ExposedResource => ({
            kind: 'Elastic IP address',
            arn,
            name: PublicIp,
            region,
            protectedBy: [arn],
          }),
        ),
    ];
  },
);

/**
 * "Shield Advanced protects the resources that are associated with protected Elastic IP addresses", Network Load
 * Balancers among them, and no Gateway Load Balancers:
 * https://docs.aws.amazon.com/waf/latest/developerguide/ddos-advanced-summary-protected-resources.html
 */
function loadBalancerOf(
  { LoadBalancerArn: arn, LoadBalancerName: name, Type, AvailabilityZones }: LoadBalancer,
  addresses: readonly ElasticIp[],
  region: string,
): readonly ExposedResource[] {
  if (Type === 'application')
    return [{ kind: 'Application Load Balancer', arn, name, region, protectedBy: [arn] }];
  if (Type !== 'network') return [];
  const allocations = new Set(
    (AvailabilityZones ?? []).flatMap(({ LoadBalancerAddresses }) =>
      (LoadBalancerAddresses ?? []).map(({ AllocationId }) => AllocationId),
    ),
  );
  const protectedBy = addresses
    .filter(({ AllocationId }) => allocations.has(AllocationId))
    .map((address) => address.arn);
  return [{ kind: 'Network Load Balancer', arn, name, region, protectedBy }];
}

/**
 * An address that leads in to something of its own: not one that nothing carries, that a service manages, that is told of
 * with its Network Load Balancer, or through which a NAT gateway only leads out.
 */
function standsForItself(
  { AssociationId, ServiceManaged }: ElasticIp,
  interfaceType: string | undefined,
): boolean {
  return (
    AssociationId !== undefined &&
    ServiceManaged === undefined &&
    interfaceType !== 'nat_gateway' &&
    interfaceType !== 'network_load_balancer'
  );
}

/**
 * What faces the internet in the scanned Regions and at the edge, of the kinds that Shield Advanced protects, as far as
 * it can be read. Staging distributions are protected with their primary ones.
 * https://docs.aws.amazon.com/waf/latest/developerguide/ddos-advanced-summary-protected-resources.html
 */
export const exposedResources = derive(
  {
    regions: scannedRegions(inRegion),
    distributions: optionalDistributions,
    accelerators: optional(accelerators),
    hostedZones: optional(hostedZones),
  },
  ({ regions, distributions, accelerators, hostedZones }): ExposedResources => ({
    resources: [
      ...regions.flatMap(({ answer }) => valuesOf(answer)),
      ...valuesOf(distributions)
        .filter(({ Enabled, Staging }) => Enabled !== false && Staging !== true)
        .map(
          ({ ARN, Id, DomainName, aliases }): ExposedResource => ({
            kind: 'CloudFront distribution',
            arn: ARN,
            name: `${Id} (${aliases[0] ?? DomainName})`,
            protectedBy: [ARN],
          }),
        ),
      ...valuesOf(accelerators)
        .filter(({ Enabled }) => Enabled !== false)
        .map(
          ({ AcceleratorArn, Name, DnsName }): ExposedResource => ({
            kind: 'accelerator',
            arn: AcceleratorArn,
            name: Name ?? DnsName ?? AcceleratorArn,
            protectedBy: [AcceleratorArn],
          }),
        ),
      ...valuesOf(hostedZones)
        .filter(({ Config }) => Config?.PrivateZone !== true)
        .map(
          ({ arn, Name }): ExposedResource => ({
            kind: 'hosted zone',
            arn,
            name: Name.replace(/\.$/, ''),
            protectedBy: [arn],
          }),
        ),
    ],
    unread: [...regions.map(({ answer }) => answer), distributions, accelerators, hostedZones].flatMap(
      (answer) => (answer.ok || answer.error.kind === 'unavailable' ? [] : [answer.error]),
    ),
  }),
);

function valuesOf<T>(answer: Answer<readonly T[]>): readonly T[] {
  return answer.ok ? answer.value : [];
}
