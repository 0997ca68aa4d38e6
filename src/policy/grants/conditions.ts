import type { Condition } from '../language/condition.ts';
import type { PolicyStatement } from '../language/policy.ts';
import type { Statement } from '../language/statement.ts';
import type { Asked, Holder } from './holder.ts';
import { type Respect, reachOf } from './reach.ts';

/** A condition under which a policy grants something, and in what respect it narrows that. */
export interface GrantCondition {
  readonly condition: Condition;
  readonly respect: Respect;
  /** Where it stands. */
  readonly by: PolicyStatement;
}

/** The conditions of an Allow that not everybody meets; undefined when one of them nobody does. */
export function narrowingOf(
  by: PolicyStatement,
  asked: Asked,
  holder: Holder,
  now: Date,
): GrantCondition[] | undefined {
  const narrowing: GrantCondition[] = [];
  for (const condition of by.statement.conditions) {
    const reach = reachOf(condition, asked, holder, now);
    if (reach === 'nobody') return undefined;
    if (reach !== 'everybody') narrowing.push({ condition, respect: reach, by });
  }
  return narrowing;
}

/** Whether every request of the holder meets the conditions of the Deny. */
export function isMetByAll({ conditions }: Statement, holder: Holder, now: Date): boolean {
  return conditions.every((condition) => reachOf(condition, 'deny', holder, now) === 'everybody');
}
