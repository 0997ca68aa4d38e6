import { describe, expect, it } from 'vitest';
import rule from '../../../rules/ec2/snapshot-public.ts';
import { ReadError } from '../../../src/aws/read-error.ts';
import { judge, statuses } from '../../support/judge.ts';

const error = new ReadError('denied', {
  kind: 'denied',
  action: 'ec2:GetSnapshotBlockPublicAccessState',
  accountId: '111122223333',
  region: 'us-east-1',
});
type State = 'unblocked' | 'block-new-sharing' | 'block-all-sharing';
const judged = (open: readonly string[], State: State | 'denied' = 'unblocked') =>
  judge(rule, {
    snapshots: [{ SnapshotId: 'snap-1', VolumeId: 'vol-1', Encrypted: false }],
    open: new Set(open),
    block: State === 'denied' ? { ok: false, error } : { ok: true, value: { State, ManagedBy: 'account' } },
  });

describe('ec2/snapshot-public', () => {
  it.each<[string, ReturnType<typeof judged>, string]>([
    ['for everybody', judged(['snap-1']), 'fail'],
    ['not for everybody', judged(['snap-2']), 'pass'],
  ])('%s', (_case, verdicts, expected) => expect(statuses(verdicts)).toEqual([expected]));

  it('says why it does not know whether public access is blocked', () => {
    expect(judged(['snap-1'], 'denied')).toMatchObject([{ evidence: { BlockPublicAccess: 'denied' } }]);
  });

  it.each<[State | 'denied', string, number | undefined]>([
    ['unblocked', 'internet', undefined],
    ['block-new-sharing', 'internet', undefined],
    ['block-all-sharing', 'none', 3],
    ['denied', 'internet', undefined],
  ])('block public access %s: reached by %s', (state, exposure, score) => {
    const [verdict] = judged(['snap-1'], state);
    expect(verdict?.status === 'fail' ? [verdict.exposure, verdict.severity?.score] : verdict).toEqual([
      exposure,
      score,
    ]);
  });
});
