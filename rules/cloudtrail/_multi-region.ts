import {
  accountResource,
  type CheckScope,
  type NotApplicable,
  notApplicable,
  type Unknown,
  unknown,
} from 'postern/rule';
import type { AccountTrail, AccountTrails, EventSelectors } from 'postern/services/cloudtrail';

/** What the multi-Region trails of an account record together. */
export interface MultiRegion {
  readonly all: readonly AccountTrail[];
  /** Those that record now. */
  readonly logging: readonly AccountTrail[];
  /** What those of them whose selectors are known are told to record. */
  readonly selectors: EventSelectors;
}

/**
 * A multi-Region trail records in every Region, and each Region sees it: one Region that answers tells them all.
 * Several of them together may record what none does alone.
 */
export function multiRegion({ trails }: AccountTrails): MultiRegion {
  const all = trails.filter(({ trail }) => trail.IsMultiRegionTrail === true);
  const logging = all.filter(({ status }) => status?.ok === true && status.value.IsLogging);
  return {
    all,
    logging,
    selectors: logging.flatMap(({ selectors }) => (selectors?.ok === true ? (selectors.value ?? []) : [])),
  };
}

/** What a trail shows of itself. */
export function evidenceOf({ all }: MultiRegion) {
  return {
    MultiRegionTrails: all.map(({ trail, status, selectors }) => ({
      TrailARN: trail.TrailARN,
      IsOrganizationTrail: trail.IsOrganizationTrail,
      IsLogging: status?.ok === true ? status.value.IsLogging : null,
      EventSelectors: selectors?.ok === true ? (selectors.value ?? null) : null,
    })),
  };
}

/**
 * Why it cannot be said that no trail records something: one that might do was not read, or only the account that it
 * belongs to can tell. Undefined where all is known.
 */
export function undecided(
  { all }: MultiRegion,
  { unread }: AccountTrails,
  scope: CheckScope,
): Unknown | NotApplicable | undefined {
  const resource = accountResource(scope);
  if (unread !== undefined) return unknown(resource, unread);
  const open = all.filter(({ status }) => status?.ok !== true || status.value.IsLogging);
  for (const { status, selectors } of open) {
    if (status?.ok === false) return unknown(resource, status.error);
    if (selectors?.ok === false) return unknown(resource, selectors.error);
  }
  const closed = open.find(
    ({ trail, status }) => status === undefined && trail.ownerId === scope.account.id,
  )?.trail;
  if (closed !== undefined)
    return unknown(
      resource,
      `the home Region ${closed.HomeRegion} of the trail ${closed.Name} is off in this account`,
    );
  const foreign = open.find(({ selectors }) => selectors?.ok !== true || selectors.value === undefined);
  return foreign === undefined
    ? undefined
    : notApplicable(
        `only account ${foreign.trail.ownerId}, which the trail ${foreign.trail.Name} belongs to, can tell what it records`,
        resource,
      );
}
