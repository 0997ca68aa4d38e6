import { afterEach, describe, expect, it, vi } from 'vitest';
import { queues } from '../../src/services/sqs.ts';
import { denied } from '../support/faults.ts';
import { stubbedPlace } from '../support/place.ts';
import { failure, success, textParam } from '../support/wire.ts';

afterEach(() => vi.unstubAllEnvs());

const urlOf = (name: string) => `https://sqs.eu-west-1.amazonaws.com/111122223333/${name}`;
const arnOf = (name: string) => `arn:aws:sqs:eu-west-1:111122223333:${name}`;

describe('queues', () => {
  it('have their policies or none, a thousand a page, and one that is denied carries its error', async () => {
    const sizes: unknown[] = [];
    await using scan = await stubbedPlace({
      'sqs:ListQueues': (call) => {
        sizes.push(call.params.MaxResults);
        return textParam(call, 'NextToken') === undefined
          ? success(call, { QueueUrls: ['open', 'bare', 'gone'].map(urlOf), NextToken: 'next' })
          : success(call, { QueueUrls: [urlOf('shut')] });
      },
      'sqs:GetQueueAttributes': (call, upstream) => {
        const name = textParam(call, 'QueueUrl')?.split('/').pop() ?? '';
        if (name === 'shut') return denied()(call, upstream);
        if (name === 'gone')
          return failure(call, {
            status: 400,
            code: 'com.amazonaws.sqs#QueueDoesNotExist',
            message: 'The queue does not exist.',
          });
        return success(call, {
          Attributes: { QueueArn: arnOf(name), ...(name === 'open' ? { Policy: '{}' } : {}) },
        });
      },
    });
    const policyOf = (name: string, text: string | undefined) => ({
      QueueUrl: urlOf(name),
      QueueArn: arnOf(name),
      Policy: { ok: true, value: { name: 'Policy', text } },
    });
    expect(await queues(scan.place)).toEqual([
      policyOf('open', '{}'),
      policyOf('bare', undefined),
      {
        QueueUrl: urlOf('shut'),
        QueueArn: arnOf('shut'),
        Policy: { ok: false, error: expect.objectContaining({ action: 'sqs:GetQueueAttributes' }) },
      },
    ]);
    expect(sizes).toEqual([1000, 1000]);
  });

  it('are none where AWS sends no list', async () => {
    await using scan = await stubbedPlace({ 'sqs:ListQueues': (call) => success(call, {}) });
    expect(await queues(scan.place)).toEqual([]);
  });

  it('without an ARN are damaged', async () => {
    await using scan = await stubbedPlace({
      'sqs:ListQueues': (call) => success(call, { QueueUrls: [urlOf('a')] }),
      'sqs:GetQueueAttributes': (call) => success(call, {}),
    });
    expect(await queues(scan.place)).toMatchObject([
      { Policy: { ok: false, error: { kind: 'failed', action: 'sqs:GetQueueAttributes' } } },
    ]);
  });
});
