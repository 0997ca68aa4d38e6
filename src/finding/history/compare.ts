import { type Blind, Coverage } from './coverage.ts';
import { NotCompared, type ReportNames } from './not-compared.ts';
import { type ComparableHead, inOrderOfReport, type ReportOutline, type VerdictOutline } from './outline.ts';

/** What became of a verdict since the earlier report. */
export interface Change {
  /** Undefined where the earlier report says nothing of it: it did not look. */
  readonly state: 'NEW' | 'PERSISTING' | undefined;
  readonly verdict: VerdictOutline;
  /** What the earlier report says of it. */
  readonly before: VerdictOutline | undefined;
  readonly blind: Blind | undefined;
}

/** What is left of the earlier report when all verdicts of the later one are known. */
export interface Remainder {
  /** Active in the earlier report; looked for and not found in the later one. In the order of a report. */
  readonly gone: readonly VerdictOutline[];
  /** Active in the earlier report; the later one did not look. */
  readonly unseen: readonly VerdictOutline[];
  /** What only one of the two looked at, or could look at, in sentences. */
  readonly notCompared: readonly string[];
}

/** Compares the verdicts of a report, one by one, with those of an earlier one. */
export class Comparison {
  readonly #before: Coverage;
  readonly #now: Coverage;
  readonly #seen = new Set<string>();
  readonly #notCompared: NotCompared;

  /** @param verdicts of the later report, where it may leave some out. */
  constructor(
    private readonly earlier: ReportOutline,
    now: ComparableHead,
    names: ReportNames,
    verdicts: Iterable<VerdictOutline> = [],
  ) {
    this.#before = new Coverage(earlier.head, earlier.verdicts.values());
    this.#now = new Coverage(now, verdicts);
    this.#notCompared = new NotCompared(names);
  }

  /** What became of a verdict of the later report. It may be asked as often as anybody wants. */
  changeOf(verdict: VerdictOutline): Change {
    const before = this.earlier.verdicts.get(verdict.id);
    if (before === undefined) {
      const blind = this.#before.blindTo(verdict, this.#now);
      return { state: blind === undefined ? 'NEW' : undefined, verdict, before, blind };
    }
    // What was suppressed was never accepted for good: it is new when the suppression has ended.
    const known = OPEN.has(before.status) || before.status === verdict.status;
    return { state: known ? 'PERSISTING' : 'NEW', verdict, before, blind: undefined };
  }

  /** The same, for each verdict of the later report once. */
  take(verdict: VerdictOutline): Change {
    const change = this.changeOf(verdict);
    if (verdict.status !== 'CLOSED' && change.before !== undefined) this.#seen.add(verdict.id);
    if (verdict.status === 'ACTIVE' && change.blind !== undefined)
      this.#notCompared.count('earlier', change.blind);
    return change;
  }

  /** What is left when all were taken. */
  remainder(): Remainder {
    const gone: VerdictOutline[] = [];
    const unseen: VerdictOutline[] = [];
    for (const verdict of this.earlier.verdicts.values()) {
      if (verdict.status !== 'ACTIVE' || this.#seen.has(verdict.id)) continue;
      const blind = this.#now.blindTo(verdict, this.#before);
      if (blind === undefined) gone.push(verdict);
      else {
        unseen.push(verdict);
        this.#notCompared.count('later', blind);
      }
    }
    return {
      gone: inOrderOfReport(gone),
      unseen: inOrderOfReport(unseen),
      notCompared: this.#notCompared.sentences(this.#before, this.#now),
    };
  }
}

const OPEN: ReadonlySet<VerdictOutline['status']> = new Set(['ACTIVE', 'ABSORBED'] as const);

/** Whether what persists is told with a graver label than before. */
export function isWorse({ state, verdict, before }: Change): boolean {
  return (
    state === 'PERSISTING' &&
    before !== undefined &&
    before.severity.label !== verdict.severity.label &&
    verdict.severity.score > before.severity.score
  );
}
