import { afterEach, describe, expect, it, vi } from 'vitest';
import { manualSnapshots } from '../../../src/services/rds/snapshots.ts';
import { denied } from '../../support/faults.ts';
import { stubbedPlace } from '../../support/place.ts';
import type { Answerer } from '../../support/stub.ts';
import { failure, success, textParam } from '../../support/wire.ts';
import { arn } from './answers.fixture.ts';

afterEach(() => vi.unstubAllEnvs());

describe('manualSnapshots', () => {
  const snapshot = (name: string, Encrypted?: boolean) => ({
    DBSnapshotIdentifier: name,
    DBSnapshotArn: arn('snapshot', name),
    Encrypted,
  });
  const shared =
    (answers: Readonly<Record<string, readonly string[] | 'denied' | 'gone'>>): Answerer =>
    (call, upstream) => {
      const name = textParam(call, 'DBSnapshotIdentifier') ?? '';
      const answer = answers[name] ?? [];
      if (answer === 'denied') return denied()(call, upstream);
      if (answer === 'gone')
        return failure(call, { code: 'DBSnapshotNotFound', message: 'it is gone', status: 404 });
      return success(call, {
        DBSnapshotAttributesResult: {
          DBSnapshotIdentifier: name,
          DBSnapshotAttributes: [{ AttributeName: 'restore', AttributeValues: answer }],
        },
      });
    };

  it('are own ones made by hand, with who may restore those that are not encrypted', async () => {
    await using scan = await stubbedPlace({
      'rds:DescribeDBSnapshots': (call) => {
        expect(textParam(call, 'SnapshotType')).toBe('manual');
        return success(call, {
          DBSnapshots: [
            snapshot('public', false),
            snapshot('encrypted', true),
            snapshot('refused', false),
            snapshot('gone', false),
          ],
        });
      },
      'rds:DescribeDBSnapshotAttributes': shared({ public: ['all'], refused: 'denied', gone: 'gone' }),
      'rds:DescribeDBClusterSnapshots': (call) =>
        success(call, {
          DBClusterSnapshots: [
            {
              DBClusterSnapshotIdentifier: 'aurora',
              DBClusterSnapshotArn: arn('cluster-snapshot', 'aurora'),
              StorageEncrypted: false,
            },
          ],
        }),
      'rds:DescribeDBClusterSnapshotAttributes': (call) =>
        success(call, {
          DBClusterSnapshotAttributesResult: {
            DBClusterSnapshotAttributes: [{ AttributeName: 'restore', AttributeValues: ['222233334444'] }],
          },
        }),
    });
    expect(await manualSnapshots(scan.place)).toMatchObject([
      { of: 'instance', identifier: 'public', restore: { ok: true, value: ['all'] } },
      { identifier: 'encrypted', restore: undefined },
      {
        identifier: 'refused',
        restore: { ok: false, error: { kind: 'denied', action: 'rds:DescribeDBSnapshotAttributes' } },
      },
      { of: 'cluster', identifier: 'aurora', restore: { ok: true, value: ['222233334444'] } },
    ]);
  });

  it('are two calls where there is none', async () => {
    await using scan = await stubbedPlace({
      'rds:DescribeDBSnapshots': (call) => success(call, { DBSnapshots: [] }),
      'rds:DescribeDBClusterSnapshots': (call) => success(call, { DBClusterSnapshots: [] }),
    });
    expect(await manualSnapshots(scan.place)).toEqual([]);
    expect(scan.calls()).toHaveLength(2);
  });
});
