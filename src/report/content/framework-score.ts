import type { ControlResult, FrameworkResult } from '../../finding/report.ts';
import { count, figure } from './wording.ts';

/** What is said of a control, in words. */
export const CONTROL_WORDS: Readonly<Record<ControlResult['status'], string>> = {
  PASSED: 'passed',
  PASSED_IN_PART: 'passed in part',
  FAILED: 'failed',
  UNKNOWN: 'unknown',
  NOT_APPLICABLE: 'not applicable',
  MANUAL: 'manual',
  NOT_JUDGED: 'judged by no rule',
};

const NOT_COUNTED = ['UNKNOWN', 'NOT_APPLICABLE', 'MANUAL', 'NOT_JUDGED'] as const;

/**
 * `38 of 57 judged controls passed (66 %), 3 of them in part; 6 of 63 not judged: 1 unknown, 3 manual, 2 judged by no rule`.
 * 100 % are all of them.
 */
export function scoreSentence({ score, controls }: FrameworkResult): string {
  const { passed, passedInPart, judged } = score;
  const good = passed + passedInPart;
  const inPart =
    passedInPart === 0 ? '' : `, ${good === passedInPart ? 'all' : figure(passedInPart)} of them in part`;
  const first =
    judged === 0
      ? 'no control was judged'
      : `${figure(good)} of ${count(judged, 'judged control')} passed (${Math.floor((100 * good) / judged)} %)${inPart}`;
  if (judged === score.controls) return first;
  const others = NOT_COUNTED.flatMap((status) => {
    const number = controls.filter((control) => control.status === status).length;
    return number === 0 ? [] : [`${figure(number)} ${CONTROL_WORDS[status]}`];
  });
  return `${first}; ${figure(score.controls - judged)} of ${figure(score.controls)} not judged: ${others.join(', ')}`;
}
