import { homeRegion } from '../aws/partitions.ts';
import type { Place, Session } from '../aws/session.ts';
import type { CheckScope, ScopeKind } from '../rule/rule.ts';
import { organizationPosition } from '../services/organizations/organization.ts';
import { asTheyFinish } from './as-they-finish.ts';
import type { ChosenRule } from './chosen-rule.ts';
import { INTERRUPTED, unlessInterrupted } from './interruption.ts';
import { failureOf, judgeRule } from './judge-rule.ts';
import type { Failure, Outcome } from './outcome.ts';

/** Where rules of one kind of scope are judged, or why they cannot be. */
type Scope =
  | { readonly accountId: string; readonly place: Place; readonly failure?: undefined }
  | { readonly accountId: string; readonly region: string; readonly failure: Failure };

/**
 * Judges one account: itself, its Regions, and its organization. The scopes are judged side by side; the outcomes of
 * a scope come together as soon as it is done. Interrupted, all of them come at once: what is judged by then as it is,
 * and what is not as unknown.
 */
export async function* scanAccount(
  session: Session,
  rules: readonly ChosenRule[],
  signal?: AbortSignal,
): AsyncGenerator<readonly Outcome[]> {
  const { accountId, partition } = session;
  const home: Place = { session, region: homeRegion(partition, '') };
  const judge = async (kind: ScopeKind, scope: Scope | Promise<Scope>) =>
    judgeScope(
      (await unlessInterrupted(Promise.resolve(scope), signal)) ?? {
        accountId,
        region: home.region,
        failure: INTERRUPTED,
      },
      rules.filter(({ rule }) => rule.scope === kind),
      session,
      signal,
    );

  yield* asTheyFinish([
    judge('account', { accountId, place: home }),
    ...regionScopes(session).map((scope) => judge('region', scope)),
    ...(judgesOrganization(rules) ? [judge('organization', organizationScope(home))] : []),
  ]);
}

/** How many scopes an account has: itself, its Regions, and its organization where a rule judges that. */
export function scopesOf(session: Session, rules: readonly ChosenRule[]): number {
  return 1 + regionScopes(session).length + (judgesOrganization(rules) ? 1 : 0);
}

function judgesOrganization(rules: readonly ChosenRule[]): boolean {
  return rules.some(({ rule }) => rule.scope === 'organization');
}

async function judgeScope(
  scope: Scope,
  rules: readonly ChosenRule[],
  session: Session,
  signal: AbortSignal | undefined,
): Promise<readonly Outcome[]> {
  const { now } = session;
  const partition = session.partition.id;
  if (scope.failure !== undefined) {
    const { accountId, region, failure } = scope;
    return rules.map((chosen) => ({ chosen, accountId, region, partition, verdicts: [], failure }));
  }
  const { accountId, place } = scope;
  return Promise.all(
    rules.map(async (chosen) => {
      const checkScope: CheckScope = {
        account: { id: accountId, partition },
        region: place.region,
        now,
        options: chosen.options,
      };
      return {
        chosen,
        accountId,
        region: place.region,
        partition,
        ...((await unlessInterrupted(judgeRule(chosen.rule, place, checkScope), signal)) ?? {
          verdicts: [],
          failure: INTERRUPTED,
        }),
      };
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
  }
}
