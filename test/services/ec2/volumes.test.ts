import { afterEach, describe, expect, it, vi } from 'vitest';
import { volumes } from '../../../src/services/ec2/volumes.ts';
import { denied } from '../../support/faults.ts';
import { stubbedPlace } from '../../support/place.ts';
import { paged } from './pages.fixture.ts';

afterEach(() => vi.unstubAllEnvs());

describe('volumes', () => {
  it('every page, a thousand at a time, with what rules ask', async () => {
    const asked: (string | undefined)[] = [];
    await using scan = await stubbedPlace({
      'ec2:DescribeVolumes': paged(
        'volumeSet',
        [
          { volumeId: 'vol-1', encrypted: false, size: 8, attachmentSet: [{ instanceId: 'i-1' }] },
          { volumeId: 'vol-2', encrypted: true, attachmentSet: [] },
        ],
        asked,
      ),
    });
    expect(await volumes(scan.place)).toEqual([
      expect.objectContaining({ VolumeId: 'vol-1', Encrypted: false, Attachments: [{ InstanceId: 'i-1' }] }),
      expect.objectContaining({ VolumeId: 'vol-2', Encrypted: true, Attachments: [] }),
    ]);
    expect((await volumes(scan.place))[0]).not.toHaveProperty('Size');
    expect(asked).toEqual(['1000', '1000']);
  });

  it.each([
    ['denied', denied(), 'denied'],
    ['a volume without an id', paged('volumeSet', [{ encrypted: true }]), 'failed'],
  ] as const)('%s is unknown', async (_case, answer, kind) => {
    await using scan = await stubbedPlace({ 'ec2:DescribeVolumes': answer });
    await expect(volumes(scan.place)).rejects.toMatchObject({ kind, action: 'ec2:DescribeVolumes' });
  });
});
