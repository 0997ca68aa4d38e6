import { afterEach, describe, expect, it, vi } from 'vitest';
import { protections } from '../../../src/services/shield/protections.ts';
import { stubbedPlace } from '../../support/place.ts';
import { success, textParam } from '../../support/wire.ts';
import { asksSubscribersOnly, state } from './subscribed.fixture.ts';

afterEach(() => vi.unstubAllEnvs());

describe('protections', () => {
  asksSubscribersOnly('ListProtections', protections);

  it('are those of all pages', async () => {
    const protection = (Id: string) => ({ Id, ResourceArn: `arn:aws:route53:::hostedzone/${Id}` });
    await using scan = await stubbedPlace({
      ...state('ACTIVE'),
      'shield:ListProtections': (call) => {
        expect(call.params.MaxResults).toBe(10_000);
        return textParam(call, 'NextToken') === undefined
          ? success(call, { Protections: [protection('Z1')], NextToken: 'next' })
          : success(call, { Protections: [protection('Z2')] });
      },
    });
    expect(await protections(scan.place)).toEqual([protection('Z1'), protection('Z2')]);
  });
});
