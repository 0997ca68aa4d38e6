import { afterEach, describe, expect, it, vi } from 'vitest';
import { clusters, clusterVersions } from '../../src/services/eks.ts';
import { denied } from '../support/faults.ts';
import { stubbedPlace } from '../support/place.ts';
import type { Answerer } from '../support/stub.ts';
import { failure, success, textParam } from '../support/wire.ts';

afterEach(() => vi.unstubAllEnvs());

const listed =
  (...names: string[]): Answerer =>
  (call) =>
    success(call, { clusters: names });
const described: Answerer = (call, upstream) => {
  const name = textParam(call, 'name') ?? '';
  if (name === 'refused') return denied()(call, upstream);
  if (name === 'gone')
    return failure(call, { code: 'ResourceNotFoundException', message: 'No cluster found', status: 404 });
  if (name === 'damaged') return success(call, { cluster: { name } });
  return success(call, { cluster: { name, arn: `arn:aws:eks:eu-west-1:111122223333:cluster/${name}` } });
};

describe('clusters', () => {
  it('are described one by one, and those that are gone left out', async () => {
    await using scan = await stubbedPlace({
      'eks:ListClusters': (call) =>
        textParam(call, 'nextToken') === undefined
          ? success(call, { clusters: ['web', 'refused'], nextToken: 'next' })
          : success(call, { clusters: ['gone', 'damaged'] }),
      'eks:DescribeCluster': described,
    });
    expect(await clusters(scan.place)).toMatchObject([
      { item: 'web', answer: { ok: true, value: { name: 'web' } } },
      { item: 'refused', answer: { ok: false, error: { kind: 'denied', action: 'eks:DescribeCluster' } } },
      { item: 'damaged', answer: { ok: false, error: { kind: 'failed' } } },
    ]);
  });

  it('name the action that is denied', async () => {
    await using scan = await stubbedPlace({ 'eks:ListClusters': denied() });
    await expect(clusters(scan.place)).rejects.toMatchObject({ kind: 'denied', action: 'eks:ListClusters' });
  });
});

describe('clusterVersions', () => {
  it('are all that AWS has or had, on all pages', async () => {
    await using scan = await stubbedPlace({
      'eks:ListClusters': listed('web'),
      'eks:DescribeCluster': described,
      'eks:DescribeClusterVersions': (call) => {
        expect(textParam(call, 'includeAll')).toBe('true');
        return textParam(call, 'nextToken') === undefined
          ? success(call, {
              clusterVersions: [{ clusterVersion: '1.35', versionStatus: 'STANDARD_SUPPORT' }],
              nextToken: 'next',
            })
          : success(call, { clusterVersions: [{ clusterVersion: '1.29', versionStatus: 'UNSUPPORTED' }] });
      },
    });
    expect([...(await clusterVersions(scan.place)).keys()]).toEqual(['1.35', '1.29']);
  });

  it('are not asked for where there is no cluster', async () => {
    await using scan = await stubbedPlace({ 'eks:ListClusters': listed() });
    expect((await clusterVersions(scan.place)).size).toBe(0);
    expect(scan.calls()).toEqual(['ListClusters']);
  });

  it('name the action that is denied', async () => {
    await using scan = await stubbedPlace({
      'eks:ListClusters': listed('web'),
      'eks:DescribeCluster': described,
      'eks:DescribeClusterVersions': denied(),
    });
    await expect(clusterVersions(scan.place)).rejects.toMatchObject({
      kind: 'denied',
      action: 'eks:DescribeClusterVersions',
    });
  });
});
