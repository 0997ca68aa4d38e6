import { afterEach, describe, expect, it, vi } from 'vitest';
import { listedWebAcls } from '../../../src/services/wafv2/listed-web-acls.ts';
import { denied } from '../../support/faults.ts';
import { stubbedPlace } from '../../support/place.ts';
import type { Answers } from '../../support/stub.ts';
import { success, textParam } from '../../support/wire.ts';
import { summary } from './web-acls.fixture.ts';

afterEach(() => vi.unstubAllEnvs());

describe('listedWebAcls', () => {
  it('are those of all pages of the Region', async () => {
    await using scan = await stubbedPlace({
      'wafv2:ListWebACLs': (call) => {
        expect(call.params).toMatchObject({ Scope: 'REGIONAL', Limit: 100 });
        return textParam(call, 'NextMarker') === undefined
          ? success(call, { WebACLs: [summary('a')], NextMarker: 'a' })
          : success(call, { WebACLs: [summary('b')] });
      },
    });
    expect(await listedWebAcls(scan.place)).toMatchObject([
      { Name: 'a', Scope: 'REGIONAL' },
      { Name: 'b', Scope: 'REGIONAL' },
    ]);
  });

  it('are those of CloudFront too in us-east-1, and there alone', async () => {
    const answers: Answers = {
      'wafv2:ListWebACLs': (call) => success(call, { WebACLs: [summary(textParam(call, 'Scope') ?? '')] }),
    };
    await using scan = await stubbedPlace(answers, { region: 'us-east-1' });
    expect((await listedWebAcls(scan.place)).map(({ Scope }) => Scope)).toEqual(['REGIONAL', 'CLOUDFRONT']);
    await using abroad = await stubbedPlace(answers);
    expect((await listedWebAcls(abroad.place)).map(({ Scope }) => Scope)).toEqual(['REGIONAL']);
  });

  it('names the action that is denied', async () => {
    await using scan = await stubbedPlace({ 'wafv2:ListWebACLs': denied() });
    await expect(listedWebAcls(scan.place)).rejects.toMatchObject({ action: 'wafv2:ListWebACLs' });
  });
});
