import { afterEach, describe, expect, it, vi } from 'vitest';
import { restApis, stagesOfPublicApis } from '../../src/services/apigateway.ts';
import { denied } from '../support/faults.ts';
import { stubbedPlace } from '../support/place.ts';
import type { Answers } from '../support/stub.ts';
import { success, textParam } from '../support/wire.ts';

afterEach(() => vi.unstubAllEnvs());

const api = (id: string, ...types: string[]) => ({ id, name: id, endpointConfiguration: { types } });

const apis: Answers = {
  'apigateway:GetRestApis': (call) => {
    expect(textParam(call, 'limit')).toBe('500');
    return textParam(call, 'position') === undefined
      ? success(call, { item: [api('a', 'REGIONAL')], position: 'next' })
      : success(call, { item: [api('b', 'EDGE'), api('c', 'PRIVATE')] });
  },
};

describe('restApis', () => {
  it('are those of all pages', async () => {
    await using scan = await stubbedPlace(apis);
    expect((await restApis(scan.place)).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  });

  it('names the action that is denied', async () => {
    await using scan = await stubbedPlace({ 'apigateway:GetRestApis': denied() });
    await expect(restApis(scan.place)).rejects.toMatchObject({ kind: 'denied', action: 'apigateway:GET' });
  });
});

describe('stagesOfPublicApis', () => {
  it('are asked for per API, but not of a private one; one that was denied carries its error', async () => {
    await using scan = await stubbedPlace({
      ...apis,
      'apigateway:GetStages': (call, upstream) =>
        textParam(call, 'restApiId') === 'a'
          ? success(call, {
              item: [{ stageName: 'prod', deploymentId: 'd1', variables: { token: 'between us' } }],
            })
          : denied()(call, upstream),
    });
    const stages = await stagesOfPublicApis(scan.place);
    expect(stages).toMatchObject([
      {
        item: { id: 'a' },
        answer: {
          ok: true,
          value: [{ stageName: 'prod', arn: 'arn:aws:apigateway:eu-west-1::/restapis/a/stages/prod' }],
        },
      },
      { item: { id: 'b' }, answer: { ok: false, error: { action: 'apigateway:GET' } } },
    ]);
    expect(JSON.stringify(stages)).not.toContain('between us');
    expect(scan.calls().filter((operation) => operation === 'GetStages')).toHaveLength(2);
  });
});
