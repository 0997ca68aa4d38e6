import type { Report } from '../../finding/report.ts';
import { count } from '../content/wording.ts';
import { links, markup, property, token, uuidFor } from './text.ts';

type Framework = NonNullable<Report['frameworks']>[number];
type Control = Framework['controls'][number];

const JUDGED: readonly Control['status'][] = ['PASSED', 'PASSED_IN_PART', 'FAILED', 'UNKNOWN'];

/**
 * What OSCAL can say of a control that was judged. It has no word for not knowing: what is not known, or known in part, is
 * not satisfied.
 */
const STATE = {
  PASSED: { state: 'satisfied', reason: 'pass' },
  PASSED_IN_PART: { state: 'not-satisfied', reason: 'other' },
  FAILED: { state: 'not-satisfied', reason: 'fail' },
  UNKNOWN: { state: 'not-satisfied', reason: 'other' },
} as const;

const REMARKS: Partial<Record<Control['status'], string>> = {
  PASSED_IN_PART: 'All that was judged of it passed, and it demands more than that.',
  UNKNOWN: 'Not everything could be looked at, so nobody can say that it is satisfied.',
};

/** The controls that the scan judged; without a framework all that the rules stand for, whichever these are. */
export function reviewedControls(frameworks: Report['frameworks']) {
  if (frameworks === undefined || frameworks.length === 0)
    return {
      description:
        'The scan judged rules, and no framework: which controls they stand for is for the reader to say.',
      'control-selections': [{ 'include-all': {} }],
    };
  return { 'control-selections': frameworks.map(selection) };
}

function selection({ id, title, url, controls }: Framework) {
  /** Undefined where the whole control was judged: statements would narrow it. */
  const reviewed = new Map<string, string[] | undefined>();
  for (const control of controls.filter(isJudged)) {
    const { controlId, statementId } = identifiers(id, control.control);
    const statements = reviewed.has(controlId) ? reviewed.get(controlId) : [];
    reviewed.set(
      controlId,
      statementId === undefined ? undefined : statements && [...statements, statementId],
    );
  }
  const left = notReviewed(controls);
  return {
    description: markup(title),
    props: [property('framework', id)],
    ...links(url),
    ...(reviewed.size === 0
      ? {}
      : {
          'include-controls': [...reviewed].map(([controlId, statements]) => ({
            'control-id': controlId,
            ...(statements === undefined ? {} : { 'statement-ids': statements }),
          })),
        }),
    ...(left === undefined ? {} : { remarks: left }),
  };
}

function notReviewed(controls: readonly Control[]): string | undefined {
  const number = (status: Control['status']) =>
    controls.filter((control) => control.status === status).length;
  const parts = [
    [number('MANUAL'), 'that only a person can judge'],
    [number('NOT_JUDGED'), 'that no rule of the scan judges'],
    [number('NOT_APPLICABLE'), 'that had nothing to judge here'],
  ] as const;
  const said = parts.flatMap(([many, why]) => (many === 0 ? [] : [`${count(many, 'control')} ${why}`]));
  return said.length === 0 ? undefined : `Not reviewed: ${said.join('; ')}.`;
}

/**
 * A finding for each control that was judged.
 * @param observations of a rule: the UUIDs of what was seen.
 * @param risks of a rule, also of those that tell the cause of what it found.
 */
export function* controlFindings(
  frameworks: NonNullable<Report['frameworks']>,
  observations: ReadonlyMap<string, readonly string[]>,
  risks: ReadonlyMap<string, readonly string[]>,
) {
  for (const { id, title, controls } of frameworks)
    for (const control of controls) {
      if (!isJudged(control)) continue;
      const { counts, rules } = control;
      const remarks = REMARKS[control.status];
      const { controlId, statementId } = identifiers(id, control.control);
      // What a rule found speaks against a control only where some of it is about the control.
      const telling = counts.failed + counts.unknown === 0 ? [] : rules;
      const seen = distinct(telling, observations);
      const risked = distinct(telling, risks);
      yield {
        uuid: uuidFor('control', id, control.control),
        title: markup(`${control.control} ${control.title}`),
        description: markup(
          `${title}: of ${count(rules.length, 'rule')}, ${count(counts.passed, 'verdict')} passed, ${counts.failed} failed, ${counts.unknown} could not be judged.`,
        ),
        props: [
          property('framework', id),
          property('control', control.control),
          ...rules.map((rule) => property('rule', rule)),
        ],
        target: {
          type: 'statement-id',
          'target-id': statementId ?? `${controlId}_smt`,
          title: markup(control.title),
          status: {
            ...STATE[control.status],
            ...(remarks === undefined ? {} : { remarks }),
          },
        },
        ...(seen.length === 0
          ? {}
          : { 'related-observations': seen.map((uuid) => ({ 'observation-uuid': uuid })) }),
        ...(risked.length === 0 ? {} : { 'related-risks': risked.map((uuid) => ({ 'risk-uuid': uuid })) }),
      };
    }
}

function isJudged(control: Control): control is Control & { readonly status: keyof typeof STATE } {
  return JUDGED.includes(control.status);
}

function distinct(rules: readonly string[], of: ReadonlyMap<string, readonly string[]>): string[] {
  return [...new Set(rules.flatMap((rule) => of.get(rule) ?? []))];
}

/**
 * NIST's catalogue of SP 800-53 writes `AC-2(3)(a)` as the control `ac-2.3` and its statement `ac-2.3_smt.a`, and
 * `CP-1(a)(1)(b)` as `cp-1` and `cp-1_smt.a.1.b`. No other framework has a catalogue of its own in OSCAL: there the id
 * is the framework's with the control's.
 * https://github.com/usnistgov/oscal-content/tree/main/nist.gov/SP800-53/rev5
 */
function identifiers(
  framework: string,
  control: string,
): { readonly controlId: string; readonly statementId?: string } {
  const [, base, enhancement, statement] =
    /^([A-Z]{2}-\d+)(?:\((\d+)\))?((?:\([a-z]\)(?:\((?:\d+|[a-z])\))*)?)$/i.exec(control) ?? [];
  if (!/800-?53/.test(framework) || base === undefined)
    return { controlId: token(`${framework}_${control}`) };
  const controlId = `${base.toLowerCase()}${enhancement === undefined ? '' : `.${enhancement}`}`;
  const items = statement?.match(/[a-z\d]+/gi) ?? [];
  return {
    controlId,
    ...(items.length === 0 ? {} : { statementId: `${controlId}_smt.${items.join('.').toLowerCase()}` }),
  };
}
