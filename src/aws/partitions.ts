/** A partition of AWS: its own accounts, Regions, ARNs and host names. */
export interface Partition {
  readonly id: string;
  readonly name: string;
  readonly dnsSuffix: string;
  /** Those that policies give service principals: in each partition some services have the one of the commercial one. */
  readonly serviceSuffixes: readonly string[];
  /** Region that signs for the services with one endpoint a partition. */
  readonly home: string;
  /** Services whose one endpoint lies elsewhere. */
  readonly homes?: Readonly<Record<string, string>>;
  readonly regionPrefixes: readonly string[];
  /** Host of the console: https://docs.aws.amazon.com/general/latest/gr/mgmt-console.html and its twins of the other partitions. */
  readonly consoleHost: string;
  /**
   * What accounts have of a root user: in GovCloud one that can register no MFA device, in China none at all.
   * https://docs.aws.amazon.com/govcloud-us/latest/UserGuide/govcloud-iam.html
   * https://docs.amazonaws.cn/en_us/aws/latest/userguide/iam.html
   */
  readonly rootUser: 'complete' | 'without MFA devices' | 'none';
}

/** Home Regions as the endpoint rule sets of the SDK resolve them: https://docs.aws.amazon.com/general/latest/gr/aws-service-information.html */
const COMMERCIAL: Partition = {
  id: 'aws',
  name: 'AWS',
  dnsSuffix: 'amazonaws.com',
  serviceSuffixes: ['amazonaws.com'],
  home: 'us-east-1',
  homes: { globalaccelerator: 'us-west-2' },
  regionPrefixes: ['us-', 'eu-', 'ap-', 'sa-', 'ca-', 'me-', 'af-', 'il-', 'mx-'],
  consoleHost: 'console.aws.amazon.com',
  rootUser: 'complete',
};

const PARTITIONS: readonly Partition[] = [
  COMMERCIAL,
  {
    id: 'aws-us-gov',
    name: 'AWS GovCloud (US)',
    dnsSuffix: 'amazonaws.com',
    serviceSuffixes: ['amazonaws.com'],
    home: 'us-gov-west-1',
    regionPrefixes: ['us-gov-'],
    consoleHost: 'console.amazonaws-us-gov.com',
    rootUser: 'without MFA devices',
  },
  {
    id: 'aws-cn',
    name: 'AWS China',
    dnsSuffix: 'amazonaws.com.cn',
    serviceSuffixes: ['amazonaws.com.cn', 'amazonaws.com'],
    home: 'cn-north-1',
    homes: {
      account: 'cn-northwest-1',
      artifact: 'cn-northwest-1',
      cloudfront: 'cn-northwest-1',
      organizations: 'cn-northwest-1',
      route53: 'cn-northwest-1',
    },
    regionPrefixes: ['cn-'],
    consoleHost: 'console.amazonaws.cn',
    rootUser: 'none',
  },
  {
    id: 'aws-eusc',
    name: 'AWS European Sovereign Cloud',
    dnsSuffix: 'amazonaws.eu',
    serviceSuffixes: ['amazonaws.eu', 'amazonaws.com'],
    home: 'eusc-de-east-1',
    regionPrefixes: ['eusc-'],
    consoleHost: 'console.amazonaws-eusc.eu',
    rootUser: 'complete',
  },
];

/** The partition of an ARN's second field. */
export function partitionOf(id: string): Partition | undefined {
  return PARTITIONS.find((partition) => partition.id === id);
}

/**
 * The partition whose Regions are named like this one, and for a name like none of them the commercial one, as the SDK
 * has it. The longest prefix decides: us-gov- before us-.
 */
export function partitionOfRegion(region: string): Partition {
  const candidates = PARTITIONS.flatMap((partition) =>
    partition.regionPrefixes
      .filter((prefix) => region.startsWith(prefix))
      .map((prefix) => ({ partition, prefix })),
  );
  return candidates.sort((a, b) => b.prefix.length - a.prefix.length)[0]?.partition ?? COMMERCIAL;
}

export function homeRegion(partition: Partition, service: string): string {
  return partition.homes?.[service] ?? partition.home;
}

/** @param partitions ids of those that have something; undefined for all */
export function offeredIn(partitions: readonly string[] | undefined, { id }: Partition): boolean {
  return partitions?.includes(id) ?? true;
}
