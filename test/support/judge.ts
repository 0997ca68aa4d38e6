import { existsSync } from 'node:fs';
import { expect } from 'vitest';
import type { Readers, Readings } from '../../src/aws/reader.ts';
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
  const verdicts = [...rule.check(readings, scope)];
  const statuses = seen.get(rule.type) ?? new Set();
  for (const verdict of verdicts) {
    statuses.add(verdict.status);
    if (verdict.status === 'fail')
      for (const teller of [verdict.toldBy ?? []].flat()) tellers.add(teller.rule);
  }
  seen.set(rule.type, statuses);
  return verdicts;
}

/** The rules that verdicts of the file that runs named as those that tell their cause. */
const tellers = new Set<string>();

/** What each rule said in the file that runs. */
const seen = new Map<string, Set<Verdict['status']>>();

/**
 * A test that never sees its rule pass and fail proves little. Every file's tests end with this, by
 * unit.setup.ts: files share this module, so one file's verdicts are forgotten before the next.
 */
export function expectEachRuleToPassAndFail(): void {
  const judged = [...seen];
  seen.clear();
  for (const [type, statuses] of judged) {
    expect([...statuses], `verdicts of ${type}`).toEqual(expect.arrayContaining(['pass', 'fail']));
  }
}

/** A rule that nobody has tells nothing, so its name must be right. Every file's tests end with this. */
export function expectTellersToExist(): void {
  const named = [...tellers];
  tellers.clear();
  expect(
    named.filter((id) => !existsSync(`rules/${id}.ts`)),
    'toldBy names rules that there are',
  ).toEqual([]);
}

/** What a table of cases compares: the status of each verdict, in order. */
export function statuses(verdicts: readonly Verdict[]): string[] {
  return verdicts.map(({ status }) => status);
}

/** The moment so many days before NOW. */
export function daysAgo(days: number): Date {
  return new Date(NOW.getTime() - days * 86_400_000);
}
