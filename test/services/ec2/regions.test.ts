import { afterEach, expect, it, vi } from 'vitest';
import { allRegions } from '../../../src/services/ec2/regions.ts';
import { denied } from '../../support/faults.ts';
import { stubbedPlace } from '../../support/place.ts';
import { success, textParam } from '../../support/wire.ts';

afterEach(() => vi.unstubAllEnvs());

it('the Regions that are off as well, with their status', async () => {
  await using account = await stubbedPlace({
    'ec2:DescribeRegions': (call) =>
      success(call, {
        regionInfo: [
          { regionName: 'us-east-1', optInStatus: 'opt-in-not-required' },
          ...(textParam(call, 'AllRegions') === 'true'
            ? [{ regionName: 'af-south-1', optInStatus: 'not-opted-in' }]
            : []),
        ],
      }),
  });
  expect(await allRegions(account.place)).toMatchObject([
    { RegionName: 'us-east-1', OptInStatus: 'opt-in-not-required' },
    { RegionName: 'af-south-1', OptInStatus: 'not-opted-in' },
  ]);
});

it('are unknown, not none, where nobody may ask', async () => {
  await using account = await stubbedPlace({ 'ec2:DescribeRegions': denied() });
  await expect(allRegions(account.place)).rejects.toMatchObject({
    kind: 'denied',
    action: 'ec2:DescribeRegions',
  });
});
