import type { Notification } from 'sarif';
import type { ReportHead } from '../../finding/report-source.ts';
import { unknownVerdicts } from '../../finding/unknowns.ts';
import { interruption } from '../content/conclusion.ts';
import { excerpt } from '../content/excerpt.ts';
import { groupUnknowns } from '../content/unknown-groups.ts';
import { unknownTold } from '../content/unknown-told.ts';
import { count } from '../content/wording.ts';
import { inert } from './inert.ts';

const MOST = 50;
const SENTENCE = 2000;

/** What somebody must know to read a run: that it was cut short, what was left out, and what could not be judged. */
export function notifications(
  head: ReportHead,
  accountIds: ReadonlySet<string>,
  leftOut: string | undefined,
): Notification[] {
  const interrupted = interruption(head);
  const { unlisted } = head.scan.regionsLeftOut;
  const unknown = groupUnknowns(
    unknownVerdicts(head.unknowns).filter(({ accountId }) => accountIds.has(accountId)),
  );
  const more = unknown.length - MOST;
  return [
    ...(interrupted === undefined ? [] : [notification('error', interrupted)]),
    ...(leftOut === undefined ? [] : [notification('warning', leftOut)]),
    ...(unlisted === undefined ? [] : [notification('warning', `There may be more Regions: ${unlisted}`)]),
    ...unknown.slice(0, MOST).map((group) => notification('warning', unknownTold(group))),
    ...(more > 0
      ? [notification('warning', `${count(more, 'other cause')} for which rules could not be judged.`)]
      : []),
  ];
}

function notification(level: 'error' | 'warning', text: string): Notification {
  return { level, message: { text: inert(excerpt(text, SENTENCE)) } };
}
