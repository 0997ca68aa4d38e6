import { afterEach, describe, expect, it, vi } from 'vitest';
import { attacks } from '../../../src/services/shield/attacks.ts';
import { stubbedPlace } from '../../support/place.ts';
import { success } from '../../support/wire.ts';
import { asksSubscribersOnly, state } from './subscribed.fixture.ts';

afterEach(() => vi.unstubAllEnvs());

describe('attacks', () => {
  asksSubscribersOnly('ListAttacks', attacks);

  it('are those that began within ninety days', async () => {
    await using scan = await stubbedPlace({
      ...state('ACTIVE'),
      'shield:ListAttacks': (call) => {
        expect(call.params.StartTime).toEqual({
          FromInclusive: Date.parse('2026-08-22T12:00:00Z') / 1000,
          ToExclusive: Date.parse('2026-11-20T12:00:00Z') / 1000,
        });
        return success(call, {
          AttackSummaries: [
            { AttackId: 'a1', ResourceArn: 'arn:aws:route53:::hostedzone/Z1', StartTime: 1_790_000_000 },
          ],
        });
      },
    });
    expect(await attacks(scan.place)).toEqual([
      {
        AttackId: 'a1',
        ResourceArn: 'arn:aws:route53:::hostedzone/Z1',
        StartTime: new Date(1_790_000_000_000),
      },
    ]);
  });
});
