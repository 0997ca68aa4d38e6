import type { ControlResult, FrameworkResult } from '../finding/report.ts';
import { type Control, type Framework, type RuleReference, referencesOf } from '../rule/framework.ts';
import type { ChosenRule } from './chosen-rule.ts';
import { type Counts, NONE, sum } from './counts.ts';

/** What a rule of the scan said, in all places together. */
export interface JudgedRule {
  readonly chosen: Pick<ChosenRule, 'rule' | 'options'>;
  /** False where the scan never came to it. */
  readonly judged: boolean;
  readonly counts: Counts;
  /**
   * The same by the part of a resource that it was said of: '' is a resource as a whole, undefined a whole scope that
   * could not be judged. Counted only for rules of which a control wants a part.
   */
  readonly byPart: ReadonlyMap<string | undefined, Counts>;
}

/** Rules of which some control wants the verdicts on one part of a resource alone. */
export function rulesByPart(frameworks: readonly Framework[]): ReadonlySet<string> {
  const references = frameworks.flatMap(({ controls }) => controls.flatMap(referencesOf));
  return new Set(references.flatMap(({ rule, part }) => (part === undefined ? [] : [rule])));
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
    judges.every(({ rule }) => asksWhatItShould(rule));
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
function countsFor({ part, broader = false }: RuleReference, { counts, byPart }: JudgedRule): Counts {
  const { failed, unknown, ...others } = part === undefined ? counts : countsOfPart(part, byPart);
  return broader ? { ...others, failed: 0, unknown: unknown + failed } : { ...others, failed, unknown };
}

/** What does not apply names no part, and may be said of any. */
function countsOfPart(part: string, byPart: JudgedRule['byPart']): Counts {
  const [ofPart, ofWhole, ofScope] = [byPart.get(part), byPart.get(''), byPart.get(undefined)];
  return sum([
    ofPart ?? NONE,
    ofScope ?? NONE,
    part === '' || ofWhole === undefined ? NONE : { ...NONE, notApplicable: ofWhole.notApplicable },
  ]);
}

/** The mapping holds for a rule as it is: with options of one's own it may pass what the control does not. */
function asksWhatItShould({ chosen: { rule, options } }: JudgedRule): boolean {
  return Object.entries(rule.options ?? {}).every(
    ([name, spec]) => JSON.stringify(options[name]) === JSON.stringify(spec.default),
  );
}
