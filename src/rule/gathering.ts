import type { ScopeKind, Where } from './scope.ts';
import type { Evidence, Fail, Resource } from './verdict.ts';

/** A failed verdict and where it was given. */
export interface PlacedFail {
  readonly fail: Fail;
  readonly accountId: string;
  readonly region: string;
}

/** What a finding with parts says of them all. */
export interface Gathered {
  /** What the parts have in common: the account, the Region's detector, the root of the organization. */
  readonly resource: Resource;
  /** One sentence on all parts. */
  readonly description: string;
  /** Replaces the rule's title. */
  readonly title?: string;
  /** Replaces the rule's finding type: for findings of AWS that are carried over. */
  readonly type?: string;
  readonly evidence?: Evidence;
}

/** How failed verdicts of a rule become one finding, with the verdicts as its parts. */
export interface Gathering {
  /** Within what: a Region of an account, an account with all its Regions, or, for rules of one, an organization. */
  readonly in: ScopeKind;
  /**
   * Splits a place further: verdicts for which it gives the same text are one finding. One for which it gives none is
   * a finding of its own, without parts.
   */
  readonly by?: (verdict: Fail) => string | undefined;
  /**
   * For findings in a Region: what a verdict says, whatever the Region. Where all Regions of an account with a failed
   * verdict say the same, and there are several, the finding is one of the account.
   */
  readonly alike?: (verdict: Fail) => string;
  /**
   * Tells of all parts at once; also when there is only one.
   * @param parts sorted by account, Region, resource and part.
   * @param place of the finding.
   */
  describe(parts: readonly PlacedFail[], place: Where): Gathered;
}
