import type { AwsCredentialIdentityProvider } from '@smithy/types';
import type { Operation } from './actions.ts';
import type { Partition } from './partitions.ts';
import type { ReadError } from './read-error.ts';
import type { Transport } from './transport.ts';

/** One account as Postern reads it: who we are there, where we look, and how we get there. */
export interface Session {
  readonly accountId: string;
  readonly partition: Partition;
  /** ARN of the principal that reads. */
  readonly principalArn: string;
  readonly regions: SessionRegions;
  /** The moment of the scan, by which ages and the dates of policies are judged: of a tape the one of its recording. */
  readonly now: Date;
  /** @internal Left out of the published types, which name nothing of the SDK: no rule needs it. */
  readonly credentials: AwsCredentialIdentityProvider;
  /** Profile whose endpoint settings apply, if any. */
  readonly profile: string | undefined;
  /** @internal Left out like the credentials. */
  readonly transport: Transport;
}

/** What lists the Regions of an account. */
export const REGION_LIST: Operation = { service: 'ec2', operation: 'DescribeRegions' };

/** The Regions of an account, each list sorted. */
export interface SessionRegions {
  /** To be scanned. */
  readonly scanned: readonly string[];
  /** Asked for, but not enabled in the account. */
  readonly off: readonly string[];
  /** All that are enabled, scanned or not; the error where AWS did not tell. */
  readonly enabled: readonly string[] | ReadError;
  /** All of the partition, enabled or not; undefined where AWS did not list them. */
  readonly listed?: readonly string[];
  /** Why more Regions than those are to be scanned, but are not known: AWS did not list them. */
  readonly unlisted?: ReadError;
}

/** Where a reading is taken: an account, and one of its Regions. */
export interface Place {
  readonly session: Session;
  readonly region: string;
}
