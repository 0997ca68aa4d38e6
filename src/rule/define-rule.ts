import type { Readers, Readings } from '../aws/reader.ts';
import type { Gathering } from './gathering.ts';
import type { OptionSpecs, OptionValues } from './options.ts';
import type { ScopeKind, Where } from './scope.ts';
import type { Verdict } from './verdict.ts';

/** The scope a check judges. */
export interface CheckScope<O extends OptionSpecs = OptionSpecs> extends Where {
  /** The moment of the scan, or of the recording that is replayed. */
  readonly now: Date;
  readonly options: OptionValues<O>;
}

export interface Remediation {
  /** What to do, in one or two sentences. */
  readonly text: string;
  /** The AWS page that says how. */
  readonly url: string;
  /** A command that mends it whatever the resource; commands on one resource belong to the verdict. */
  readonly command?: string;
}

/** A rule: what it is about, what it reads, and how it judges. */
export interface Rule<R extends Readers = Readers, O extends OptionSpecs = OptionSpecs> {
  /** What is wrong, in a few words. */
  readonly title: string;
  /** Finding type in GuardDuty's grammar, `ThreatPurpose:Resource/Name`. */
  readonly type: string;
  /** 0 to 10, as GuardDuty counts. */
  readonly severity: number;
  /** The highest severity a verdict may raise it to. The gate counts with it while the rule is unknown. */
  readonly raisedTo?: number;
  readonly scope: ScopeKind;
  readonly reads: R;
  readonly options?: O;
  /** Why it matters. */
  readonly why: string;
  readonly remediation: Remediation;
  /** Makes failed verdicts that hold alike one finding with parts. */
  readonly gather?: Gathering;
  /** One verdict for each resource judged. Pure: no I/O, no clock, no randomness. */
  check(readings: Readings<R>, scope: CheckScope<O>): Iterable<Verdict>;
}

/** All that were defined: what else has the shape of a rule was not checked by the compiler, or by another Postern. */
const defined = new WeakSet<object>();

/** Whether `defineRule` made it. */
export function isDefinedRule(value: unknown): value is Rule {
  return typeof value === 'object' && value !== null && defined.has(value);
}

/** Defines a rule; its id is the path of its file under rules/. */
export function defineRule<R extends Readers, O extends OptionSpecs = Record<never, never>>(
  rule: Rule<R, O>,
): Rule<R, O> {
  defined.add(rule);
  return rule;
}

/** The highest severity a finding of this rule can have. */
export function highestSeverity(rule: Pick<Rule, 'severity' | 'raisedTo'>): number {
  return Math.max(rule.severity, rule.raisedTo ?? 0);
}
