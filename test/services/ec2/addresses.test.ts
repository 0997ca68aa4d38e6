import { afterEach, describe, expect, it, vi } from 'vitest';
import { elasticIps } from '../../../src/services/ec2/addresses.ts';
import { denied } from '../../support/faults.ts';
import { stubbedPlace } from '../../support/place.ts';
import { success } from '../../support/wire.ts';

afterEach(() => vi.unstubAllEnvs());

describe('elasticIps', () => {
  it('carry the ARN that Shield knows them by; a carrier address is none', async () => {
    await using scan = await stubbedPlace({
      'ec2:DescribeAddresses': (call) =>
        success(call, {
          addressesSet: [
            { publicIp: '192.0.2.1', allocationId: 'eipalloc-1', associationId: 'eipassoc-1', domain: 'vpc' },
            { allocationId: 'eipalloc-2', carrierIp: '198.51.100.1', domain: 'vpc' },
          ],
        }),
    });
    expect(await elasticIps(scan.place)).toEqual([
      {
        PublicIp: '192.0.2.1',
        AllocationId: 'eipalloc-1',
        AssociationId: 'eipassoc-1',
        Domain: 'vpc',
        arn: 'arn:aws:ec2:eu-west-1:111122223333:eip-allocation/eipalloc-1',
      },
    ]);
  });

  it('are none where there are none, and unknown where AWS named one by nothing', async () => {
    await using none = await stubbedPlace({
      'ec2:DescribeAddresses': (call) => success(call, { addressesSet: [] }),
    });
    expect(await elasticIps(none.place)).toEqual([]);
    await using damaged = await stubbedPlace({
      'ec2:DescribeAddresses': (call) => success(call, { addressesSet: [{ publicIp: '192.0.2.1' }] }),
    });
    await expect(elasticIps(damaged.place)).rejects.toMatchObject({ kind: 'failed' });
  });

  it('names the action that is denied', async () => {
    await using scan = await stubbedPlace({ 'ec2:DescribeAddresses': denied() });
    await expect(elasticIps(scan.place)).rejects.toMatchObject({ action: 'ec2:DescribeAddresses' });
  });
});
