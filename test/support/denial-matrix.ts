import { rules } from '../../rules/index.ts';
import { actionsOf } from '../../src/aws/actions.ts';
import type { Tape, TapeAnswer, TapeCall } from '../../src/aws/tape.ts';
import { actionsOfRule, type ChosenRule } from '../../src/engine/chosen-rule.ts';
import { defaultOptions } from '../../src/rule/options.ts';
import { deniedAnswer } from './denied-answer.ts';
import { errorsOf, faultsOf, type Judged, judge } from './judged-from-tape.ts';

/**
 * What became of a rule when one of its actions was denied.
 * - unknown: it says so, naming the action
 * - judged without it: the action is optional to it, and every verdict is what it was
 * - not asked: the recorded account gives no reason to make the call
 * - anything else is a fault, told in words
 */
export interface Cell {
  readonly ruleId: string;
  readonly action: string;
  readonly result: 'unknown' | 'judged without it' | 'not asked' | 'wrong';
  readonly faults: readonly string[];
}

/** Denies every action of every rule, one at a time, on one recorded account. */
export async function denialMatrix(tape: Tape): Promise<Cell[]> {
  const cells: Cell[] = [];
  for (const [id, rule] of Object.entries(rules)) {
    const chosen: ChosenRule = { id, rule, options: defaultOptions(rule) };
    const before = await judge([chosen], tape);
    for (const action of actionsOfRule(rule)) {
      const after = await judge([chosen], await denying(tape, action));
      cells.push({ ruleId: id, action, ...compare(chosen, action, before, after) });
    }
  }
  return cells;
}

/** The same tape, but that every call of the action is denied. */
async function denying(tape: Tape, action: string): Promise<Tape> {
  const denials = new Map<TapeCall, TapeAnswer>();
  for (const call of tape.calls()) {
    if (actionsOf(call).includes(action)) denials.set(call, await deniedAnswer(call, action));
  }
  return tape.with((call) => denials.get(call));
}

function compare(
  { rule }: ChosenRule,
  action: string,
  before: Judged,
  after: Judged,
): Omit<Cell, 'ruleId' | 'action'> {
  if (!after.asked.has(action)) return { result: 'not asked', faults: [] };
  const named = after.outcomes.some((outcome) => errorsOf(outcome).some((error) => error.action === action));
  const faults = faultsOf(rule.scope, before, after);
  if (faults.length > 0) return { result: 'wrong', faults };
  if (named) return { result: 'unknown', faults };
  const optional = Object.values(rule.reads).some((reader) => reader.optionalActions.includes(action));
  return optional
    ? { result: 'judged without it', faults }
    : { result: 'wrong', faults: [`no verdict is unknown for want of ${action}`] };
}
