import type { Finding, Report } from '../../finding/report.ts';
import type { SeverityLabel } from '../../finding/severity.ts';
import { visible } from '../content/escape.ts';
import { REACHED } from '../content/exposure.ts';
import { type FindingGroup, groupFindings, type SeverityGroup } from '../content/finding-groups.ts';
import { columns, truncate } from '../content/fit.ts';
import { isPasteable, NOT_PASTEABLE } from '../content/pasteable.ts';
import { type Place, placesOf } from '../content/places.ts';
import { nameOfId } from '../content/resource-name.ts';
import { count } from '../content/wording.ts';
import { addressLines, heading, type Page, paragraph, row, severityColour, widthLeft } from './page.ts';

const NARROWEST_FOR_ROWS = 80;
const INDENT = 4;
const ACCOUNT_WIDTH = '111122223333'.length;
const REMEDY = ' '.repeat(7);

/** What every row of the report has in common, so that rows line up from rule to rule. */
interface Rows {
  readonly nameWidth: number;
  readonly regionWidth: number;
  readonly withAccount: boolean;
}

/**
 * All active findings by severity and rule: what is wrong, why it matters, where, with the evidence, and what to do.
 * @param worstLast for a reader who begins at the end.
 */
export function findingLines(page: Page, report: Report, worstLast: boolean): string[] {
  const severities = groupFindings(report.findings);
  const places = severities.flatMap(({ findings }) => findings.flatMap(placesOf));
  const rows: Rows = {
    nameWidth: widest(
      places.map(({ name }) => name),
      page.width * 0.28,
    ),
    regionWidth: widest(
      places.map(({ region }) => region),
      page.width * 0.2,
    ),
    withAccount: new Set([...report.scan.accounts, ...places].map(({ accountId }) => accountId)).size > 1,
  };
  return inOrder(severities, worstLast).flatMap((severity) => severityLines(page, rows, severity, worstLast));
}

function severityLines(
  page: Page,
  rows: Rows,
  { label, findings, rules }: SeverityGroup,
  worstLast: boolean,
): string[] {
  return [
    heading(page, label, `${count(findings.length, 'finding')} of ${count(rules.length, 'rule')}`),
    '',
    ...inOrder(rules, worstLast).flatMap((group) => [...ruleLines(page, rows, label, group), '']),
  ];
}

function inOrder<T>(worstFirst: readonly T[], worstLast: boolean): readonly T[] {
  return worstLast ? [...worstFirst].reverse() : worstFirst;
}

function ruleLines(
  page: Page,
  rows: Rows,
  label: SeverityLabel,
  { first, findings }: FindingGroup,
): string[] {
  const { text, url } = first.remediation.recommendation;
  return [
    ...headingLines(page, label, first),
    ...paragraph(page, '  Why  ', first.why),
    ...placeLines(page, rows, findings),
    ...absorbedLines(page, findings),
    ...paragraph(page, '  Fix  ', text),
    ...addressLines(page, REMEDY, url),
    ...commandLines(page, findings.flatMap(placesOf)),
  ];
}

function headingLines(page: Page, label: SeverityLabel, { title, ruleId, severity }: Finding): string[] {
  const word = severityColour(page, label)(label);
  const start = `${label} ${severity.score.toFixed(1)}  `;
  const [top = '', ...others] = paragraph(page, start, title, { colour: page.chalk.bold });
  const id = truncate(ruleId, page.width - 2);
  const lines = [`${word}${top.slice(label.length)}`, ...others];
  return others.length === 0 && columns(start) + columns(visible(title)) + columns(id) + 2 <= page.width
    ? [`${lines.join()}  ${id}`]
    : [...lines, `  ${id}`];
}

/** A row for every place, and under it the evidence; what proves several in a row stands once, under the last. */
function placeLines(page: Page, rows: Rows, findings: readonly Finding[]): string[] {
  return findings.flatMap((finding) => {
    const places = placesOf(finding);
    const whole = finding.parts === undefined ? [] : paragraph(page, '    ', finding.description);
    return [...whole, ...places.flatMap((place, index) => placeLine(page, rows, place, places[index + 1]))];
  });
}

function placeLine(page: Page, rows: Rows, place: Place, next: Place | undefined): string[] {
  const proof = place.proof();
  return [
    ...(page.width < NARROWEST_FOR_ROWS ? stacked : inARow)(page, rows, place),
    ...(proof === '' || next?.proof() === proof ? [] : paragraph(page, '      ', proof)),
  ];
}

function wrongWith({ description, severity, exposure, baselineState }: Place): string {
  const notes = [
    ...(baselineState === 'NEW' ? ['new'] : []),
    ...(severity.reason === undefined ? [] : [`${severity.label}: ${severity.reason}`]),
    ...(exposure === undefined ? [] : [REACHED[exposure]]),
  ];
  return notes.length === 0 ? description : `${description} (${notes.join('; ')})`;
}

function inARow(page: Page, rows: Rows, place: Place): string[] {
  const where = [
    { text: place.name, width: rows.nameWidth },
    ...(rows.withAccount ? [{ text: place.accountId, width: ACCOUNT_WIDTH }] : []),
    { text: place.region, width: rows.regionWidth },
  ];
  return row(INDENT, [...where, { text: wrongWith(place), width: widthLeft(page, INDENT, where) }]);
}

function stacked(page: Page, rows: Rows, place: Place): string[] {
  const where = [place.name, ...(rows.withAccount ? [place.accountId] : []), place.region];
  return [...paragraph(page, '    ', where.join(' · ')), ...paragraph(page, '      ', wrongWith(place))];
}

/** What other rules found fails for the same cause, rule by rule. */
function absorbedLines(page: Page, findings: readonly Finding[]): string[] {
  const byRule = new Map<string, string[]>();
  for (const { ruleId, resourceId, part } of findings.flatMap(({ absorbs }) => absorbs ?? [])) {
    const name = nameOfId(resourceId);
    const names = [...(byRule.get(ruleId) ?? []), part === undefined ? name : `${name}, ${part}`];
    byRule.set(ruleId, names);
  }
  return [...byRule].flatMap(([ruleId, names]) =>
    paragraph(page, '  Tells too  ', `${ruleId}: ${[...new Set(names)].join(' · ')}`, { most: 40 }),
  );
}

/** Commands stand as they are, unwrapped and uncoloured, to be copied. */
function commandLines(page: Page, places: readonly Place[]): string[] {
  const commands = [...new Set(places.flatMap((place) => place.commands))];
  return commands.flatMap((command) => pasteable(page, command));
}

function pasteable(page: Page, command: string): string[] {
  return isPasteable(command) ? [`${REMEDY}${command}`] : paragraph(page, REMEDY, NOT_PASTEABLE);
}

/** The width of a column: that of its widest text, within bounds. */
function widest(texts: readonly string[], most: number): number {
  const needed = texts.reduce((width, text) => Math.max(width, columns(visible(text))), 8);
  return Math.min(Math.floor(most), needed);
}
