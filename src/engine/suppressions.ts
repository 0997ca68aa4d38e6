import { globMatcher } from '../finding/globs.ts';
import type { Report, RuleResult, SuppressionEntry } from '../finding/report.ts';
import { unknownVerdicts } from '../finding/unknowns.ts';
import { type Failed, resourceOf } from './failed.ts';

type Criterion = 'rule' | 'resource' | 'account' | 'region' | 'tag';
type Matches = (text: string) => boolean;

/** What a scan looked at. */
interface LookedAt {
  /** Whether it came to its end. */
  readonly complete: boolean;
  readonly regions: Iterable<string>;
  /** All Regions of AWS; undefined where it did not list them. */
  readonly listed: Iterable<string> | undefined;
  readonly unknowns: Report['unknowns'];
  readonly rules: readonly {
    readonly id: string;
    readonly regional: boolean;
    readonly scopes: RuleResult['scopes'];
  }[];
}

interface Suppression {
  readonly entry: SuppressionEntry;
  readonly matches: Readonly<Record<Criterion, Matches>>;
  matched: boolean;
}

/** What the configuration suppresses, and which of its entries came to nothing. */
export class Suppressions {
  readonly #live: readonly Suppression[];
  readonly #byRule = new Map<string, readonly Suppression[]>();
  readonly #expired: readonly SuppressionEntry[];
  #suppressed = 0;

  /** @param now an entry holds until the end of its last day, in UTC. */
  constructor(
    private readonly entries: readonly SuppressionEntry[],
    now: Date,
  ) {
    const today = now.toISOString().slice(0, 10);
    const isPast = ({ until }: SuppressionEntry) => until !== undefined && until < today;
    this.#expired = entries.filter(isPast);
    this.#live = entries
      .filter((entry) => !isPast(entry))
      .map((entry) => ({
        entry,
        matches: {
          rule: matcher(entry.rule),
          resource: matcher(entry.resource),
          account: matcher(entry.account),
          region: matcher(entry.region),
          tag: matcher(entry.tag),
        },
        matched: false,
      }));
  }

  /** The verdict as the first entry that matches it leaves it. */
  applied(failed: Failed): Failed {
    const matching = this.#ofRule(failed.ruleId).filter((each) => suppresses(each, failed));
    for (const each of matching) each.matched = true;
    const [first] = matching;
    if (first === undefined) return failed;
    this.#suppressed += 1;
    const { reason, until } = first.entry;
    return {
      ...failed,
      status: 'SUPPRESSED',
      suppression: { reason, ...(until === undefined ? {} : { until }) },
    };
  }

  /** Those that may speak of a rule, whose globs are not asked for every verdict. */
  #ofRule(ruleId: string): readonly Suppression[] {
    const known = this.#byRule.get(ruleId);
    if (known !== undefined) return known;
    const fresh = this.#live.filter(({ matches }) => matches.rule(ruleId));
    this.#byRule.set(ruleId, fresh);
    return fresh;
  }

  /** For the report; undefined where there are no entries. */
  told(lookedAt: LookedAt): Report['suppressions'] {
    if (this.entries.length === 0) return undefined;
    const unmatched = this.#live.filter((each) => !each.matched && couldHaveMatched(each, lookedAt));
    return {
      suppressed: this.#suppressed,
      expired: [...this.#expired],
      unmatched: unmatched.map(({ entry }) => entry),
    };
  }
}

function suppresses({ entry, matches }: Suppression, failed: Failed): boolean {
  const { accountId, verdict } = failed;
  if (!matches.account(accountId) || !matches.resource(verdict.resource.id)) return false;
  const { region, tags } = resourceOf(failed, verdict.resource);
  return matches.region(region) && (entry.tag === undefined || isTagged(entry.tag, matches.tag, tags ?? {}));
}

function isTagged(glob: string, matches: Matches, tags: Readonly<Record<string, string>>): boolean {
  return Object.entries(tags).some(([key, value]) => matches(glob.includes('=') ? `${key}=${value}` : key));
}

/** Whether all was looked at that it speaks of: a rule judged there, and left nothing unknown that it may mean. */
function couldHaveMatched(
  { matches }: Suppression,
  { complete, regions, listed, unknowns, rules }: LookedAt,
): boolean {
  const scanned = new Set(regions);
  // Mistyped, it would be passed over in silence for ever.
  const isNoRegion = listed !== undefined && ![...listed].some(matches.region);
  const regional = new Set(rules.filter((rule) => rule.regional).map(({ id }) => id));
  // What is judged with its account may live in any Region.
  const isMeant = (ruleId: string, accountId: string, region: string) =>
    matches.rule(ruleId) &&
    matches.account(accountId) &&
    (isNoRegion ||
      (regional.has(ruleId)
        ? scanned.has(region) && matches.region(region)
        : [region, ...scanned].some(matches.region)));
  const isJudged = rules.some(({ id, scopes }) =>
    scopes.some(({ accountId, region }) => isMeant(id, accountId, region)),
  );
  const isUnsure = unknownVerdicts(unknowns).some(
    ({ ruleId, accountId, region, resource }) =>
      isMeant(ruleId, accountId, region) &&
      (resource === undefined || (matches.resource(resource.id) && matches.region(resource.region))),
  );
  return complete && isJudged && !isUnsure;
}

function matcher(glob: string | undefined): Matches {
  return glob === undefined ? () => true : globMatcher(glob);
}
