import type { ControlResult, FrameworkResult } from '../finding/report.ts';
import { type Control, type Framework, type RuleReference, referencesOf } from '../rule/framework.ts';
import type { ChosenRule } from './chosen-rule.ts';
import { type Counts, sum } from './counts.ts';
import type { VerdictKind } from './outcome.ts';

/** What a rule of the scan said, in all places together. */
export interface JudgedRule {
  readonly chosen: Pick<ChosenRule, 'rule' | 'options'>;
  /** False where the scan never came to it. */
  readonly judged: boolean;
  /** False where it is about Regions of which some were not scanned. */
  readonly everywhere: boolean;
  readonly counts: Counts;
  /** The same kind by kind, counted only for rules of which a control wants some verdicts alone. */
  readonly kinds: readonly CountedKind[];
}

/** What was said of one kind of thing; what is not told may be any, as where a whole scope could not be judged. */
export interface CountedKind extends Partial<VerdictKind> {
  readonly counts: Counts;
}

/** Rules of which some control wants the verdicts on some parts or types of resources alone. */
export function rulesByKind(frameworks: readonly Framework[]): ReadonlySet<string> {
  const references = frameworks.flatMap(({ controls }) => controls.flatMap(referencesOf));
  return new Set(references.filter(isNarrow).map(({ rule }) => rule));
}

function isNarrow({ part, resourceType, aspects }: RuleReference): boolean {
  return part !== undefined || resourceType !== undefined || aspects !== undefined;
}

/** What the rules of a scan, by their ids, say of a framework: control by control, in its order, and in all. */
export function judgeFramework(
  framework: Framework,
  rules: ReadonlyMap<string, JudgedRule>,
): FrameworkResult {
  const { id, title, url, holds, partial = false } = framework;
  const controls = framework.controls.map((control) =>
    judgeControl({ ...control, partial: partial || (control.partial ?? false) }, rules),
  );
  const count = (wanted: ControlResult['status']) =>
    controls.filter(({ status }) => status === wanted).length;
  const [passed, passedInPart, failed] = [count('PASSED'), count('PASSED_IN_PART'), count('FAILED')];
  return {
    id,
    title,
    ...(url === undefined ? {} : { url }),
    ...(holds === undefined ? {} : { holds }),
    score: {
      passed,
      passedInPart,
      failed,
      judged: passed + passedInPart + failed,
      controls: controls.length,
    },
    controls,
  };
}

function judgeControl(control: Control, rules: ReadonlyMap<string, JudgedRule>): ControlResult {
  const references = referencesOf(control);
  const judges = references.flatMap((reference) => {
    const rule = rules.get(reference.rule);
    return rule?.judged === true ? [{ reference, rule }] : [];
  });
  const counts = sum(judges.map(({ reference, rule }) => countsFor(reference, rule)));
  const whole =
    control.partial !== true &&
    judges.length === references.length &&
    judges.every(({ rule }) => rule.everywhere && asksWhatItShould(rule));
  return {
    control: control.id,
    title: control.title,
    status: judges.length === 0 ? unjudged(control) : statusOf(counts, whole, control),
    ...(control.manual === true ? { manual: true } : {}),
    rules: [...new Set(judges.map(({ reference }) => reference.rule))],
    counts,
  };
}

function statusOf(counts: Counts, whole: boolean, control: Control): ControlResult['status'] {
  if (counts.failed > 0) return 'FAILED';
  if (counts.unknown > 0) return 'UNKNOWN';
  if (counts.passed > 0) return whole ? 'PASSED' : 'PASSED_IN_PART';
  // That the rules find nothing to judge says nothing of what they do not see.
  return whole ? 'NOT_APPLICABLE' : unjudged(control);
}

function unjudged({ manual }: Control): 'MANUAL' | 'NOT_JUDGED' {
  return manual === true ? 'MANUAL' : 'NOT_JUDGED';
}

/** What a rule says of a control. */
function countsFor(reference: RuleReference, { counts, kinds }: JudgedRule): Counts {
  const { failed, unknown, ...others } = isNarrow(reference)
    ? sum(kinds.filter((kind) => isAbout(reference, kind)).map((kind) => countsOfAspects(reference, kind)))
    : counts;
  return reference.broader === true
    ? { ...others, failed: 0, unknown: unknown + failed }
    : { ...others, failed, unknown };
}

/** What fails in other aspects is right for the control; what does not tell in which it fails may be either. */
function countsOfAspects({ aspects: wanted }: RuleReference, { aspects, counts }: CountedKind): Counts {
  if (wanted === undefined || aspects?.some((aspect) => wanted.includes(aspect))) return counts;
  const { failed, passed, unknown, ...others } = counts;
  return aspects === undefined
    ? { ...others, passed, failed: 0, unknown: unknown + failed }
    : { ...others, passed: passed + failed, failed: 0, unknown };
}

function isAbout(wanted: RuleReference, { part, resourceType }: CountedKind): boolean {
  return (
    (wanted.part ?? part) === (part ?? wanted.part) &&
    (wanted.resourceType ?? resourceType) === (resourceType ?? wanted.resourceType)
  );
}

/** The mapping holds for a rule as it is: with options of one's own it may pass what the control does not. */
function asksWhatItShould({ chosen: { rule, options } }: JudgedRule): boolean {
  return Object.entries(rule.options ?? {}).every(
    ([name, spec]) => JSON.stringify(options[name]) === JSON.stringify(spec.default),
  );
}
