import { homeRegion, partitionOfRegion } from '../aws/partitions.ts';
import { fingerprint } from '../finding/fingerprint.ts';
import type { Gathered, Gathering } from '../rule/rule.ts';
import type { Failed } from './failed.ts';
import { splitBy } from './order.ts';

/** Failed verdicts that become one finding with parts. */
export interface Group {
  /** Fingerprint of rule, account and place: the same however many parts there are. */
  readonly id: string;
  readonly region: string;
  readonly gathered: Gathered;
  readonly parts: readonly [Failed, ...Failed[]];
}

/** What a verdict belongs to: a Region of an account, or all of the account, and there what its rule keeps apart. */
interface Place {
  readonly accountId: string;
  /** Undefined for all Regions together. */
  readonly region: string | undefined;
  readonly by: string;
}

/**
 * Groups the verdicts of rules that gather, and leaves the others. A rule that cannot tell of its group has its
 * verdicts left as they are: each is a finding then, and none is lost.
 * @param failed in the order in which parts are to come.
 */
export function gatherFailed(failed: readonly Failed[]): {
  readonly groups: readonly Group[];
  readonly singles: readonly Failed[];
} {
  const groups: Group[] = [];
  const singles: Failed[] = [];
  for (const ofRule of splitBy(failed, ({ ruleId }) => ruleId)) {
    const { gather } = ofRule[0].chosen.rule;
    const gathered = gather === undefined ? undefined : attempt(() => gatherOfRule(ofRule, gather));
    groups.push(...(gathered?.groups ?? []));
    singles.push(...(gathered?.singles ?? ofRule));
  }
  return { groups, singles };
}

function gatherOfRule(failed: readonly Failed[], gather: Gathering): ReturnType<typeof gatherFailed> {
  const keyed = failed.map((verdict) => ({
    verdict,
    by: gather.by === undefined ? '' : gather.by(verdict.verdict),
  }));
  const singles = keyed.flatMap(({ verdict, by }) => (by === undefined ? [verdict] : []));
  const others = keyed.flatMap(({ verdict, by }) => (by === undefined ? [] : [{ verdict, by }]));
  const wide = gather.in === 'region' ? accountsAlike(others, gather) : undefined;
  const placed = others.map(({ verdict, by }) => {
    const { accountId } = verdict;
    const region = wide === undefined || wide.has(accountId) ? undefined : verdict.region;
    return { verdict, place: { accountId, region, by } };
  });
  const groups = splitBy(placed, ({ place }) => JSON.stringify(place)).map(([first, ...rest]) =>
    groupOf(first.place, [first.verdict, ...rest.map(({ verdict }) => verdict)], gather),
  );
  return { groups, singles };
}

function groupOf(place: Place, parts: Group['parts'], gather: Gathering): Group {
  const [{ ruleId, region: judgedIn, partition }] = parts;
  const { accountId, by } = place;
  const region = place.region ?? homeRegion(partitionOfRegion(judgedIn), '');
  // What is suppressed asks nothing of anybody: as long as anything else is there, the rule tells of that.
  const active = parts.filter(({ status }) => status === 'ACTIVE');
  return {
    id: fingerprint({ ruleId, accountId, region: place.region ?? '', resourceId: '', part: by }),
    region,
    gathered: gather.describe(
      (active.length === 0 ? parts : active).map(({ verdict, accountId, region }) => ({
        fail: verdict,
        accountId,
        region,
      })),
      { account: { id: accountId, partition }, region },
    ),
    parts,
  };
}

interface Keyed {
  readonly verdict: Failed;
  readonly by: string;
}

/** Accounts in which several Regions fail, and all of them alike. */
function accountsAlike(failed: readonly Keyed[], { alike }: Gathering): ReadonlySet<string> {
  if (alike === undefined) return new Set();
  const inAccounts = splitBy(failed, ({ verdict }) => verdict.accountId).filter((ofAccount) => {
    const regions = splitBy(ofAccount, ({ verdict }) => verdict.region).map((ofRegion) =>
      JSON.stringify(ofRegion.map(({ verdict, by }) => JSON.stringify([by, alike(verdict.verdict)])).sort()),
    );
    return regions.length > 1 && new Set(regions).size === 1;
  });
  return new Set(inAccounts.map(([{ verdict }]) => verdict.accountId));
}

/** What a rule says, or undefined when it throws. */
function attempt<T>(ask: () => T): T | undefined {
  try {
    return ask();
  } catch {
    return undefined;
  }
}
