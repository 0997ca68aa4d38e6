/** All that the test of a rule is written with: plain readings in, verdicts out, no mock and no AWS. */
import type { Readers, Readings } from '../aws/reader.ts';
import type { CheckScope, Rule } from './define-rule.ts';
import { defaultOptions, type OptionSpecs, type OptionValues } from './options.ts';
import type { Verdict } from './verdict.ts';

/** The account that rules are judged in unless a test says otherwise. */
export const ACCOUNT = '111122223333';

/** The moment that they are judged at unless a test says otherwise. */
export const NOW = new Date('2026-11-20T12:00:00Z');

export interface ScopeChanges<O extends OptionSpecs> {
  readonly account?: Partial<CheckScope['account']>;
  /** Default: us-east-1. */
  readonly region?: string;
  readonly now?: Date;
  /** Options that are not set have their defaults. */
  readonly options?: Partial<OptionValues<O>>;
}

/** Judges plain readings by a rule, with the defaults of its options. */
export function judge<R extends Readers, O extends OptionSpecs>(
  rule: Rule<R, O>,
  readings: Readings<R>,
  changes: ScopeChanges<O> = {},
): Verdict[] {
  const scope: CheckScope<O> = {
    account: { id: ACCOUNT, partition: 'aws', ...changes.account },
    region: changes.region ?? 'us-east-1',
    now: changes.now ?? NOW,
    options: { ...defaultOptions(rule), ...changes.options },
  };
  const verdicts = [...rule.check(readings, scope)];
  const before = seen.get(rule.type) ?? [];
  seen.set(rule.type, [...before, ...verdicts]);
  return verdicts;
}

const seen = new Map<string, readonly Verdict[]>();

/** The verdicts that `judge` gave since this was last asked, by the finding type of the rule. */
export function takeJudged(): ReadonlyMap<string, readonly Verdict[]> {
  const judged = new Map(seen);
  seen.clear();
  return judged;
}

/** What a table of cases compares: the status of each verdict, in order. */
export function statuses(verdicts: readonly Verdict[]): string[] {
  return verdicts.map(({ status }) => status);
}

/** The moment so many days before NOW. */
export function daysAgo(days: number): Date {
  return new Date(NOW.getTime() - days * 86_400_000);
}
