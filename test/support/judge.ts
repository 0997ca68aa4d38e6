import type { Readers, Readings } from '../../src/aws/service.ts';
import type { CheckScope } from '../../src/rule/define-rule.ts';
import { defaultOptions, type OptionSpecs, type OptionValues } from '../../src/rule/options.ts';
import type { Rule, Verdict } from '../../src/rule/rule.ts';

/** The scope that rules are judged in unless a test says otherwise. */
export const ACCOUNT = '111122223333';
export const NOW = new Date('2026-11-20T12:00:00Z');

export interface ScopeChanges<O extends OptionSpecs> {
  readonly account?: Partial<CheckScope['account']>;
  readonly region?: string;
  readonly now?: Date;
  readonly options?: Partial<OptionValues<O>>;
}

/** Judges plain readings by a rule, with the defaults of its options: no mock, no AWS. */
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
  return [...rule.check(readings, scope)];
}

/** What a table of cases compares: the status of each verdict, in order. */
export function statuses(verdicts: readonly Verdict[]): string[] {
  return verdicts.map(({ status }) => status);
}

/** The moment so many days before NOW. */
export function daysAgo(days: number): Date {
  return new Date(NOW.getTime() - days * 86_400_000);
}
