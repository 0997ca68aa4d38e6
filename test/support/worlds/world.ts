import { AccountClient } from '@aws-sdk/client-account';
import { EC2Client } from '@aws-sdk/client-ec2';
import { IAMClient } from '@aws-sdk/client-iam';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import type { AwsCredentialIdentity } from '@smithy/types';
import type { Moto } from '../moto.ts';
import type { Answers } from '../stub.ts';

/** A seeded AWS account, or organization. */
export interface World {
  readonly accountId: string;
  /** Credentials to scan it with. */
  readonly credentials: AwsCredentialIdentity;
  /** What the stub in front of moto has to answer for this world to be whole. */
  readonly answers: Answers;
}

export interface Clients {
  readonly iam: IAMClient;
  readonly account: AccountClient;
  readonly organizations: OrganizationsClient;
  ec2(region: string): EC2Client;
}

/** SDK clients that talk to moto directly, to seed it. */
export function clientsOf(moto: Moto, credentials: AwsCredentialIdentity = moto.credentials): Clients {
  const settings = { endpoint: moto.endpoint, credentials, region: 'us-east-1' };
  const ec2 = new Map<string, EC2Client>();
  return {
    iam: new IAMClient(settings),
    account: new AccountClient(settings),
    organizations: new OrganizationsClient(settings),
    ec2: (region) => {
      const client = ec2.get(region) ?? new EC2Client({ ...settings, region });
      ec2.set(region, client);
      return client;
    },
  };
}

/**
 * Runs over all items, one after the other: moto lists things in the order in which it was told of them. It answers one
 * call at a time, so that nothing would be gained by asking more.
 */
export async function inOrder<Item, Result>(
  items: readonly Item[],
  run: (item: Item, index: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (const [index, item] of items.entries()) results.push(await run(item, index));
  return results;
}

/** The numbers from 1 to `count`. */
export const numbers = (count: number): readonly number[] =>
  Array.from({ length: count }, (_, index) => index + 1);

/** A value that AWS always sends. */
export function sent<Value>(value: Value | undefined, what: string): Value {
  if (value === undefined) throw new Error(`moto sent no ${what}`);
  return value;
}

/** The time so many days before another, now unless told. */
export const daysAgo = (days: number, now = new Date()): Date => new Date(now.getTime() - days * 86_400_000);

/** A policy document of these statements. */
export const policy = (...statements: readonly object[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });

/** The Regions that every account has, https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html */
export const defaultRegions = [
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-northeast-3',
  'ap-south-1',
  'ap-southeast-1',
  'ap-southeast-2',
  'ca-central-1',
  'eu-central-1',
  'eu-north-1',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'sa-east-1',
  'us-east-1',
  'us-east-2',
  'us-west-1',
  'us-west-2',
] as const;

/** Regions that an account has to opt into, same source. */
export const optInRegions = [
  'af-south-1',
  'ap-east-1',
  'ap-south-2',
  'ap-southeast-3',
  'ap-southeast-4',
  'ca-west-1',
  'eu-central-2',
  'eu-south-1',
  'eu-south-2',
  'il-central-1',
  'me-central-1',
  'me-south-1',
] as const;
