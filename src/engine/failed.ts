import { fingerprint } from '../finding/fingerprint.ts';
import type { Finding, FindingResource, Severity } from '../finding/report.ts';
import { severityOf } from '../finding/severity.ts';
import type { Fail, Resource } from '../rule/rule.ts';
import type { Absorbable } from './absorb.ts';
import type { ChosenRule } from './chosen-rule.ts';
import type { Outcome } from './outcome.ts';

/** A failed verdict with its rule and place, until it is known where the report tells it. */
export interface Failed extends Absorbable {
  /** Fingerprint of rule, account, Region, resource and part. */
  readonly id: string;
  readonly chosen: ChosenRule;
  readonly partition: string;
  readonly verdict: Fail;
  readonly title: string;
  readonly severity: Severity;
  /** Why it is not active. */
  readonly suppression?: NonNullable<Finding['suppression']>;
}

export function failedOf({ chosen, accountId, region, partition }: Outcome, verdict: Fail): Failed {
  const { rule, id: ruleId } = chosen;
  const { resource, part, toldBy = [] } = verdict;
  const severity = severityOf(verdict.severity?.score ?? rule.severity, verdict.severity?.reason);
  return {
    id: fingerprint({ ruleId, accountId, region, resourceId: resource.id, part }),
    chosen,
    ruleId,
    regional: rule.scope === 'region',
    accountId,
    region,
    partition,
    resourceId: resource.id,
    part,
    verdict,
    title: verdict.title ?? rule.title,
    severity,
    score: severity.score,
    status: 'ACTIVE',
    toldBy: 'rule' in toldBy ? [toldBy] : toldBy,
  };
}

/** @param place where it was judged, for what does not say where it lives. */
export function resourceOf(
  place: { readonly region: string; readonly partition: string },
  resource: Resource,
): FindingResource {
  return {
    type: resource.type,
    id: resource.id,
    region: resource.region ?? place.region,
    partition: place.partition,
    ...(resource.tags === undefined ? {} : { tags: { ...resource.tags } }),
    ...(resource.details === undefined ? {} : { details: { ...resource.details } }),
  };
}
