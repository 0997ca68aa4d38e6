import { afterEach, describe, expect, it, vi } from 'vitest';
import { buckets } from '../../../src/services/s3/buckets.ts';
import { stubbedPlace } from '../../support/place.ts';
import { success, textParam } from '../../support/wire.ts';

afterEach(() => vi.unstubAllEnvs());

describe('buckets', () => {
  it('are those of all Regions, page by page, directory buckets left out', async () => {
    await using scan = await stubbedPlace({
      's3:ListBuckets': (call) =>
        textParam(call, 'continuation-token') === undefined
          ? success(call, {
              Buckets: { Bucket: [{ Name: 'a', BucketRegion: 'us-east-1' }] },
              ContinuationToken: 'next',
            })
          : success(call, {
              Buckets: {
                Bucket: [
                  { Name: 'b.c', BucketRegion: 'eu-west-1' },
                  { Name: 'd--use1-az4--x-s3', BucketRegion: 'us-east-1' },
                ],
              },
            }),
    });
    expect(await buckets(scan.place)).toEqual([
      { Name: 'a', BucketRegion: 'us-east-1', arn: 'arn:aws:s3:::a' },
      { Name: 'b.c', BucketRegion: 'eu-west-1', arn: 'arn:aws:s3:::b.c' },
    ]);
  });

  it('are damaged where S3 does not say where one is', async () => {
    await using scan = await stubbedPlace({
      's3:ListBuckets': (call) => success(call, { Buckets: { Bucket: [{ Name: 'a' }] } }),
    });
    await expect(buckets(scan.place)).rejects.toMatchObject({
      kind: 'failed',
      action: 's3:ListAllMyBuckets',
    });
  });
});
