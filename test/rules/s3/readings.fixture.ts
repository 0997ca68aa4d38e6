import { ReadError } from '../../../src/aws/read-error.ts';
import type { Answer } from '../../../src/aws/reader.ts';
import { type BlockedAccess, blockedAccess } from '../../../src/services/s3/public-access-block.ts';
import { ALL_FOUR } from '../../support/s3-answers.ts';

export const value = <T>(value: T): Answer<T> => ({ ok: true, value });

export const DENIED = new ReadError('s3:GetX is denied', {
  kind: 'denied',
  action: 's3:GetX',
  accountId: '111122223333',
  region: 'us-east-1',
});

export const denied: Answer<never> = { ok: false, error: DENIED };

export const bucketNamed = (Name: string, BucketRegion = 'eu-west-1') => ({
  Name,
  BucketRegion,
  arn: `arn:aws:s3:::${Name}`,
});

/** What one bucket says of itself. */
export const says = <T>(answer: Answer<T>, Name = 'reports') => [{ item: bucketNamed(Name), answer }];

export const blocks = (...on: string[]): BlockedAccess =>
  blockedAccess(Object.fromEntries(on.map((name) => [name, true])));

export const EVERYTHING = blocks(...ALL_FOUR);
export const NOTHING = blocks();
