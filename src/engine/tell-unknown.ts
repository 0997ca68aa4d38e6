import type { ReadError } from '../aws/read-error.ts';
import type { ClosedRegion, Report, UnknownResult } from '../finding/report.ts';
import { severityOf } from '../finding/severity.ts';
import { highestSeverity, type Unknown } from '../rule/rule.ts';
import { resourceOf } from './failed.ts';
import { sortBy, splitBy } from './order.ts';
import type { Failure, Outcome } from './outcome.ts';

/** An unknown verdict, and the Region where a service control policy, and nothing else, stood in its way. */
export interface Unjudged {
  readonly unknown: UnknownResult;
  readonly closed: { readonly accountId: string; readonly region: string } | undefined;
}

export function unjudgedOf(
  outcome: Outcome,
  unknown: Unknown | Extract<Failure, { status: 'unknown' }>,
): Unjudged {
  const { chosen, accountId, region } = outcome;
  const errors = unknown.error?.all ?? [];
  const denied = errors.filter(({ kind }) => kind === 'denied');
  const [worst] = denied.length > 0 ? denied : errors;
  return {
    closed: closedRegionOf(errors),
    unknown: {
      ruleId: chosen.id,
      accountId,
      region,
      kind: 'kind' in unknown && unknown.kind !== undefined ? unknown.kind : kindOf(unknown, worst),
      severity: severityOf(highestSeverity(chosen.rule)),
      ...('resource' in unknown ? { resource: resourceOf(outcome, unknown.resource) } : {}),
      ...('part' in unknown && unknown.part !== undefined ? { part: unknown.part } : {}),
      reason: unknown.reason,
      missingPermissions: denied.map(({ action, accountId, region, deniedBy }) => ({
        action,
        accountId,
        region,
        ...(deniedBy === undefined ? {} : { deniedBy }),
      })),
    },
  };
}

function kindOf(
  unknown: Unknown | Extract<Failure, { status: 'unknown' }>,
  worst: ReadError | undefined,
): UnknownResult['kind'] {
  if (worst === undefined) return 'resource' in unknown ? 'undetermined' : 'failed';
  return worst.kind === 'unavailable' ? 'failed' : worst.kind;
}

function closedRegionOf(errors: readonly ReadError[]): Unjudged['closed'] {
  const [first] = errors;
  if (first === undefined) return undefined;
  const { accountId, region } = first;
  return errors.every(
    (error) =>
      error.deniedBy === 'service control policy' && error.accountId === accountId && error.region === region,
  )
    ? { accountId, region }
    : undefined;
}

/** Tells every unknown verdict once: by itself, or with others that the same closed Region kept from judging. */
export function tellUnknown(verdicts: readonly Unjudged[]): Report['unknowns'] {
  const byRegion = splitBy(verdicts, ({ closed }) => JSON.stringify(closed ?? null));
  return sortUnknowns(
    byRegion.flatMap((alike): Report['unknowns'] => {
      const [{ closed }] = alike;
      const unknowns = alike.map(({ unknown }) => unknown);
      return closed === undefined || unknowns.length === 1 ? unknowns : [closedRegion(closed, unknowns)];
    }),
  );
}

function closedRegion(
  { accountId, region }: NonNullable<Unjudged['closed']>,
  unknowns: readonly UnknownResult[],
): ClosedRegion {
  const parts = sortUnknowns(unknowns);
  const missing = new Map(
    parts.flatMap(({ missingPermissions }) => missingPermissions).map((each) => [each.action, each]),
  );
  const rules = new Set(parts.map(({ ruleId }) => ruleId)).size;
  return {
    accountId,
    region,
    kind: 'denied',
    deniedBy: 'service control policy',
    severity: parts.map(({ severity }) => severity).reduce((a, b) => (b.score > a.score ? b : a)),
    reason: `a service control policy denies what ${rules === 1 ? 'a rule asks' : `${rules} rules ask`} in ${region} of account ${accountId}`,
    missingPermissions: sortBy([...missing.values()], ({ action }) => [action]),
    parts,
  };
}

function sortUnknowns<U extends Report['unknowns'][number]>(unknowns: readonly U[]): U[] {
  return sortBy(unknowns, (unknown) => [
    10 - unknown.severity.score,
    'ruleId' in unknown ? unknown.ruleId : '',
    unknown.accountId,
    unknown.region,
    'resource' in unknown ? (unknown.resource?.id ?? '') : '',
    'part' in unknown ? (unknown.part ?? '') : '',
    unknown.reason,
  ]);
}
