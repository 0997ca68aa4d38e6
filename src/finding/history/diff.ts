import { type Change, Comparison, isWorse } from './compare.ts';
import { type ComparableHead, inOrderOfReport, type ReportOutline, type VerdictOutline } from './outline.ts';

/** A failed verdict, and what an earlier report says of it. */
export interface PersistingVerdict {
  readonly verdict: VerdictOutline;
  readonly before: VerdictOutline;
}

/** What two reports say of the same accounts. Lists are in the order of a report, the gravest first. */
export interface ReportDiff {
  readonly old: ComparableHead;
  readonly new: ComparableHead;
  /** Active now, and not in the old report, or suppressed there. */
  readonly added: readonly VerdictOutline[];
  readonly persisting: readonly PersistingVerdict[];
  /** Of those that persist, those with a graver label than before. */
  readonly worse: readonly PersistingVerdict[];
  /** Active in the old report; looked for and not found in the new one. */
  readonly gone: readonly VerdictOutline[];
  /** Active in the old report, and suppressed now. */
  readonly suppressed: readonly VerdictOutline[];
  /** A finding in the old report; now another finding tells its cause. */
  readonly toldByAnother: readonly VerdictOutline[];
  /** Active in one report where the other did not look, or could not. */
  readonly onlyOld: readonly VerdictOutline[];
  readonly onlyNew: readonly VerdictOutline[];
  /** What only one of the two looked at, or could look at, in sentences. */
  readonly notCompared: readonly string[];
}

/** Compares two reports where both looked. */
export function diffOf(earlier: ReportOutline, later: ReportOutline): ReportDiff {
  const names = { earlier: 'the old report', later: 'the new report' };
  const comparison = new Comparison(earlier, later.head, names, later.verdicts.values());
  const changes = inOrderOfReport([...later.verdicts.values()]).map((verdict) => comparison.take(verdict));
  const active = changes.filter(({ verdict }) => verdict.status === 'ACTIVE');
  const was = changes.filter(({ before }) => before?.status === 'ACTIVE');
  const { gone, unseen, notCompared } = comparison.remainder();
  return {
    old: earlier.head,
    new: later.head,
    added: active.filter(({ state }) => state === 'NEW').map(verdictOf),
    persisting: active.flatMap(persisting),
    worse: active.filter(isWorse).flatMap(persisting),
    gone,
    suppressed: was.map(verdictOf).filter(({ status }) => status === 'SUPPRESSED'),
    toldByAnother: was.map(verdictOf).filter(({ status }) => status === 'ABSORBED'),
    onlyOld: unseen,
    onlyNew: active.filter(({ state }) => state === undefined).map(verdictOf),
    notCompared,
  };
}

function verdictOf({ verdict }: Change): VerdictOutline {
  return verdict;
}

function persisting({ state, verdict, before }: Change): PersistingVerdict[] {
  return state === 'PERSISTING' && before !== undefined ? [{ verdict, before }] : [];
}
