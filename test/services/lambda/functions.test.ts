import { afterEach, describe, expect, it, vi } from 'vitest';
import { functions } from '../../../src/services/lambda/functions.ts';
import { denied } from '../../support/faults.ts';
import { stubbedPlace } from '../../support/place.ts';
import { success, textParam } from '../../support/wire.ts';

afterEach(() => vi.unstubAllEnvs());

const arn = (name: string) => `arn:aws:lambda:eu-west-1:111122223333:function:${name}`;

describe('functions', () => {
  it('are those of all pages, with the kinds of secrets in their variables and no value', async () => {
    await using scan = await stubbedPlace({
      'lambda:ListFunctions': (call) =>
        textParam(call, 'Marker') === undefined
          ? success(call, {
              Functions: [
                {
                  FunctionName: 'orders',
                  FunctionArn: arn('orders'),
                  Runtime: 'python3.14',
                  PackageType: 'Zip',
                  Environment: { Variables: { DB_PASSWORD: 'Tr0ub4dor', LEVEL: 'debug' } },
                },
              ],
              NextMarker: 'next',
            })
          : success(call, {
              Functions: [
                { FunctionName: 'image', FunctionArn: arn('image'), PackageType: 'Image' },
                {
                  FunctionName: 'hidden',
                  FunctionArn: arn('hidden'),
                  Runtime: 'nodejs24.x',
                  PackageType: 'Zip',
                  Environment: {
                    Error: { ErrorCode: 'AccessDeniedException', Message: 'may not decrypt with the key' },
                  },
                },
              ],
            }),
    });
    const found = await functions(scan.place);
    expect(found).toEqual([
      {
        FunctionName: 'orders',
        FunctionArn: arn('orders'),
        Runtime: 'python3.14',
        PackageType: 'Zip',
        variables: {
          count: 2,
          secrets: [{ name: 'DB_PASSWORD', kind: 'password' }],
          hiddenBecause: undefined,
        },
      },
      expect.objectContaining({
        FunctionName: 'image',
        variables: { count: 0, secrets: [], hiddenBecause: undefined },
      }),
      expect.objectContaining({
        FunctionName: 'hidden',
        variables: {
          count: 0,
          secrets: [],
          hiddenBecause: 'AccessDeniedException: may not decrypt with the key',
        },
      }),
    ]);
    expect(JSON.stringify(found)).not.toContain('Tr0ub4dor');
  });

  it('tell from a tape what they told from AWS', async () => {
    await using scan = await stubbedPlace({
      'lambda:ListFunctions': (call) =>
        success(call, {
          Functions: [
            {
              FunctionName: 'orders',
              FunctionArn: arn('orders'),
              Environment: {
                Variables: { DB_PASSWORD: '[cut by Postern: password line 1]', LEVEL: '[cut by Postern]' },
              },
            },
          ],
        }),
    });
    expect(await functions(scan.place)).toMatchObject([
      { variables: { count: 2, secrets: [{ name: 'DB_PASSWORD', kind: 'password' }] } },
    ]);
  });

  it.each([
    ['denied', denied(), { kind: 'denied', action: 'lambda:ListFunctions' }],
    [
      'sent one without a name',
      ((call) => success(call, { Functions: [{ FunctionName: 'orders' }] })) satisfies ReturnType<
        typeof denied
      >,
      { kind: 'failed' },
    ],
  ])('are not known when AWS %s', async (_case, answer, error) => {
    await using scan = await stubbedPlace({ 'lambda:ListFunctions': answer });
    await expect(functions(scan.place)).rejects.toMatchObject(error);
  });
});
