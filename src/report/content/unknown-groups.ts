import type { Report, Severity, UnknownResult } from '../../finding/report.ts';
import { unknownVerdicts } from '../../finding/unknowns.ts';

/** One thing that stood in the way of looking, and what could not be judged for it. */
export interface UnknownGroup {
  /** What tells it from other groups: the same wherever it stood in the way, and in every scan. */
  readonly key: string;
  readonly kind: UnknownResult['kind'];
  /** The IAM action that is denied; undefined when something else stood in the way. */
  readonly action: string | undefined;
  readonly deniedBy: string | undefined;
  /** The first reason given: those that differ only in account, Region and resource are one group. */
  readonly reason: string;
  readonly ruleIds: readonly string[];
  /** The highest severity that a finding could have had. */
  readonly worst: Severity;
  readonly accountIds: readonly string[];
  readonly regions: readonly string[];
}

interface Obstacle {
  readonly unknown: UnknownResult;
  readonly action?: string;
  readonly deniedBy?: string | undefined;
  readonly accountId: string;
  readonly region: string;
}

/** Unknowns by what stood in the way: a denied action, or else the reason. The worst first. */
export function groupUnknowns(unknowns: Report['unknowns']): UnknownGroup[] {
  const groups = new Map<string, [Obstacle, ...Obstacle[]]>();
  for (const obstacle of unknownVerdicts(unknowns).flatMap(obstacles)) {
    const group = groups.get(keyOf(obstacle));
    if (group === undefined) groups.set(keyOf(obstacle), [obstacle]);
    else group.push(obstacle);
  }
  return [...groups]
    .map(([key, group]) => groupOf(key, group))
    .sort((a, b) => b.worst.score - a.worst.score || b.ruleIds.length - a.ruleIds.length);
}

/** A denial stands in the way once for every action that is missing. */
function obstacles(unknown: UnknownResult): Obstacle[] {
  const { kind, missingPermissions, accountId, region } = unknown;
  return kind === 'denied' && missingPermissions.length > 0
    ? missingPermissions.map((missing) => ({ unknown, ...missing }))
    : [{ unknown, accountId, region }];
}

function keyOf({ unknown, action, deniedBy }: Obstacle): string {
  return JSON.stringify([unknown.kind, action ?? withoutPlace(unknown), deniedBy]);
}

function withoutPlace({ reason, accountId, region, resource }: UnknownResult): string {
  return [resource?.id ?? '', accountId, region]
    .filter((place) => place !== '')
    .reduce((text, place) => text.replaceAll(place, '…'), reason);
}

function groupOf(key: string, group: [Obstacle, ...Obstacle[]]): UnknownGroup {
  const [{ action, deniedBy, unknown }] = group;
  return {
    key,
    kind: unknown.kind,
    action,
    deniedBy,
    reason: unknown.reason,
    ruleIds: distinct(group.map((obstacle) => obstacle.unknown.ruleId)),
    worst: group
      .map((obstacle) => obstacle.unknown.severity)
      .reduce((worst, severity) => (severity.score > worst.score ? severity : worst)),
    accountIds: distinct(group.map(({ accountId }) => accountId)),
    regions: distinct(group.map(({ region }) => region)),
  };
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort();
}
