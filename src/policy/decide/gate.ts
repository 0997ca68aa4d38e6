import type { Naming } from '../language/principal.ts';
import type { Ground, PolicyKind, Proviso, Vote, Votes } from './votes.ts';

/** What one kind of policy, or several together, answer to a request that no Deny stops. */
export interface Gate {
  /** Of the policy that answers; the one that blocks where several must allow. */
  readonly kind: PolicyKind;
  readonly answer: 'allows' | 'may allow' | 'does not allow';
  readonly grounds: readonly Ground[];
  readonly provisos: readonly Proviso[];
  readonly unread: readonly PolicyKind[];
}

/** @param namings which Allows of a resource policy count; left out, all do */
export function gateOf(kind: PolicyKind, votes: Votes, namings?: readonly Naming[]): Gate {
  const grounds = counted(votes.allows, namings);
  if (grounds.length > 0) return { kind, answer: 'allows', grounds, provisos: [], unread: [] };
  const provisos = counted(votes.mayAllow, namings);
  const answer = provisos.length > 0 ? 'may allow' : 'does not allow';
  return { kind, answer, grounds, provisos, unread: [] };
}

function counted<T>(votes: readonly Vote<T>[], namings: readonly Naming[] | undefined): T[] {
  const grounds: T[] = [];
  for (const { ground, naming } of votes) if (namings?.includes(naming) ?? true) grounds.push(ground);
  return grounds;
}

export function openGate(kind: PolicyKind): Gate {
  return { kind, answer: 'allows', grounds: [], provisos: [], unread: [] };
}

/** Policies that nobody looked at may allow. */
export function unreadGate(kind: PolicyKind): Gate {
  return { kind, answer: 'may allow', grounds: [], provisos: [], unread: [kind] };
}

/** All must allow; the first that does not is the one that blocks. */
export function allOf(gates: readonly Gate[]): Gate {
  const [only] = gates;
  if (only && gates.length === 1) return only;
  const blocking = gates.find(({ answer }) => answer === 'does not allow');
  if (blocking) return blocking;
  return joined(gates, gates.some(({ answer }) => answer === 'may allow') ? 'may allow' : 'allows');
}

/** One must allow; if none does, the last is the one that blocks. */
export function oneOf(gates: readonly [Gate, ...Gate[]]): Gate {
  const allowing = gates.find(({ answer }) => answer === 'allows');
  if (allowing) return allowing;
  const open = gates.filter(({ answer }) => answer === 'may allow');
  return open.length > 0 ? joined(open, 'may allow') : (gates.at(-1) ?? gates[0]);
}

function joined(gates: readonly Gate[], answer: Gate['answer']): Gate {
  return {
    kind: gates.at(-1)?.kind ?? 'identity',
    answer,
    grounds: gates.flatMap(({ grounds }) => grounds),
    provisos: [...new Set(gates.flatMap(({ provisos }) => provisos))],
    unread: [...new Set(gates.flatMap(({ unread }) => unread))],
  };
}
