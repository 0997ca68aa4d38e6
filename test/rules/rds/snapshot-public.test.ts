import { describe, expect, it } from 'vitest';
import rule from '../../../rules/rds/snapshot-public.ts';
import { ReadError } from '../../../src/aws/read-error.ts';
import type { ManualSnapshot } from '../../../src/services/rds/index.ts';
import { judge } from '../../support/judge.ts';

const snapshot = (changes: Partial<ManualSnapshot>): ManualSnapshot => ({
  of: 'instance',
  arn: 'arn:aws:rds:us-east-1:111122223333:snapshot:before-upgrade',
  identifier: 'before-upgrade',
  encrypted: false,
  restore: { ok: true, value: [] },
  ...changes,
});

describe('rds/snapshot-public', () => {
  it.each<[string, Partial<ManualSnapshot>, string]>([
    ['shared with nobody', {}, 'pass'],
    ['shared with an account', { restore: { ok: true, value: ['222233334444'] } }, 'pass'],
    ['shared with all', { restore: { ok: true, value: ['222233334444', 'all'] } }, 'fail'],
    ['encrypted', { encrypted: true, restore: undefined }, 'pass'],
    [
      'denied',
      {
        restore: {
          ok: false,
          error: new ReadError('denied', {
            kind: 'denied',
            action: 'rds:DescribeDBSnapshotAttributes',
            accountId: '111122223333',
            region: 'us-east-1',
          }),
        },
      },
      'unknown',
    ],
  ])('%s', (_case, changes, status) => {
    expect(judge(rule, { snapshots: [snapshot(changes)] })).toMatchObject([{ status }]);
  });

  it.each([
    ['instance', 'AwsRdsDbSnapshot', 'modify-db-snapshot-attribute --db-snapshot-identifier'],
    [
      'cluster',
      'AwsRdsDbClusterSnapshot',
      'modify-db-cluster-snapshot-attribute --db-cluster-snapshot-identifier',
    ],
  ] as const)('gives the command for one of a %s', (of, type, command) => {
    const restore = { ok: true as const, value: ['all'] };
    expect(judge(rule, { snapshots: [snapshot({ of, restore })] })).toMatchObject([
      {
        resource: { type },
        exposure: 'internet',
        commands: [
          `aws rds ${command} before-upgrade --attribute-name restore --values-to-remove all --region us-east-1`,
        ],
      },
    ]);
  });
});
