import { afterEach, describe, expect, it, vi } from 'vitest';
import { topics } from '../../src/services/sns.ts';
import { denied } from '../support/faults.ts';
import { stubbedPlace } from '../support/place.ts';
import type { Answers } from '../support/stub.ts';
import { failure, success, textParam } from '../support/wire.ts';

afterEach(() => vi.unstubAllEnvs());

const arnOf = (name: string) => `arn:aws:sns:eu-west-1:111122223333:${name}`;

/** Two pages of topics. */
const listed: Answers = {
  'sns:ListTopics': (call) =>
    textParam(call, 'NextToken') === undefined
      ? success(call, { Topics: [{ TopicArn: arnOf('a') }, { TopicArn: arnOf('b') }], NextToken: 'next' })
      : success(call, { Topics: [{ TopicArn: arnOf('c') }] }),
};

describe('topics', () => {
  it('have their policies, page by page, and one that is denied carries its error', async () => {
    await using scan = await stubbedPlace({
      ...listed,
      'sns:GetTopicAttributes': (call, upstream) => {
        const arn = textParam(call, 'TopicArn');
        if (arn === arnOf('b')) return denied()(call, upstream);
        return success(call, { Attributes: { entry: { key: 'Policy', value: `{"Id":"${arn}"}` } } });
      },
    });
    const text = (name: string) => ({
      TopicArn: arnOf(name),
      Policy: { ok: true, value: { name: 'Policy', text: `{"Id":"${arnOf(name)}"}` } },
    });
    expect(await topics(scan.place)).toEqual([
      text('a'),
      {
        TopicArn: arnOf('b'),
        Policy: {
          ok: false,
          error: expect.objectContaining({ kind: 'denied', action: 'sns:GetTopicAttributes' }),
        },
      },
      text('c'),
    ]);
  });

  it('that are gone meanwhile are left out, and damage is no answer', async () => {
    await using scan = await stubbedPlace({
      'sns:ListTopics': (call) =>
        success(call, { Topics: [{ TopicArn: arnOf('gone') }, { TopicArn: arnOf('bare') }] }),
      'sns:GetTopicAttributes': (call) =>
        textParam(call, 'TopicArn') === arnOf('gone')
          ? failure(call, { status: 404, code: 'NotFound', message: 'Topic does not exist' })
          : success(call, { Attributes: { entry: { key: 'Owner', value: '111122223333' } } }),
    });
    expect(await topics(scan.place)).toEqual([
      { TopicArn: arnOf('bare'), Policy: { ok: false, error: expect.objectContaining({ kind: 'failed' }) } },
    ]);
  });

  it('are none, for one call', async () => {
    await using scan = await stubbedPlace({ 'sns:ListTopics': (call) => success(call, { Topics: [] }) });
    expect(await topics(scan.place)).toEqual([]);
    expect(scan.calls()).toEqual(['ListTopics']);
  });

  it('are unknown where they may not be listed', async () => {
    await using scan = await stubbedPlace({ 'sns:ListTopics': denied() });
    await expect(topics(scan.place)).rejects.toMatchObject({ kind: 'denied', action: 'sns:ListTopics' });
  });
});
