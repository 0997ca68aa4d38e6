import type { ReadError } from '../aws/read-error.ts';
import type { Verdict } from '../rule/rule.ts';
import type { ChosenRule } from './chosen-rule.ts';

/** What became of one rule in one scope. */
export interface Outcome {
  readonly chosen: ChosenRule;
  readonly accountId: string;
  readonly region: string;
  readonly partition: string;
  /** All of them, or all but those that passed and are only counted. */
  readonly verdicts: readonly Verdict[];
  /** How many passed that are not among the verdicts; none unless told. */
  readonly passed?: number;
  /** What these were on, kind by kind. */
  readonly passedOn?: readonly (VerdictKind & { readonly passed: number })[];
  /** Why the scope as a whole could not be judged, or not to the end. */
  readonly failure?: Failure;
}

/** What a verdict is on. */
export interface VerdictKind {
  readonly resourceType: string;
  /** Empty where it is on the resource as a whole. */
  readonly part: string;
  /** In what it failed, where it did and tells. */
  readonly aspects?: readonly string[] | undefined;
}

export type Failure =
  | {
      readonly status: 'unknown';
      readonly reason: string;
      readonly error?: ReadError;
      /** Told where neither the error nor the rule is why. */
      readonly kind?: 'interrupted';
    }
  | { readonly status: 'notApplicable'; readonly reason: string };
