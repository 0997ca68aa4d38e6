import type { Condition } from '../language/condition.ts';
import { opposite } from '../language/narrowing.ts';
import type { PolicyStatement } from '../language/policy.ts';
import { type Narrowing, narrowsWho } from './narrows-who.ts';

/** A condition that narrows who is let in, in the form that an Allow would have. */
export interface NarrowingCondition {
  readonly kind: Narrowing;
  readonly condition: Condition;
  /** Where it stands: the Allow itself, or a Deny of everybody else. */
  readonly by: PolicyStatement;
}

/** Those of an Allow. */
export function narrowingConditions(allow: PolicyStatement): NarrowingCondition[] {
  return allow.statement.conditions.flatMap((one) => {
    const kind = narrowsWho(one);
    return kind ? [{ kind, condition: one, by: allow }] : [];
  });
}

/**
 * What a Deny under these conditions leaves: the opposite of each, of which one must hold. Empty unless all of the
 * opposites narrow who.
 * @param open the conditions of the Deny that may hold
 * @param variables whether the policy's version has policy variables
 */
export function sparedBy(
  deny: PolicyStatement,
  open: readonly Condition[],
  variables: boolean,
): NarrowingCondition[] {
  const spared = open.flatMap((one) => {
    const left = opposite(one, variables);
    const kind = left && narrowsWho(left);
    return kind ? [{ kind, condition: left, by: deny }] : [];
  });
  return spared.length === open.length ? spared : [];
}
