import { describe, expect, it } from 'vitest';
import rule from '../../../rules/ec2/snapshot-unencrypted.ts';
import { judge, statuses } from '../../support/judge.ts';
import { reportOfVerdicts } from '../../support/report-of-verdicts.ts';

const judged = (...encrypted: readonly (boolean | undefined)[]) =>
  judge(rule, {
    snapshots: encrypted.map((Encrypted, index) => ({
      SnapshotId: `snap-${index}`,
      VolumeId: 'vol-1',
      Encrypted,
    })),
  });

describe('ec2/snapshot-unencrypted', () => {
  it.each([
    [true, 'pass'],
    [false, 'fail'],
    [undefined, 'unknown'],
  ])('encrypted: %s', (encrypted, expected) => expect(statuses(judged(encrypted))).toEqual([expected]));

  it.each([
    [judged(false), 'Snapshot is not encrypted', 'Snapshot snap-0 is not encrypted.'],
    [
      judged(false, false, true),
      'Snapshots are not encrypted',
      '2 snapshots in us-east-1 are not encrypted.',
    ],
  ])('is one finding a Region', (verdicts, title, description) => {
    const { findings } = reportOfVerdicts({ ruleId: 'ec2/snapshot-unencrypted', verdicts });
    expect(findings.map((finding) => [finding.title, finding.description])).toEqual([[title, description]]);
  });
});
