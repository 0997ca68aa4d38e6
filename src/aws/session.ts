import type { AwsCredentialIdentityProvider } from '@smithy/types';
import type { Partition } from './partitions.ts';
import type { Transport } from './transport.ts';

/** One account as Postern reads it: who we are there, where we look, and how we get there. */
export interface Session {
  readonly accountId: string;
  readonly partition: Partition;
  /** ARN of the principal that reads. */
  readonly principalArn: string;
  /** Enabled Regions that are scanned, sorted. */
  readonly regions: readonly string[];
  readonly credentials: AwsCredentialIdentityProvider;
  /** Profile whose endpoint settings apply, if any. */
  readonly profile: string | undefined;
  readonly transport: Transport;
}

/** Where a reading is taken: an account, and one of its Regions. */
export interface Place {
  readonly session: Session;
  readonly region: string;
}
