import { ReadError } from '../aws/read-error.ts';
import { readAll } from '../aws/service.ts';
import type { Place } from '../aws/session.ts';
import type { CheckScope, Rule, Verdict } from '../rule/rule.ts';
import type { Failure } from './outcome.ts';

/**
 * Judges one scope by one rule. What could not be read makes it unknown, what is not there not applicable, and a
 * rule that throws is unknown from there on: what it found before stays.
 */
export async function judgeRule(
  rule: Rule,
  place: Place,
  scope: CheckScope,
): Promise<{ verdicts: readonly Verdict[]; failure?: Failure }> {
  let readings: Awaited<ReturnType<typeof readAll<Rule['reads']>>>;
  try {
    readings = await readAll(rule.reads, place);
  } catch (error) {
    return { verdicts: [], failure: failureOf(error) };
  }
  const verdicts: Verdict[] = [];
  try {
    for (const verdict of rule.check(readings, scope)) verdicts.push(verdict);
    return { verdicts };
  } catch (error) {
    const reason = `the rule stopped with an error of its own: ${error instanceof Error ? error.message : String(error)}`;
    return { verdicts, failure: { status: 'unknown', reason } };
  }
}

/** @throws what is no ReadError: only an interrupt or a bug in a reader ends here. */
export function failureOf(error: unknown): Failure {
  if (!(error instanceof ReadError)) throw error;
  const missing = error.all.find(({ kind }) => kind === 'unavailable');
  return missing === undefined
    ? { status: 'unknown', reason: error.message, error }
    : { status: 'notApplicable', reason: missing.message };
}
