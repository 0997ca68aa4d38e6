import type { Report, Severity } from '../../finding/report.ts';
import { groupUnknowns, type UnknownGroup } from './unknown-groups.ts';

/** All that stood in the way for one reason. */
export interface UnknownCause {
  readonly kind: UnknownGroup['kind'];
  /** The kind of policy that denied, where AWS told it. */
  readonly deniedBy: string | undefined;
  /** IAM actions that are denied. */
  readonly actions: readonly string[];
  /** Reasons, where no action is named. */
  readonly reasons: readonly string[];
  readonly ruleIds: readonly string[];
  readonly worst: Severity;
  readonly accountIds: readonly string[];
  readonly regions: readonly string[];
}

/** Unknowns by cause: denied by one kind of policy, throttled, failed, or left open by AWS. The worst first. */
export function unknownCauses(unknowns: Report['unknowns']): UnknownCause[] {
  const causes = new Map<string, UnknownGroup[]>();
  for (const group of groupUnknowns(unknowns)) {
    const key = JSON.stringify([group.kind, group.deniedBy, group.action === undefined]);
    const cause = causes.get(key);
    if (cause === undefined) causes.set(key, [group]);
    else cause.push(group);
  }
  return [...causes.values()]
    .map(causeOf)
    .sort((a, b) => b.worst.score - a.worst.score || b.ruleIds.length - a.ruleIds.length);
}

/** @param groups the worst first, as `groupUnknowns` has them. */
function causeOf(groups: readonly UnknownGroup[]): UnknownCause {
  const [first] = groups;
  if (first === undefined) throw new Error('a cause has a group');
  return {
    kind: first.kind,
    deniedBy: first.deniedBy,
    actions: groups.flatMap(({ action }) => (action === undefined ? [] : [action])),
    reasons: groups.flatMap(({ action, reason }) => (action === undefined ? [reason] : [])),
    ruleIds: distinct(groups.flatMap(({ ruleIds }) => ruleIds)),
    worst: first.worst,
    accountIds: distinct(groups.flatMap(({ accountIds }) => accountIds)),
    regions: distinct(groups.flatMap(({ regions }) => regions)),
  };
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort();
}
