import { afterEach, describe, expect, it, vi } from 'vitest';
import { ownTransitGateways } from '../../../src/services/ec2/transit-gateways.ts';
import { denied } from '../../support/faults.ts';
import { stubbedPlace } from '../../support/place.ts';
import { paged } from './pages.fixture.ts';

afterEach(() => vi.unstubAllEnvs());

const gateway = (id: string, ownerId = '111122223333', state = 'available') => ({
  transitGatewayId: id,
  transitGatewayArn: `arn:aws:ec2:eu-west-1:${ownerId}:transit-gateway/${id}`,
  ownerId,
  state,
});

describe('ownTransitGateways', () => {
  it('every page, without those of others and those that are deleted', async () => {
    const asked: (string | undefined)[] = [];
    await using scan = await stubbedPlace({
      'ec2:DescribeTransitGateways': paged(
        'transitGatewaySet',
        [
          gateway('tgw-1'),
          gateway('tgw-2', '999999999999'),
          gateway('tgw-3', undefined, 'deleted'),
          gateway('tgw-4', undefined, 'modifying'),
        ],
        asked,
      ),
    });
    expect((await ownTransitGateways(scan.place)).map(({ TransitGatewayId }) => TransitGatewayId)).toEqual([
      'tgw-1',
      'tgw-4',
    ]);
    expect(asked[0]).toBe('1000');
  });

  it.each([
    ['denied', denied(), 'denied'],
    ['one without an ARN', paged('transitGatewaySet', [{ transitGatewayId: 'tgw-1' }]), 'failed'],
  ] as const)('%s is unknown', async (_case, answer, kind) => {
    await using scan = await stubbedPlace({ 'ec2:DescribeTransitGateways': answer });
    await expect(ownTransitGateways(scan.place)).rejects.toMatchObject({ kind });
  });
});
