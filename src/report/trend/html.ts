import { createHash } from 'node:crypto';
import type { ClosedVerdict, OpenVerdict, TrendPoint, TrendSeries } from '../../finding/history/trend.ts';
import { SEVERITY_LABELS, type SeverityLabel } from '../../finding/severity.ts';
import { htmlText } from '../content/html-text.ts';
import {
  byDayClass,
  type Duration,
  durations,
  isLeftOut,
  seriesName,
  seriesSpan,
  unevenness,
} from '../content/trend-numbers.ts';
import { verdictName } from '../content/verdict-groups.ts';
import { count, figure, momentOf } from '../content/wording.ts';
import { STYLE } from './style.ts';

/** Rows that stand open; the rest of a long table is folded away. */
const ROWS_SHOWN = 100;
/** A picture, in the units of its view box, which scales to the page. */
const WIDE = { width: 720, height: 240, left: 44, right: 8, top: 12, bottom: 28 };
const NARROW = { width: 350, row: 34, left: 128, right: 44 };
const DATES_SHOWN = 6;

/**
 * Writes how findings came and went as one HTML file that asks nothing of anybody: no script, no network, pictures as
 * SVG, and a content security policy that lets nothing but its own style in.
 */
export function* trendHtml(all: readonly TrendSeries[]): Generator<string> {
  const hash = createHash('sha256').update(STYLE).digest('base64');
  yield `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Postern: how findings came and went</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>How findings came and went</h1>
`;
  for (const [index, series] of all.entries()) yield* seriesHtml(series, `s${index}`);
  yield '</main>\n</body>\n</html>\n';
}

function* seriesHtml(series: TrendSeries, id: string): Generator<string> {
  const { points, open, closed } = series;
  const uneven = unevenness(series);
  yield `<section aria-labelledby="${id}">\n<h2 id="${id}">${htmlText(seriesName(series))}</h2>\n`;
  yield `<p>${htmlText(`${seriesSpan(series)}. ${openSentence(open)}`)}</p>\n`;
  if (uneven !== undefined) yield `<p class="note">${htmlText(uneven)}</p>\n`;
  yield `<h3>Findings by severity</h3>\n${legend()}\n<div class="scroll" role="region" aria-label="Findings by severity" tabindex="0">${columnsPicture(points, `${id}-columns`)}</div>\n`;
  yield `<div class="pair">\n`;
  yield `<div><h3>How long they are open</h3>\n${barsPicture(open, `${id}-open`, 'Open failed checks by age and severity')}\n${durationTable(durations(open), 'Open failed checks, in days', 'Open', 'Oldest')}</div>\n`;
  yield `<div><h3>How long they took to close</h3>\n${barsPicture(closed, `${id}-closed`, 'Closed failed checks by time to close and severity')}\n${durationTable(durations(closed), 'Closed failed checks, in days', 'Closed', 'Longest')}</div>\n`;
  yield `</div>\n<h3>Reports</h3>\n`;
  yield* table('Reports, the earliest first', POINT_HEADS, points.map(pointRow));
  yield `<h3>Open</h3>\n<p>Failed checks that the last report has or did not look for, the gravest and oldest first.</p>\n`;
  yield* table('Open failed checks', OPEN_HEADS, open.map(openRow));
  yield `<h3>Closed</h3>\n<p>Failed checks that a report looked for and no longer had, the last ones first. A scan sees it late, by the time since the scan before.</p>\n`;
  yield* table('Closed failed checks', CLOSED_HEADS, [...closed].reverse().map(closedRow));
  yield '</section>\n';
}

function openSentence(open: readonly OpenVerdict[]): string {
  const oldest = open.reduce((days, each) => Math.max(days, each.days), 0);
  if (open.length === 0) return 'Nothing is open.';
  return `${count(open.length, 'failed check')} ${open.length === 1 ? 'is' : 'are'} open, the oldest for ${count(oldest, 'day')}.`;
}

function legend(): string {
  const items = SEVERITY_LABELS.map(
    (label) => `<li><span class="swatch ${label.toLowerCase()}"></span>${label.toLowerCase()}</li>`,
  );
  return `<ul class="legend" aria-label="Colours of the pictures">${items.join('')}</ul>`;
}

/** A column for each report, the gravest at the bottom. */
function columnsPicture(points: readonly TrendPoint[], id: string): string {
  const { width, height, left, right, top, bottom } = WIDE;
  const total = ({ bySeverity }: TrendPoint) =>
    SEVERITY_LABELS.reduce((sum, label) => sum + bySeverity[label], 0);
  const most = niceCeiling(Math.max(1, ...points.map(total)));
  const y = (value: number) => height - bottom - (value / most) * (height - bottom - top);
  const step = (width - left - right) / points.length;
  const bar = Math.min(step * 0.8, 60);
  const every = Math.ceil(points.length / DATES_SHOWN);
  const grid = [0, most / 2, most].map(
    (value) =>
      `<line class="grid" x1="${left}" x2="${width - right}" y1="${round(y(value))}" y2="${round(y(value))}"/><text class="axis end" x="${left - 6}" y="${round(y(value) + 4)}">${figure(value)}</text>`,
  );
  const columns = points.map((point, index) => {
    const x = left + step * (index + 0.5) - bar / 2;
    let stacked = 0;
    const rects = SEVERITY_LABELS.flatMap((label) => {
      const value = point.bySeverity[label];
      const from = stacked;
      stacked += value;
      return value === 0 ? [] : [rect(label, x, y(stacked), bar, y(from) - y(stacked))];
    });
    const date =
      index % every === 0
        ? `<text class="axis middle" x="${round(x + bar / 2)}" y="${height - 8}">${point.startedAt.slice(0, 10)}</text>`
        : '';
    return `<g><title>${momentOf(point.startedAt)}: ${severitiesInWords(point.bySeverity)}</title>${rects.join('')}</g>${date}`;
  });
  const [first, last] = [points.at(0), points.at(-1)];
  const said = [first, last]
    .flatMap((point) =>
      point === undefined ? [] : [`${momentOf(point.startedAt)}: ${severitiesInWords(point.bySeverity)}`],
    )
    .join('. ');
  return picture(id, width, height, 'Active findings by severity, report by report', said, [
    ...grid,
    ...columns,
  ]);
}

type Lasting = OpenVerdict | ClosedVerdict;

/** A bar for each class of days. */
function barsPicture(items: readonly Lasting[], id: string, title: string): string {
  const { width, row, left, right } = NARROW;
  const classes = byDayClass(items);
  const total = (bySeverity: Readonly<Record<SeverityLabel, number>>) =>
    SEVERITY_LABELS.reduce((sum, label) => sum + bySeverity[label], 0);
  const most = Math.max(1, ...classes.map(({ bySeverity }) => total(bySeverity)));
  const scale = (width - left - right) / most;
  const bars = classes.map(({ name, bySeverity }, index) => {
    const y = index * row;
    let x = left;
    const rects = SEVERITY_LABELS.flatMap((label) => {
      const length = bySeverity[label] * scale;
      const from = x;
      x += length;
      return length === 0 ? [] : [rect(label, from, y + 6, length, row - 12)];
    });
    return `<text class="axis end" x="${left - 8}" y="${y + row / 2 + 4}">${name}</text><g><title>${name}: ${severitiesInWords(bySeverity)}</title>${rects.join('')}</g><text class="axis" x="${round(x + 6)}" y="${y + row / 2 + 4}">${figure(total(bySeverity))}</text>`;
  });
  const said = classes.map(({ name, bySeverity }) => `${name}: ${severitiesInWords(bySeverity)}`).join('. ');
  return picture(id, width, row * classes.length, title, said, bars);
}

function picture(
  id: string,
  width: number,
  height: number,
  title: string,
  description: string,
  content: readonly string[],
): string {
  return `<svg viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="${id}-title ${id}-description"><title id="${id}-title">${htmlText(title)}</title><desc id="${id}-description">${htmlText(description)}</desc>${content.join('')}</svg>`;
}

function rect(label: SeverityLabel, x: number, y: number, width: number, height: number): string {
  return `<rect class="${label.toLowerCase()}" x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}"/>`;
}

function severitiesInWords(bySeverity: Readonly<Record<SeverityLabel, number>>): string {
  const told = SEVERITY_LABELS.filter((label) => bySeverity[label] > 0).map(
    (label) => `${figure(bySeverity[label])} ${label.toLowerCase()}`,
  );
  return told.join(', ') || 'none';
}

function durationTable(rows: readonly Duration[], caption: string, counted: string, longest: string): string {
  if (rows.length === 0) return '<p class="note">None.</p>';
  const body = rows.map(
    ({ label, count, median, longest }) =>
      `<tr><th scope="row">${badge(label)}</th><td class="number">${figure(count)}</td><td class="number">${figure(median)}</td><td class="number">${figure(longest)}</td></tr>`,
  );
  return `<div class="scroll" role="region" aria-label="${caption}" tabindex="0"><table><caption>${caption}</caption><thead><tr><th scope="col">Severity</th><th scope="col" class="number">${counted}</th><th scope="col" class="number">Median</th><th scope="col" class="number">${longest}</th></tr></thead><tbody>${body.join('')}</tbody></table></div>`;
}

/** A head of a column, and how what stands in it is set: figures to the right, what is short in one line. */
type Head = readonly [title: string, set?: 'number' | 'short'];

const POINT_HEADS: readonly Head[] = [
  ['Report', 'short'],
  ...SEVERITY_LABELS.map((label): Head => [label.slice(0, 1) + label.slice(1).toLowerCase(), 'number']),
  ['Unknown', 'number'],
  ['New', 'number'],
  ['Gone', 'number'],
  ['Rules', 'number'],
  ['Regions', 'number'],
];
const WHAT_HEADS: readonly Head[] = [['Finding'], ['Resource'], ['Account', 'short'], ['Region', 'short']];
const OPEN_HEADS: readonly Head[] = [
  ['Severity', 'short'],
  ['Days', 'number'],
  ['Since', 'short'],
  ...WHAT_HEADS,
];
const CLOSED_HEADS: readonly Head[] = [
  ['Severity', 'short'],
  ['Days', 'number'],
  ['Since', 'short'],
  ['Closed', 'short'],
  ...WHAT_HEADS,
];

function pointRow(point: TrendPoint): string[] {
  const { startedAt, status, bySeverity, unknownRules, opened, closed, rules, regions } = point;
  const cut = status === 'INTERRUPTED' ? ' (interrupted)' : '';
  return [
    `${momentOf(startedAt)}${cut}`,
    ...SEVERITY_LABELS.map((label) => (isLeftOut(point, label) ? 'left out' : figure(bySeverity[label]))),
    figure(unknownRules),
    opened === undefined ? '' : figure(opened),
    closed === undefined ? '' : figure(closed),
    figure(rules),
    figure(regions),
  ];
}

function openRow({ verdict, days, since, lastSeenAt }: OpenVerdict): string[] {
  const unseen = lastSeenAt === undefined ? '' : `<br>(not looked at since ${lastSeenAt.slice(0, 10)})`;
  return [
    badge(verdict.severity.label),
    figure(days),
    `${since.slice(0, 10)}${unseen}`,
    ...whatCells(verdict),
  ];
}

function closedRow({ verdict, days, since, closedAt }: ClosedVerdict): string[] {
  return [
    badge(verdict.severity.label),
    figure(days),
    since.slice(0, 10),
    closedAt.slice(0, 10),
    ...whatCells(verdict),
  ];
}

function whatCells(verdict: OpenVerdict['verdict']): string[] {
  const { title, ruleId, accountId, resource } = verdict;
  return [
    `${htmlText(title)} <span class="rule">${htmlText(ruleId)}</span>`,
    htmlText(verdictName(verdict)),
    htmlText(accountId),
    htmlText(resource.region),
  ];
}

function badge(label: SeverityLabel): string {
  return `<span class="badge ${label.toLowerCase()}">${label.toLowerCase()}</span>`;
}

/** @param rows of cells that are HTML already */
function* table(
  caption: string,
  heads: readonly Head[],
  rows: readonly (readonly string[])[],
): Generator<string> {
  if (rows.length === 0) {
    yield '<p class="note">None.</p>\n';
    return;
  }
  yield* rowsTable(caption, heads, rows.slice(0, ROWS_SHOWN));
  const rest = rows.slice(ROWS_SHOWN);
  if (rest.length === 0) return;
  yield `<details><summary>${figure(rest.length)} more</summary>\n`;
  yield* rowsTable(`${caption}, the rest`, heads, rest);
  yield '</details>\n';
}

/** A table that is wider than a phone is scrolled by itself, with the keyboard too. */
function* rowsTable(
  caption: string,
  heads: readonly Head[],
  rows: readonly (readonly string[])[],
): Generator<string> {
  const classOf = (index: number) => {
    const set = heads[index]?.[1];
    return set === undefined ? '' : ` class="${set}"`;
  };
  const head = heads.map(([title], index) => `<th scope="col"${classOf(index)}>${title}</th>`).join('');
  yield `<div class="scroll" role="region" aria-label="${caption}" tabindex="0"><table><caption>${caption}</caption><thead><tr>${head}</tr></thead><tbody>\n`;
  for (const cells of rows)
    yield `<tr>${cells.map((cell, index) => `<td${classOf(index)}>${cell}</td>`).join('')}</tr>\n`;
  yield '</tbody></table></div>\n';
}

/** A round number that is no smaller, with a half that is one, too. */
function niceCeiling(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const ceiling =
    [1, 2, 3, 4, 5, 6, 8, 10].map((times) => times * power).find((nice) => nice >= value) ?? value;
  return Math.max(2, ceiling);
}

function round(number: number): number {
  return Math.round(number * 100) / 100;
}
