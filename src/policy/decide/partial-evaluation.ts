import type { PrincipalMatch } from '../language/principal.ts';
import type {
  ApplicableStatement,
  ApplicableStatements,
  PolicyType,
  UndecidedStatement,
} from './applicable-statement.ts';

/** What the policies of one type, or of several together, come to for a request without an explicit deny. */
export interface PartialEvaluation {
  /** The one that decides; where several types must allow, the one that denies. */
  readonly policyType: PolicyType;
  readonly result: 'allow' | 'undecided' | 'implicit deny';
  readonly allows: readonly ApplicableStatement[];
  /** Of an undecided one: the Allows of which one for each type would have to apply. */
  readonly mayAllow: readonly UndecidedStatement[];
  readonly unread: readonly PolicyType[];
}

/** @param matches which Allows of a resource-based policy count, by how they name the requester; left out, all do */
export function evaluateType(
  policyType: PolicyType,
  statements: ApplicableStatements,
  matches?: readonly PrincipalMatch[],
): PartialEvaluation {
  const allows = counted(statements.allows, matches);
  if (allows.length > 0) return { policyType, result: 'allow', allows, mayAllow: [], unread: [] };
  const mayAllow = counted(statements.mayAllow, matches);
  const result = mayAllow.length > 0 ? 'undecided' : 'implicit deny';
  return { policyType, result, allows, mayAllow, unread: [] };
}

function counted<T extends ApplicableStatement>(
  allows: readonly T[],
  matches: readonly PrincipalMatch[] | undefined,
): readonly T[] {
  return matches ? allows.filter(({ principalMatch }) => matches.includes(principalMatch)) : allows;
}

/** For a requester whom this type of policy need not allow. */
export function allowedWithout(policyType: PolicyType): PartialEvaluation {
  return { policyType, result: 'allow', allows: [], mayAllow: [], unread: [] };
}

/** Policies that nobody looked at may allow. */
export function unread(policyType: PolicyType): PartialEvaluation {
  return { policyType, result: 'undecided', allows: [], mayAllow: [], unread: [policyType] };
}

/** All must allow; the first that does not is the one that denies. */
export function allOf(parts: readonly PartialEvaluation[]): PartialEvaluation {
  const [only] = parts;
  if (only && parts.length === 1) return only;
  const denying = parts.find(({ result }) => result === 'implicit deny');
  if (denying) return denying;
  return joined(parts, parts.some(({ result }) => result === 'undecided') ? 'undecided' : 'allow');
}

/** One must allow; if none does, the last is the one that denies. */
export function oneOf(parts: readonly [PartialEvaluation, ...PartialEvaluation[]]): PartialEvaluation {
  const allowing = parts.find(({ result }) => result === 'allow');
  if (allowing) return allowing;
  const open = parts.filter(({ result }) => result === 'undecided');
  return open.length > 0 ? joined(open, 'undecided') : (parts.at(-1) ?? parts[0]);
}

function joined(parts: readonly PartialEvaluation[], result: PartialEvaluation['result']): PartialEvaluation {
  return {
    policyType: parts.at(-1)?.policyType ?? 'identity',
    result,
    allows: parts.flatMap(({ allows }) => allows),
    mayAllow: [...new Set(parts.flatMap(({ mayAllow }) => mayAllow))],
    unread: [...new Set(parts.flatMap(({ unread }) => unread))],
  };
}
