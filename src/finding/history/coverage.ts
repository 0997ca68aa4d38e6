import type { ComparableHead, VerdictOutline } from './outline.ts';

/** Why a report says nothing of a verdict that it does not have, and the name of what was not looked at. */
export interface Blind {
  readonly because:
    | 'account not scanned'
    | 'rule not run'
    | 'Region not scanned'
    | 'Region not enabled'
    | 'not judged'
    | 'detector off'
    | 'left out';
  readonly name: string;
}

/** What an unknown verdict is told of that stands for all that could not be listed in it. */
const WIDE: ReadonlySet<string> = new Set(['AwsAccount', 'AwsOrganizationsOrganization']);

/** What a report looked at: whether a verdict that it does not have was looked for and not found. */
export class Coverage {
  readonly accounts: ReadonlySet<string>;
  readonly regions: ReadonlySet<string>;
  /** The ids of its rules. */
  readonly rules: ReadonlySet<string>;
  readonly #off: ReadonlySet<string>;
  /** How many failed in each account and Region, by rule. */
  readonly #failed = new Map<string, Map<string, number>>();
  /** Of scopes and of resources. */
  readonly #unknown = new Set<string>();
  readonly #notApplicable = new Set<string>();
  readonly #leftOut: { readonly below: string; readonly told: ReadonlyMap<string, number> } | undefined;

  /** @param verdicts of the report, where it may leave some out. */
  constructor(head: ComparableHead, verdicts: Iterable<VerdictOutline> = []) {
    const { scan, summary, rules, unknowns, notApplicable } = head;
    const accounts = new Set(scan.accounts.map(({ accountId }) => accountId));
    for (const { ruleId, scopes } of rules) {
      const places = new Map<string, number>();
      for (const { accountId, region, counts } of scopes) {
        accounts.add(accountId);
        places.set(placeOf({ accountId, region }), counts.failed);
      }
      this.#failed.set(ruleId, places);
    }
    this.accounts = accounts;
    this.regions = new Set(scan.regions);
    this.rules = new Set(this.#failed.keys());
    this.#off = new Set(scan.regionsLeftOut.off);
    for (const unknown of unknowns.flatMap((each) => ('parts' in each ? each.parts : [each]))) {
      const { resource } = unknown;
      const wide = resource === undefined || WIDE.has(resource.type);
      this.#unknown.add(wide ? scopeOf(unknown) : resourceOf(unknown, resource.id));
    }
    for (const result of notApplicable)
      if (result.resource === undefined) this.#notApplicable.add(scopeOf(result));
    const { leftOut } = summary.findings;
    if (leftOut !== undefined) this.#leftOut = { below: leftOut.below, told: countByScope(verdicts) };
  }

  /**
   * Why it says nothing that it does not have this verdict of another report; undefined where it looked.
   * @param other what that report looked at.
   */
  blindTo(verdict: VerdictOutline, other: Coverage): Blind | undefined {
    const { ruleId, accountId, region, resource } = verdict;
    if (!this.accounts.has(accountId)) return { because: 'account not scanned', name: accountId };
    const places = this.#failed.get(ruleId);
    if (places === undefined) return { because: 'rule not run', name: ruleId };
    const failed = places.get(placeOf(verdict));
    if (failed === undefined) return { because: 'Region not scanned', name: region };
    if (this.#off.has(region)) return { because: 'Region not enabled', name: region };
    // A rule that judges an account once sees of Regions those that are scanned.
    if (other.regions.has(resource.region) && !this.regions.has(resource.region))
      return { because: 'Region not scanned', name: resource.region };
    const scope = scopeOf(verdict);
    if (this.#unknown.has(scope) || this.#unknown.has(resourceOf(verdict, resource.id)))
      return { because: 'not judged', name: ruleId };
    if (verdict.byDetector && this.#notApplicable.has(scope))
      return { because: 'detector off', name: ruleId };
    if (this.#leftOut !== undefined && (this.#leftOut.told.get(scope) ?? 0) < failed)
      return { because: 'left out', name: this.#leftOut.below };
    return undefined;
  }
}

interface Scope {
  readonly ruleId: string;
  readonly accountId: string;
  readonly region: string;
}

function placeOf({ accountId, region }: Omit<Scope, 'ruleId'>): string {
  return `${accountId} ${region}`;
}

function scopeOf({ ruleId, accountId, region }: Scope): string {
  return JSON.stringify([ruleId, accountId, region]);
}

function resourceOf({ ruleId, accountId, region }: Scope, resourceId: string): string {
  return JSON.stringify([ruleId, accountId, region, resourceId]);
}

function countByScope(verdicts: Iterable<VerdictOutline>): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const verdict of verdicts) {
    const scope = scopeOf(verdict);
    counts.set(scope, (counts.get(scope) ?? 0) + 1);
  }
  return counts;
}
