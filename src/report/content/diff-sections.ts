import type { PersistingVerdict, ReportDiff } from '../../finding/history/diff.ts';
import type { VerdictOutline } from '../../finding/history/outline.ts';
import { figure } from './wording.ts';

/** A list of what two reports say, as tables and Markdown tell it. */
export interface DiffSection {
  readonly title: string;
  /** What its verdicts have in common. */
  readonly meaning: string;
  readonly verdicts: readonly VerdictOutline[];
  /** The label that a verdict had before. */
  readonly was: (verdict: VerdictOutline) => string | undefined;
}

/** The lists that have something in them. What merely persists is counted, and not told again. */
export function diffSections(diff: ReportDiff): DiffSection[] {
  const sections = [
    section('New', 'not in the old report', diff.added),
    section('Not compared', 'in the new report, where the old one did not look', diff.onlyNew),
    worseSection(diff.worse),
    section('Gone', 'looked for, and no longer found', diff.gone),
    section('Suppressed', 'by the configuration, and not before', diff.suppressed),
    section('Told by another', 'findings before; now another finding tells their cause', diff.toldByAnother),
    section('Not seen', 'in the old report, where the new one did not look', diff.onlyOld),
  ];
  return sections.filter(({ verdicts }) => verdicts.length > 0);
}

/** `12 new, 462 persisting (3 worse), 5 gone`, and what else there is, of failed checks. */
export function diffCounts(diff: ReportDiff): string {
  const { worse, suppressed, toldByAnother, onlyNew, onlyOld } = diff;
  const also = (list: readonly unknown[], words: string) =>
    list.length === 0 ? [] : [`${figure(list.length)} ${words}`];
  return [
    `${figure(diff.added.length)} new`,
    `${figure(diff.persisting.length)} persisting${worse.length === 0 ? '' : ` (${figure(worse.length)} worse)`}`,
    `${figure(diff.gone.length)} gone`,
    ...also(suppressed, 'suppressed'),
    ...also(toldByAnother, 'told by another finding'),
    ...also([...onlyNew, ...onlyOld], 'not compared'),
  ].join(', ');
}

function section(title: string, meaning: string, verdicts: readonly VerdictOutline[]): DiffSection {
  return { title, meaning, verdicts, was: () => undefined };
}

function worseSection(worse: readonly PersistingVerdict[]): DiffSection {
  const before = new Map(worse.map(({ verdict, before }) => [verdict.id, before.severity.label]));
  return {
    title: 'Worse',
    meaning: 'in both, and graver than before',
    verdicts: worse.map(({ verdict }) => verdict),
    was: ({ id }) => before.get(id),
  };
}
