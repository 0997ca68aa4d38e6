import type { OpenVerdict, TrendPoint, TrendSeries } from '../../finding/history/trend.ts';
import { SEVERITY_LABELS } from '../../finding/severity.ts';
import {
  type Duration,
  durations,
  isLeftOut,
  seriesName,
  seriesSpan,
  unevenness,
} from '../content/trend-numbers.ts';
import { verdictName } from '../content/verdict-groups.ts';
import { count, figure, momentOf } from '../content/wording.ts';
import { heading, newPage, type Page, type PageOptions, paragraph, severityColour } from './page.ts';

const NARROWEST_FOR_COLUMNS = 78;
const SHOWN = 20;
const FIRST_WIDTH = 20;

interface Column {
  readonly title: string;
  readonly of: (point: TrendPoint) => string;
}

const COLUMNS: readonly Column[] = [
  ...SEVERITY_LABELS.map((label) => ({
    title: label === 'INFORMATIONAL' ? 'info' : label.toLowerCase(),
    of: (point: TrendPoint) => (isLeftOut(point, label) ? '-' : figure(point.bySeverity[label])),
  })),
  { title: 'unknown', of: ({ unknownRules }) => figure(unknownRules) },
  { title: 'new', of: ({ opened }) => (opened === undefined ? '' : figure(opened)) },
  { title: 'gone', of: ({ closed }) => (closed === undefined ? '' : figure(closed)) },
];

/**
 * Writes for people at a terminal how findings came and went.
 * @param options.details every open failed check, instead of those that are open longest.
 */
export function trendTableFor(
  options: PageOptions & { readonly details: boolean },
): (series: readonly TrendSeries[]) => Iterable<string> {
  const page = newPage(options);
  return function* (all) {
    for (const [index, series] of all.entries()) {
      const lines = [...(index === 0 ? [] : ['']), ...seriesLines(page, series, options.details)];
      for (const line of lines) yield `${line}\n`;
    }
  };
}

function seriesLines(page: Page, series: TrendSeries, details: boolean): string[] {
  const uneven = unevenness(series);
  return [
    ...paragraph(page, '', `${seriesName(series)}: ${seriesSpan(series)}`, { colour: page.chalk.bold }),
    ...(uneven === undefined ? [] : paragraph(page, '', uneven)),
    '',
    ...pointLines(page, series.points),
    ...durationLines(page, 'Open, in days', 'open', 'oldest', durations(series.open)),
    ...durationLines(page, 'Closed, in days', 'closed', 'longest', durations(series.closed)),
    ...openLines(page, series.open, details),
  ];
}

/** Findings by severity, rules that were unknown somewhere, and what came and went of failed checks. */
function pointLines(page: Page, points: readonly TrendPoint[]): string[] {
  if (page.width < NARROWEST_FOR_COLUMNS)
    return points.flatMap((point) => {
      const told = COLUMNS.filter(({ of }) => !['', '0'].includes(of(point))).map(
        ({ title, of }) => `${of(point)} ${title}`,
      );
      return paragraph(page, '', `${momentOf(point.startedAt)}: ${told.join(', ') || 'no finding'}`);
    });
  const line = (first: string, cells: readonly string[]) =>
    `${first.padEnd(FIRST_WIDTH)}${cells.map((cell, index) => cell.padStart((COLUMNS[index]?.title.length ?? 0) + 2)).join('')}`.trimEnd();
  return [
    page.chalk.bold(
      line(
        'report',
        COLUMNS.map(({ title }) => title),
      ),
    ),
    ...points.map((point) =>
      line(
        momentOf(point.startedAt),
        COLUMNS.map(({ of }) => of(point)),
      ),
    ),
  ];
}

function durationLines(
  page: Page,
  title: string,
  counted: string,
  longest: string,
  rows: readonly Duration[],
): string[] {
  if (rows.length === 0) return [];
  const line = (first: string, ...cells: readonly string[]) =>
    `${first.padEnd(FIRST_WIDTH)}${cells.map((cell) => cell.padStart(10)).join('')}`;
  return [
    '',
    page.chalk.bold(line(title, counted, 'median', longest)),
    ...rows.map((row) =>
      line(row.label.toLowerCase(), figure(row.count), figure(row.median), figure(row.longest)),
    ),
  ];
}

function openLines(page: Page, open: readonly OpenVerdict[], details: boolean): string[] {
  if (open.length === 0) return ['', page.chalk.bold('Nothing is open.')];
  const shown = details ? open : open.slice(0, SHOWN);
  const note =
    shown.length === open.length
      ? count(open.length, 'failed check')
      : `${shown.length} of ${count(open.length, 'failed check')}, the gravest and oldest; --details tells all`;
  return ['', heading(page, 'Open', note), ...shown.flatMap((each) => openLine(page, each))];
}

function openLine(page: Page, { verdict, days, lastSeenAt }: OpenVerdict): string[] {
  const { severity, title, ruleId, accountId, resource } = verdict;
  const { label } = severity;
  const unseen = lastSeenAt === undefined ? [] : [`not looked at since ${momentOf(lastSeenAt)}`];
  const start = `  ${label}  ${count(days, 'day')}  `;
  const [first = '', ...others] = paragraph(page, start, `${title} (${ruleId})`);
  return [
    first.replace(label, (word) => severityColour(page, label)(word)),
    ...others,
    ...paragraph(page, '    ', [verdictName(verdict), accountId, resource.region, ...unseen].join(' · ')),
  ];
}
