import { homeRegion } from '../aws/partitions.ts';
import { holdAll, type Release } from '../aws/reader.ts';
import type { Place, Session } from '../aws/session.ts';
import type { CheckScope, ScopeKind } from '../rule/rule.ts';
import { organizationPosition } from '../services/organizations/organization.ts';
import { asTheyFinish } from './as-they-finish.ts';
import type { ChosenRule } from './chosen-rule.ts';
import { INTERRUPTED, unlessInterrupted } from './interruption.ts';
import { failureOf, judgeRule, type Kept } from './judge-rule.ts';
import type { Failure, Outcome } from './outcome.ts';

/** Where rules of one kind of scope are judged, or why they cannot be. */
type Scope =
  | { readonly accountId: string; readonly place: Place; readonly failure?: undefined }
  | {
      readonly accountId: string;
      readonly place?: undefined;
      readonly region: string;
      readonly failure: Failure;
    };

/**
 * Judges one account: itself, its Regions, and its organization. The scopes are judged side by side; the outcomes of
 * a scope come together as soon as it is done. A reading is let go when no rule that wants it is left to be judged.
 * Interrupted, all outcomes come at once: what is judged by then as it is, and what is not as unknown.
 */
export async function* scanAccount(
  session: Session,
  rules: readonly ChosenRule[],
  how: Judging = { includePassed: true },
): AsyncGenerator<readonly Outcome[]> {
  const home: Place = { session, region: homeRegion(session.partition, '') };
  // Every use is announced before the first reading is taken.
  const judge = (kind: ScopeKind, place: Place, scope: Scope | Promise<Scope>) => {
    const held = rules
      .filter(({ rule }) => rule.scope === kind)
      .map((chosen) => ({ chosen, release: holdAll(Object.values(chosen.rule.reads), place) }));
    return judgeScope(scope, held, place, how);
  };

  yield* asTheyFinish([
    judge('account', home, { accountId: session.accountId, place: home }),
    ...regionScopes(session).map((scope) => judge('region', scope.place ?? home, scope)),
    ...(judgesOrganization(rules) ? [judge('organization', home, organizationScope(home))] : []),
  ]);
}

/** How an account is judged. */
export interface Judging extends Kept {
  /** Interrupts it. */
  readonly signal?: AbortSignal;
}

/** How many scopes an account has: itself, its Regions, and its organization where a rule judges that. */
export function scopesOf(session: Session, rules: readonly ChosenRule[]): number {
  return 1 + regionScopes(session).length + (judgesOrganization(rules) ? 1 : 0);
}

function judgesOrganization(rules: readonly ChosenRule[]): boolean {
  return rules.some(({ rule }) => rule.scope === 'organization');
}

/** A rule whose readings are kept until it has judged. */
interface Waiting {
  readonly chosen: ChosenRule;
  readonly release: Release;
}

async function judgeScope(
  found: Scope | Promise<Scope>,
  rules: readonly Waiting[],
  asking: Place,
  { signal, ...kept }: Judging,
): Promise<readonly Outcome[]> {
  const { accountId: own, partition, now } = asking.session;
  const scope = (await unlessInterrupted(Promise.resolve(found), signal)) ?? {
    accountId: own,
    region: asking.region,
    failure: INTERRUPTED,
  };
  return Promise.all(
    rules.map(async ({ chosen, release }) => {
      try {
        if (scope.failure !== undefined) {
          const { accountId, region, failure } = scope;
          return { chosen, accountId, region, partition: partition.id, verdicts: [], failure };
        }
        const { accountId, place } = scope;
        const { region } = place;
        const checkScope: CheckScope = {
          account: { id: accountId, partition: partition.id },
          region,
          now,
          options: chosen.options,
        };
        const judged = (await unlessInterrupted(judgeRule(chosen.rule, place, checkScope, kept), signal)) ?? {
          verdicts: [],
          failure: INTERRUPTED,
        };
        return { chosen, accountId, region, partition: partition.id, ...judged };
      } finally {
        release();
      }
    }),
  );
}

function regionScopes(session: Session): Scope[] {
  const { accountId, regions } = session;
  const scanned = regions.scanned.map((region): Scope => ({ accountId, place: { session, region } }));
  const off = regions.off.map((region): Scope => {
    const reason = `the Region ${region} is not enabled in the account`;
    return { accountId, region, failure: { status: 'notApplicable', reason } };
  });
  const { unlisted } = regions;
  if (unlisted === undefined) return [...scanned, ...off];
  return [...scanned, { accountId, region: unlisted.region, failure: failureOf(unlisted) }];
}

/** The organization is judged under the account that owns it, whoever reads it. */
async function organizationScope(place: Place): Promise<Scope> {
  const { accountId } = place.session;
  const stop = (failure: Failure): Scope => ({ accountId, region: place.region, failure });
  const release = organizationPosition.hold(place);
  try {
    const position = await organizationPosition(place);
    switch (position.kind) {
      case 'standalone':
        return stop({ status: 'notApplicable', reason: 'the account belongs to no organization' });
      case 'member':
        return stop({
          status: 'notApplicable',
          reason: `only the management account ${position.organization.MasterAccountId} or a delegated administrator can read the organization`,
        });
      default:
        return { accountId: position.organization.MasterAccountId, place };
    }
  } catch (error) {
    return stop(failureOf(error));
  } finally {
    release();
  }
}
