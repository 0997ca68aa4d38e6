import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  optionalSnapshotBlockPublicAccess,
  ownSnapshots,
  publicSnapshots,
  snapshotBlockPublicAccess,
} from '../../../src/services/ec2/snapshots.ts';
import { denied } from '../../support/faults.ts';
import { stubbedPlace } from '../../support/place.ts';
import { success, textParam } from '../../support/wire.ts';
import { paged } from './pages.fixture.ts';

afterEach(() => vi.unstubAllEnvs());

describe('ownSnapshots, publicSnapshots', () => {
  it('every page of the own ones, and the ids of those for everybody', async () => {
    const asked: (string | undefined)[] = [];
    const own = paged(
      'snapshotSet',
      [
        { snapshotId: 'snap-1', encrypted: false, volumeId: 'vol-1', description: 'left out' },
        { snapshotId: 'snap-2', encrypted: true, volumeId: 'vol-ffffffff' },
      ],
      asked,
    );
    await using scan = await stubbedPlace({
      'ec2:DescribeSnapshots': (call, upstream) => {
        expect(textParam(call, 'Owner.1')).toBe('self');
        return textParam(call, 'RestorableBy.1') === 'all'
          ? success(call, { snapshotSet: [{ snapshotId: 'snap-1' }] })
          : own(call, upstream);
      },
    });
    expect(await ownSnapshots(scan.place)).toEqual([
      { SnapshotId: 'snap-1', Encrypted: false, VolumeId: 'vol-1' },
      { SnapshotId: 'snap-2', Encrypted: true, VolumeId: 'vol-ffffffff' },
    ]);
    expect(await publicSnapshots(scan.place)).toEqual(new Set(['snap-1']));
    expect(asked).toEqual(['1000', '1000']);
  });

  it('nobody asks for public ones where there are none', async () => {
    await using scan = await stubbedPlace({ 'ec2:DescribeSnapshots': paged('snapshotSet', []) });
    expect(await publicSnapshots(scan.place)).toEqual(new Set());
    expect(scan.calls()).toEqual(['DescribeSnapshots']);
  });

  it.each([
    ['denied', denied(), 'denied'],
    ['a snapshot without an id', paged('snapshotSet', [{ encrypted: true }]), 'failed'],
  ] as const)('%s is unknown', async (_case, answer, kind) => {
    await using scan = await stubbedPlace({ 'ec2:DescribeSnapshots': answer });
    await expect(publicSnapshots(scan.place)).rejects.toMatchObject({
      kind,
      action: 'ec2:DescribeSnapshots',
    });
  });
});

describe('snapshotBlockPublicAccess', () => {
  it('says what is blocked and who says so', async () => {
    await using scan = await stubbedPlace({
      'ec2:GetSnapshotBlockPublicAccessState': (call) =>
        success(call, { state: 'block-all-sharing', managedBy: 'declarative-policy' }),
    });
    expect(await snapshotBlockPublicAccess(scan.place)).toEqual({
      State: 'block-all-sharing',
      ManagedBy: 'declarative-policy',
    });
  });

  it('may be an error, for those who judge without it', async () => {
    await using scan = await stubbedPlace({ 'ec2:GetSnapshotBlockPublicAccessState': denied() });
    expect(await optionalSnapshotBlockPublicAccess(scan.place)).toMatchObject({
      ok: false,
      error: { kind: 'denied' },
    });
  });
});
