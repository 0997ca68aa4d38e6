import { afterEach, describe, expect, it, vi } from 'vitest';
import { Tape } from '../../../src/aws/tape.ts';
import type { Source } from '../../../src/aws/transport.ts';
import { bucketsBehindDistributions } from '../../../src/services/s3/buckets-behind-distributions.ts';
import { stubbedPlace } from '../../support/place.ts';
import { sessionWith, stubbedAws } from '../../support/session.ts';
import type { Answers } from '../../support/stub.ts';
import { success, textParam } from '../../support/wire.ts';
import { distributionPage, quantityOf, wireDistribution } from '../cloudfront.fixture.ts';

afterEach(() => vi.unstubAllEnvs());

const reading = (...hosts: readonly string[]): Answers => ({
  'cloudfront:ListDistributions': (call) =>
    success(
      call,
      distributionPage([
        wireDistribution('E1', {
          Origins: quantityOf(
            'Origin',
            hosts.map((DomainName) => ({ Id: DomainName, DomainName, S3OriginConfig: {} })),
          ),
        }),
      ]),
    ),
});

describe('bucketsBehindDistributions', () => {
  it('are asked for where they are not the own, each in the Region of its name', async () => {
    const asked: string[] = [];
    await using scan = await stubbedPlace({
      ...reading(
        'mine.s3.amazonaws.com',
        'gone.s3.eu-west-1.amazonaws.com',
        'theirs.s3.eu-west-2.amazonaws.com',
        'moved.s3.amazonaws.com',
        'shared.s3.amazonaws.com',
        'secret.s3.amazonaws.com',
        'gone-site.s3-website.eu-west-1.amazonaws.com',
        'gone-point-s3alias.s3.eu-west-1.amazonaws.com',
      ),
      's3:ListBuckets': (call) =>
        success(call, { Buckets: { Bucket: [{ Name: 'mine', BucketRegion: 'eu-west-1' }] }, Owner: {} }),
      's3:HeadBucket': (call) => {
        const bucket = textParam(call, 'Bucket') ?? '';
        asked.push(`${bucket} ${call.region}`);
        const headers = { 'x-amz-bucket-region': 'eu-west-2' };
        if (bucket.startsWith('gone')) return { status: 404, body: '' };
        if (bucket === 'theirs') return { status: 403, headers, body: '' };
        if (bucket === 'moved') return { status: 301, headers, body: '' };
        return bucket === 'shared' ? { status: 200, headers, body: '' } : { status: 403, body: '' };
      },
    });
    expect(await bucketsBehindDistributions(scan.place)).toMatchObject([
      { item: 'mine', answer: { value: 'own' } },
      { item: 'gone', answer: { value: 'missing' } },
      { item: 'theirs', answer: { value: 'of another account' } },
      { item: 'moved', answer: { value: 'of another account' } },
      { item: 'shared', answer: { value: 'of another account' } },
      { item: 'secret', answer: { ok: false, error: { kind: 'denied', action: 's3:ListBucket' } } },
      { item: 'gone-site', answer: { value: 'missing' } },
    ]);
    expect(asked).toEqual(
      expect.arrayContaining([
        'gone eu-west-1',
        'gone-site eu-west-1',
        'theirs eu-west-2',
        'moved us-east-1',
      ]),
    );
  });

  it('are told the same by a replay: the tape keeps where S3 says that a bucket is', async () => {
    const setting = { recordedAt: '2026-11-20T12:00:00Z', startRegion: 'us-east-1', regions: [] };
    const tape = new Tape(setting);
    const readWith = (source: Source) =>
      bucketsBehindDistributions({ session: sessionWith({ source }), region: 'us-east-1' });
    await using stub = await stubbedAws({
      ...reading('gone.s3.amazonaws.com', 'theirs.s3.amazonaws.com', 'secret.s3.amazonaws.com'),
      's3:ListBuckets': (call) => success(call, { Buckets: {}, Owner: {} }),
      's3:HeadBucket': (call) => {
        const bucket = textParam(call, 'Bucket');
        if (bucket === 'gone') return { status: 404, body: '' };
        const headers = { 'x-amz-bucket-region': 'eu-west-2', 'x-amz-request-id': 'once' };
        return bucket === 'theirs' ? { status: 403, headers, body: '' } : { status: 403, body: '' };
      },
    });
    const recorded = await readWith({ kind: 'record', tape });
    const asked = stub.requests.length;
    const text = tape.serialize();
    expect(text).not.toContain('x-amz-request-id');
    expect(await readWith({ kind: 'replay', tape: Tape.parse(text) })).toEqual(recorded);
    expect(stub.requests).toHaveLength(asked);
    expect(recorded).toMatchObject([
      { item: 'gone', answer: { value: 'missing' } },
      { item: 'theirs', answer: { value: 'of another account' } },
      { item: 'secret', answer: { ok: false } },
    ]);
  });

  it('are not asked for where no origin is a bucket', async () => {
    await using scan = await stubbedPlace(reading('app.example.com'));
    expect(await bucketsBehindDistributions(scan.place)).toEqual([]);
    expect(scan.calls()).toEqual(['ListDistributions']);
  });
});
