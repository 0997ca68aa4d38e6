import { rules } from '../../rules/index.ts';
import { actionsOf } from '../../src/aws/actions.ts';
import type { Tape, TapeAnswer, TapeCall } from '../../src/aws/tape.ts';
import { actionsOfRule, type ChosenRule } from '../../src/engine/chosen-rule.ts';
import { defaultOptions } from '../../src/rule/options.ts';
import { deniedAnswer } from './denied-answer.ts';
import { errorsOf, faultsOf, type Judged, judge, ofRule } from './judged-from-tape.ts';

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

/**
 * Denies every action of every rule, one at a time, on one recorded account. The rules that declare an action are judged
 * side by side, as that is quicker; one that does not come out unknown is judged once more, alone, to see what it asks.
 */
export async function denialMatrix(tape: Tape): Promise<Cell[]> {
  const all = Object.entries(rules).map(
    ([id, rule]): ChosenRule => ({ id, rule, options: defaultOptions(rule) }),
  );
  const before = await judge(all, tape);
  const cells: Cell[] = [];
  for (const action of new Set(all.flatMap(({ rule }) => actionsOfRule(rule)))) {
    const without = await denying(tape, action);
    const concerned = all.filter(({ rule }) => actionsOfRule(rule).includes(action));
    const together = await judge(concerned, without);
    for (const chosen of concerned) {
      const was = ofRule(before, chosen.id);
      const beside = compare(chosen, action, was, ofRule(together, chosen.id));
      const isSettled = beside.result === 'unknown' || beside.result === 'not asked';
      const cell = isSettled ? beside : compare(chosen, action, was, await judge([chosen], without));
      cells.push({ ruleId: chosen.id, action, ...cell });
    }
  }
  return cells.sort((one, other) => keyOf(one).localeCompare(keyOf(other)));
}

const keyOf = ({ ruleId, action }: Cell) => `${ruleId} ${action}`;

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
