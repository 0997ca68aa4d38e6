import { afterEach, describe, expect, it, vi } from 'vitest';
import { networkInterfaces } from '../../../src/services/ec2/network-interfaces.ts';
import { stubbedPlace } from '../../support/place.ts';
import { paged } from './pages.fixture.ts';

afterEach(() => vi.unstubAllEnvs());

describe('networkInterfaces', () => {
  it('every page, a thousand at a time', async () => {
    const asked: (string | undefined)[] = [];
    await using scan = await stubbedPlace({
      'ec2:DescribeNetworkInterfaces': paged(
        'networkInterfaceSet',
        [{ networkInterfaceId: 'a' }, { networkInterfaceId: 'b' }],
        asked,
      ),
    });
    expect(await networkInterfaces(scan.place)).toHaveLength(2);
    expect(asked).toEqual(['1000', '1000']);
    expect(new Set(scan.calls())).toEqual(new Set(['DescribeNetworkInterfaces']));
  });

  it('an item without an id fails the reading rather than be left out', async () => {
    await using scan = await stubbedPlace({
      'ec2:DescribeNetworkInterfaces': paged('networkInterfaceSet', [{ ownerId: '111122223333' }]),
    });
    await expect(networkInterfaces(scan.place)).rejects.toMatchObject({
      kind: 'failed',
      action: 'ec2:DescribeNetworkInterfaces',
    });
  });
});
