import type { VersionStatus } from '@aws-sdk/client-eks';
import { describe, expect, it } from 'vitest';
import rule from '../../../rules/eks/version-outdated.ts';
import { judge, statuses } from '../../support/judge.ts';
import { described, refused } from './clusters.fixture.ts';

const versions = (versionStatus: VersionStatus) =>
  new Map([
    ['1.35', { clusterVersion: '1.35', versionStatus, endOfExtendedSupportDate: new Date('2027-05-01') }],
  ]);

describe('eks/version-outdated', () => {
  it.each<[VersionStatus, string, object]>([
    ['STANDARD_SUPPORT', 'pass', {}],
    [
      'EXTENDED_SUPPORT',
      'fail',
      {
        severity: { score: 4 },
        description: 'Cluster web runs Kubernetes 1.35, which is in extended support until 2027-05-01.',
      },
    ],
    [
      'UNSUPPORTED',
      'fail',
      { description: 'Cluster web runs Kubernetes 1.35, which AWS no longer supports.' },
    ],
  ])('%s', (status, verdict, more) => {
    expect(judge(rule, { clusters: [described()], versions: versions(status) })).toMatchObject([
      { status: verdict, ...more },
    ]);
  });

  it('is unknown of a version that AWS does not list, and of a cluster that may not be described', () => {
    const known = versions('STANDARD_SUPPORT');
    expect(statuses(judge(rule, { clusters: [described({ version: '1.20' })], versions: known }))).toEqual([
      'unknown',
    ]);
    expect(statuses(judge(rule, { clusters: [refused], versions: known }))).toEqual(['unknown']);
  });
});
