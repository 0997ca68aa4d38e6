import { readAll } from '../aws/combine-readers.ts';
import { ReadError } from '../aws/read-error.ts';
import type { Place } from '../aws/session.ts';
import type { CheckScope, Rule, Verdict } from '../rule/rule.ts';
import { faultOfVerdict } from '../rule/rule-faults.ts';
import type { Failure, Outcome, VerdictKind } from './outcome.ts';

/** What is kept of verdicts: whether those that passed are, or only their number. */
export interface Kept {
  readonly includePassed: boolean;
}

/**
 * Judges one scope by one rule. What could not be read makes it unknown, what is not there not applicable, and a
 * rule that throws is unknown from there on: what it found before stays.
 */
export async function judgeRule(
  rule: Rule,
  place: Place,
  scope: CheckScope,
  { includePassed }: Kept = { includePassed: true },
): Promise<Pick<Outcome, 'verdicts' | 'passed' | 'passedOn' | 'failure'>> {
  let readings: Awaited<ReturnType<typeof readAll<Rule['reads']>>>;
  try {
    readings = await readAll(rule.reads, place);
  } catch (error) {
    return { verdicts: [], failure: failureOf(error) };
  }
  const verdicts: Verdict[] = [];
  let passed = 0;
  const kinds = new Map<string, VerdictKind & { passed: number }>();
  try {
    for (const verdict of rule.check(readings, scope)) {
      const fault = faultOfVerdict(verdict);
      if (fault !== undefined) throw new TypeError(`a verdict ${fault}`);
      if (includePassed || verdict.status !== 'pass') verdicts.push(toldAsJson(verdict));
      else {
        passed += 1;
        const { resource, part = '' } = verdict;
        const key = `${resource.type} ${part}`;
        const kind = kinds.get(key);
        if (kind === undefined) kinds.set(key, { resourceType: resource.type, part, passed: 1 });
        else kind.passed += 1;
      }
    }
    return { verdicts, passed, passedOn: [...kinds.values()] };
  } catch (error) {
    return {
      verdicts,
      passed,
      passedOn: [...kinds.values()],
      failure: { status: 'unknown', reason: `the rule stopped with ${ownError(error)}` },
    };
  }
}

/** @throws TypeError for what no report can hold, such as a BigInt: better here than when the report is written. */
function toldAsJson(verdict: Verdict): Verdict {
  JSON.stringify([verdict.resource, 'evidence' in verdict ? verdict.evidence : undefined]);
  return verdict;
}

/** Why there are no readings: AWS did not answer, the question has no meaning there, or a reader is broken. */
export function failureOf(error: unknown): Failure {
  if (!(error instanceof ReadError))
    return { status: 'unknown', reason: `a reading stopped with ${ownError(error)}` };
  const missing = error.all.find(({ kind }) => kind === 'unavailable');
  return missing === undefined
    ? { status: 'unknown', reason: reasonOf(error), error }
    : { status: 'notApplicable', reason: missing.message };
}

/** All that stood in the way. */
function reasonOf(error: ReadError): string {
  return error.all.map(({ message }) => message).join('; ');
}

function ownError(error: unknown): string {
  return `an error of its own: ${error instanceof Error ? error.message : String(error)}`;
}
