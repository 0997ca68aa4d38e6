/** A rule that judges a control, and how much of what it says is about the control. */
export interface RuleReference {
  /** Id of the rule. */
  readonly rule: string;
  /** Only its verdicts on this part of a resource; empty: only those on a resource as a whole. */
  readonly part?: string | undefined;
  /** Only its verdicts on resources of this type, such as AwsRdsDbCluster. */
  readonly resourceType?: string | undefined;
  /**
   * Only its failures in one of these aspects: what fails in others alone is right for the control. In the words of the
   * rule, such as `tcp 22`.
   */
  readonly aspects?: readonly string[] | undefined;
  /** It asks for more than the control does: that it passes counts, that it fails says nothing for sure. */
  readonly broader?: boolean | undefined;
}

/** One demand of a framework. */
export interface Control {
  /** The framework's own number, such as 1.4. */
  readonly id: string;
  readonly title: string;
  /** CIS has two levels, of which the second is for those who take security before comfort. */
  readonly level?: number | undefined;
  /** Rules that judge it, all of them together; none where no rule does. */
  readonly rules: readonly (string | RuleReference)[];
  /** The rules see only a part of what it demands, so that all of them may pass and the control may not. */
  readonly partial?: boolean | undefined;
  /** The framework says itself that somebody has to look. */
  readonly manual?: boolean | undefined;
}

/** A catalogue of controls that somebody asks for, and the rules that judge them. */
export interface Framework {
  /** What `--framework` calls it, such as cis-aws-5.0.0. */
  readonly id: string;
  readonly title: string;
  readonly url?: string | undefined;
  /** Which of its controls are here, where not all are. */
  readonly holds?: string | undefined;
  /** All its controls are wider than what can be seen in AWS: each is `partial`. */
  readonly partial?: boolean | undefined;
  readonly controls: readonly Control[];
}

/** What a control says of its rules, in one form. */
export function referencesOf({ rules }: Control): readonly RuleReference[] {
  return rules.map((each) => (typeof each === 'string' ? { rule: each } : each));
}

/** Ids of the rules that judge a framework, each once. */
export function rulesOfFramework({ controls }: Framework): ReadonlySet<string> {
  return new Set(controls.flatMap((control) => referencesOf(control).map(({ rule }) => rule)));
}
