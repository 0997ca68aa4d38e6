import type { TrendSeries } from '../../finding/history/trend.ts';
import { SEVERITY_LABELS, type SeverityLabel } from '../../finding/severity.ts';
import { count, listed } from './wording.ts';

/** Something that took days, of a severity. */
interface Lasting {
  readonly verdict: { readonly severity: { readonly label: SeverityLabel } };
  readonly days: number;
}

/** How long the verdicts of one severity took, in whole days. */
export interface Duration {
  readonly label: SeverityLabel;
  readonly count: number;
  readonly median: number;
  readonly longest: number;
}

/** By severity, the gravest first; severities without any are left out. */
export function durations(items: readonly Lasting[]): Duration[] {
  return SEVERITY_LABELS.flatMap((label) => {
    const days = daysOf(items, label).sort((a, b) => a - b);
    const longest = days.at(-1);
    return longest === undefined
      ? []
      : [{ label, count: days.length, median: days[Math.floor((days.length - 1) / 2)] ?? longest, longest }];
  });
}

/** Days, in the classes that pictures show. */
const DAY_CLASSES = [
  { name: 'under 7 days', from: 0, below: 7 },
  { name: '7 to 29 days', from: 7, below: 30 },
  { name: '30 to 89 days', from: 30, below: 90 },
  { name: '90 to 364 days', from: 90, below: 365 },
  { name: '365 days and more', from: 365, below: Number.POSITIVE_INFINITY },
] as const;

/** How many there are in each class of days, by severity. */
export function byDayClass(items: readonly Lasting[]): {
  readonly name: string;
  readonly bySeverity: Readonly<Record<SeverityLabel, number>>;
}[] {
  return DAY_CLASSES.map(({ name, from, below }) => {
    const within = (label: SeverityLabel) =>
      daysOf(items, label).filter((days) => days >= from && days < below).length;
    return {
      name,
      bySeverity: {
        CRITICAL: within('CRITICAL'),
        HIGH: within('HIGH'),
        MEDIUM: within('MEDIUM'),
        LOW: within('LOW'),
        INFORMATIONAL: within('INFORMATIONAL'),
      },
    };
  });
}

/** `Account 111122223333 (prod)`, `12 accounts: …`. Untrusted text, not yet escaped. */
export function seriesName({ accounts }: TrendSeries): string {
  const names = accounts.map(({ accountId, alias }) =>
    alias === undefined ? accountId : `${accountId} (${alias})`,
  );
  return names.length === 1
    ? `Account ${names.join()}`
    : `${count(names.length, 'account')}: ${listed(names, 3)}`;
}

/** `3 reports, 2026-11-01 to 2026-11-22`. */
export function seriesSpan({ points }: TrendSeries): string {
  const [first, last] = [points.at(0), points.at(-1)].map((point) => point?.startedAt.slice(0, 10));
  const days = first === last ? `${first}` : `${first} to ${last}`;
  return `${count(points.length, 'report')}, ${days}`;
}

/** What makes the counts of a series differ though nothing was opened or closed; undefined where nothing does. */
export function unevenness({ points }: TrendSeries): string | undefined {
  const differ = (of: (point: TrendSeries['points'][number]) => unknown) =>
    new Set(points.map((point) => JSON.stringify(of(point)))).size > 1;
  const what = [
    ...(differ(({ rules }) => rules) ? ['numbers of rules'] : []),
    ...(differ(({ regions }) => regions) ? ['numbers of Regions'] : []),
    ...(differ(({ leftOut }) => leftOut?.below ?? null) ? ['lowest severities'] : []),
  ];
  const cut = points.filter(({ status }) => status === 'INTERRUPTED').length;
  const sentences = [
    ...(what.length === 0
      ? []
      : [`The reports are of different ${what.join(' and ')}: compare their counts with care.`]),
    ...(cut === 0
      ? []
      : [
          `${count(cut, 'report')} of an interrupted scan ${cut === 1 ? 'tells' : 'tell'} less than there is.`,
        ]),
  ];
  return sentences.length === 0 ? undefined : sentences.join(' ');
}

/** Whether a report leaves out findings of this severity. */
export function isLeftOut({ leftOut }: TrendSeries['points'][number], label: SeverityLabel): boolean {
  return leftOut !== undefined && SEVERITY_LABELS.indexOf(label) > SEVERITY_LABELS.indexOf(leftOut.below);
}

function daysOf(items: readonly Lasting[], label: SeverityLabel): number[] {
  return items.filter(({ verdict }) => verdict.severity.label === label).map(({ days }) => days);
}
