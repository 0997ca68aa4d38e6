import { afterEach, describe, expect, it, vi } from 'vitest';
import { functionAccess } from '../../../src/services/lambda/access.ts';
import { denied } from '../../support/faults.ts';
import { stubbedPlace } from '../../support/place.ts';
import type { Answerer } from '../../support/stub.ts';
import { failure, success, textParam } from '../../support/wire.ts';

afterEach(() => vi.unstubAllEnvs());

const arn = (name: string) => `arn:aws:lambda:eu-west-1:111122223333:function:${name}`;
const listed =
  (...names: string[]): Answerer =>
  (call) =>
    success(call, { Functions: names.map((name) => ({ FunctionName: name, FunctionArn: arn(name) })) });
const none: Answerer = (call) =>
  failure(call, {
    code: 'ResourceNotFoundException',
    message: 'The resource you requested does not exist.',
    status: 404,
  });
const urls =
  (...functionArns: string[]): Answerer =>
  (call) =>
    success(call, {
      FunctionUrlConfigs: functionArns.map((FunctionArn) => ({
        FunctionArn,
        FunctionUrl: `https://${FunctionArn.split(':').pop()}.lambda-url.eu-west-1.on.aws/`,
        AuthType: 'NONE',
      })),
    });

describe('functionAccess', () => {
  it('has the policy of a function, its URLs, and for a URL of an alias the policy of the alias', async () => {
    await using scan = await stubbedPlace({
      'lambda:ListFunctions': listed('orders'),
      'lambda:GetPolicy': (call) =>
        success(call, { Policy: JSON.stringify({ of: textParam(call, 'Qualifier') ?? 'itself' }) }),
      'lambda:ListFunctionUrlConfigs': urls(arn('orders'), arn('orders:live')),
    });
    const policy = (of: string) => ({ ok: true, value: { name: 'Policy', text: JSON.stringify({ of }) } });
    expect(await functionAccess(scan.place)).toMatchObject([
      {
        fn: { FunctionName: 'orders' },
        Policy: policy('itself'),
        urls: {
          ok: true,
          value: [
            { alias: undefined, config: { AuthType: 'NONE' }, Policy: policy('itself') },
            { alias: 'live', Policy: policy('live') },
          ],
        },
      },
    ]);
  });

  it('takes a function without a policy as one, and leaves one out that is gone', async () => {
    await using scan = await stubbedPlace({
      'lambda:ListFunctions': listed('plain', 'gone'),
      'lambda:GetPolicy': none,
      'lambda:ListFunctionUrlConfigs': (call, upstream) =>
        (textParam(call, 'FunctionName') === 'gone' ? none : urls())(call, upstream),
    });
    expect(await functionAccess(scan.place)).toMatchObject([
      {
        fn: { FunctionName: 'plain' },
        Policy: { ok: true, value: { text: undefined } },
        urls: { ok: true, value: [] },
      },
    ]);
  });

  it.each([
    [
      'lambda:GetPolicy',
      { Policy: { ok: false, error: { kind: 'denied', action: 'lambda:GetPolicy' } }, urls: { ok: true } },
    ],
    [
      'lambda:ListFunctionUrlConfigs',
      {
        Policy: { ok: true },
        urls: { ok: false, error: { kind: 'denied', action: 'lambda:ListFunctionUrlConfigs' } },
      },
    ],
  ])('carries the error of the function for which %s is denied', async (operation, expected) => {
    await using scan = await stubbedPlace({
      'lambda:ListFunctions': listed('orders'),
      'lambda:GetPolicy': none,
      'lambda:ListFunctionUrlConfigs': urls(),
      [operation]: denied(),
    });
    expect(await functionAccess(scan.place)).toMatchObject([expected]);
  });

  it('takes two calls a function, and none where there is no function', async () => {
    const names = Array.from({ length: 10 }, (_, index) => `f${index}`);
    await using scan = await stubbedPlace({
      'lambda:ListFunctions': listed(...names),
      'lambda:GetPolicy': none,
      'lambda:ListFunctionUrlConfigs': urls(),
    });
    await functionAccess(scan.place);
    expect(scan.calls()).toHaveLength(1 + 2 * names.length);
    await using empty = await stubbedPlace({ 'lambda:ListFunctions': listed() });
    expect(await functionAccess(empty.place)).toEqual([]);
    expect(empty.calls()).toEqual(['ListFunctions']);
  });
});
