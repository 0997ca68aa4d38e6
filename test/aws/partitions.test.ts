import { AccountClient } from '@aws-sdk/client-account';
import { EC2Client } from '@aws-sdk/client-ec2';
import { IAMClient } from '@aws-sdk/client-iam';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { describe, expect, it } from 'vitest';
import { homeRegion, partitionOf, partitionOfRegion } from '../../src/aws/partitions.ts';

const PARTITIONS = ['aws', 'aws-cn', 'aws-us-gov', 'aws-eusc'];
const GLOBAL = { iam: IAMClient, organizations: OrganizationsClient, account: AccountClient };

describe('the home Region of a global service is where the SDK signs for it', () => {
  const cases = PARTITIONS.flatMap((id) =>
    Object.entries(GLOBAL).map(([service, Client]) => ({ id, service, Client })),
  );

  it.each(cases)('$service in $id', ({ id, service, Client }) => {
    const partition = partitionOf(id);
    if (partition === undefined) throw new Error(`there is no partition ${id}`);
    const region = homeRegion(partition, service);
    const { url, properties } = new Client({ region }).config.endpointProvider({ Region: region });
    expect(properties?.authSchemes?.[0]?.signingRegion ?? region).toBe(region);
    expect(url.hostname.endsWith(partition.dnsSuffix)).toBe(true);
  });
});

it.each([
  ['us-east-1', 'aws'],
  ['us-gov-east-1', 'aws-us-gov'],
  ['cn-northwest-1', 'aws-cn'],
  ['eusc-de-east-1', 'aws-eusc'],
  ['eu-central-2', 'aws'],
  ['mx-central-1', 'aws'],
  ['xy-unheard-of-1', 'aws'],
])('%s lies in %s, as the SDK has it', (region, id) => {
  expect(partitionOfRegion(region).id).toBe(id);
  const { url } = new EC2Client({ region }).config.endpointProvider({ Region: region });
  expect(url.hostname).toBe(`ec2.${region}.${partitionOfRegion(region).dnsSuffix}`);
});
