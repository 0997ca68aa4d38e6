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
const aliases =
  (...names: string[]): Answerer =>
  (call) =>
    success(call, {
      Aliases: names.map((Name) => ({
        AliasArn: `${arn(textParam(call, 'FunctionName') ?? '')}:${Name}`,
        Name,
        FunctionVersion: '1',
      })),
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
  it('has the policies of a function and of its aliases, and its URLs with the policy of what they lead to', async () => {
    await using scan = await stubbedPlace({
      'lambda:ListFunctions': listed('orders'),
      'lambda:GetPolicy': (call) =>
        success(call, { Policy: JSON.stringify({ of: textParam(call, 'Qualifier') ?? 'itself' }) }),
      'lambda:ListAliases': aliases('live', 'next'),
      'lambda:ListFunctionUrlConfigs': urls(arn('orders'), arn('orders:live')),
    });
    const policy = (of: string) => ({ ok: true, value: { name: 'Policy', text: JSON.stringify({ of }) } });
    expect(await functionAccess(scan.place)).toMatchObject([
      {
        fn: { FunctionName: 'orders' },
        Policy: policy('itself'),
        aliases: {
          ok: true,
          value: [
            { AliasArn: arn('orders:live'), Name: 'live', Policy: policy('live') },
            { AliasArn: arn('orders:next'), Name: 'next', Policy: policy('next') },
          ],
        },
        urls: {
          ok: true,
          value: [
            { alias: undefined, config: { AuthType: 'NONE' }, Policy: policy('itself') },
            { alias: 'live', Policy: policy('live') },
          ],
        },
      },
    ]);
    // The policy of an alias is asked for once, whether it has a URL or not.
    expect(scan.calls().filter((call) => call === 'GetPolicy')).toHaveLength(3);
  });

  it('has the policy of the alias of a URL where the aliases may not be listed', async () => {
    await using scan = await stubbedPlace({
      'lambda:ListFunctions': listed('orders'),
      'lambda:GetPolicy': (call) =>
        success(call, { Policy: JSON.stringify({ of: textParam(call, 'Qualifier') ?? 'itself' }) }),
      'lambda:ListAliases': denied(),
      'lambda:ListFunctionUrlConfigs': urls(arn('orders:live')),
    });
    expect(await functionAccess(scan.place)).toMatchObject([
      {
        aliases: { ok: false, error: { kind: 'denied', action: 'lambda:ListAliases' } },
        urls: { ok: true, value: [{ alias: 'live', Policy: { value: { text: '{"of":"live"}' } } }] },
      },
    ]);
  });

  it('takes a function without a policy as one, and leaves one out that is gone', async () => {
    await using scan = await stubbedPlace({
      'lambda:ListFunctions': listed('plain', 'gone'),
      'lambda:GetPolicy': none,
      'lambda:ListAliases': aliases(),
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
      'lambda:ListAliases',
      {
        Policy: { ok: true },
        aliases: { ok: false, error: { kind: 'denied', action: 'lambda:ListAliases' } },
        urls: { ok: true },
      },
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
      'lambda:ListAliases': aliases(),
      'lambda:ListFunctionUrlConfigs': urls(),
      [operation]: denied(),
    });
    expect(await functionAccess(scan.place)).toMatchObject([expected]);
  });

  it('takes three calls a function, and none where there is no function', async () => {
    const names = Array.from({ length: 10 }, (_, index) => `f${index}`);
    await using scan = await stubbedPlace({
      'lambda:ListFunctions': listed(...names),
      'lambda:GetPolicy': none,
      'lambda:ListAliases': aliases(),
      'lambda:ListFunctionUrlConfigs': urls(),
    });
    await functionAccess(scan.place);
    expect(scan.calls()).toHaveLength(1 + 3 * names.length);
    await using empty = await stubbedPlace({ 'lambda:ListFunctions': listed() });
    expect(await functionAccess(empty.place)).toEqual([]);
    expect(empty.calls()).toEqual(['ListFunctions']);
  });
});
