import type { RuleResult } from '../finding/report.ts';

/** How many verdicts of each kind there were. */
export type Counts = RuleResult['counts'];

export const NONE: Counts = { passed: 0, failed: 0, unknown: 0, notApplicable: 0 };

export function sum(all: readonly Counts[]): Counts {
  const total = (field: keyof Counts) => all.reduce((amount, counts) => amount + counts[field], 0);
  return {
    passed: total('passed'),
    failed: total('failed'),
    unknown: total('unknown'),
    notApplicable: total('notApplicable'),
  };
}
