import { type Decision, evaluate, type Policies } from './evaluate.ts';
import { accountOf, type Principal } from './principal.ts';
import type { Request } from './request.ts';
import { resourceKinds } from './resource-kind.ts';

/** A principal with all policies that bear on it. */
export interface Subject extends Pick<Request, 'managementAccountId' | 'context'> {
  readonly principal: Principal;
  readonly policies: Policies;
}

export interface ActionDecision extends Decision {
  readonly action: string;
}

export interface Ability {
  /** That of the weakest action. */
  readonly effect: Decision['effect'];
  /** One for each action, up to the first that is denied. */
  readonly decisions: readonly ActionDecision[];
}

/** Asks whether one principal can do things; each action on each resource is decided once. */
export type Abilities = (actions: readonly string[], resource?: Request['resource']) => Ability;

/**
 * Whether the principal can do all of these actions, each on the given resource, or else on some resource of the
 * action's kind in its own account. (Which types of resource an action takes is not looked up: see resource-kind.ts.)
 */
export function canDo(subject: Subject, actions: readonly string[], resource?: Request['resource']): Ability {
  return abilitiesOf(subject)(actions, resource);
}

/** `canDo` for many questions on the same principal. */
export function abilitiesOf(subject: Subject): Abilities {
  const known = new Map<string, ActionDecision>();
  function decision(action: string, resource: Request['resource'] | undefined): ActionDecision {
    const key = JSON.stringify([action, resource]);
    const decided = known.get(key) ?? { action, ...decide(subject, action, resource) };
    known.set(key, decided);
    return decided;
  }
  return (actions, resource) => {
    const decisions: ActionDecision[] = [];
    for (const action of actions) {
      const next = decision(action, resource);
      decisions.push(next);
      if (next.effect === 'denied') return { effect: 'denied', decisions };
    }
    return {
      effect: decisions.some(({ effect }) => effect !== 'allowed') ? 'conditional' : 'allowed',
      decisions,
    };
  };
}

function decide(subject: Subject, action: string, resource: Request['resource'] | undefined): Decision {
  return best(resource === undefined ? ownResources(subject, action) : [resource], (one) =>
    evaluate({ ...subject, action, resource: one }, subject.policies),
  );
}

function ownResources({ principal }: Subject, action: string): readonly Request['resource'][] {
  const partition = 'arn' in principal ? (principal.arn.split(':')[1] ?? '*') : '*';
  // The roles that one may assume are not only those of its own account.
  const account = /^sts:/i.test(action) ? '*' : (accountOf(principal) ?? '*');
  return resourceKinds(action, partition, account).map((some) => ({ some }));
}

function best(
  resources: readonly Request['resource'][],
  decide: (resource: Request['resource']) => Decision,
): Decision {
  const [first = '*', ...others] = resources;
  let answer = decide(first);
  for (const resource of others) {
    if (answer.effect === 'allowed') break;
    const decision = decide(resource);
    if (answer.effect === 'denied' || decision.effect === 'allowed') answer = decision;
  }
  return answer;
}
