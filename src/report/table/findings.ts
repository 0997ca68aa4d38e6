import type { Finding, Report } from '../../finding/report.ts';
import type { SeverityLabel } from '../../finding/severity.ts';
import { visible } from '../content/escape.ts';
import { type FindingGroup, groupFindings } from '../content/finding-groups.ts';
import { columns, truncate, wrapAtMost } from '../content/fit.ts';
import { proof } from '../content/proof.ts';
import { resourceName } from '../content/resource-name.ts';
import { count } from '../content/wording.ts';
import { bulleted, type Page, paragraph, row, ruler, severityColour, widthLeft } from './page.ts';

/** How many findings of a rule are shown; the milder, the fewer. */
const SHOWN: Readonly<Record<SeverityLabel, number>> = {
  CRITICAL: 10,
  HIGH: 5,
  MEDIUM: 5,
  LOW: 5,
  INFORMATIONAL: 5,
};
/** Severities told in full, with proof. Findings of the others are named: nobody should have to scroll past them. */
const IN_FULL: readonly SeverityLabel[] = ['CRITICAL', 'HIGH'];
/** Of those that are named, the severities that are told what to do about. */
const WITH_FIX: readonly SeverityLabel[] = ['MEDIUM'];
const COMMANDS_SHOWN = 3;
/** Lines for what proves all findings of a rule that are shown; where each has its own, it gets one. */
const PROOF_LINES = 3;
const NARROWEST_FOR_ROWS = 80;
const INDENT = 4;
const ACCOUNT_WIDTH = '111122223333'.length;

/** What every row of the report has in common, so that rows line up from rule to rule. */
interface Rows {
  readonly nameWidth: number;
  readonly regionWidth: number;
  readonly withAccount: boolean;
}

/** The findings by severity and rule: what is wrong, why it matters, where, and what to do. */
export function findingLines(page: Page, report: Report): string[] {
  const severities = groupFindings(report.findings);
  const shown = severities.flatMap(({ label, rules }) =>
    rules.flatMap(({ findings }) => findings.slice(0, SHOWN[label])),
  );
  const rows: Rows = {
    nameWidth: widest(shown.map(resourceName), page.width * 0.28),
    regionWidth: widest(shown.map(regionOf), page.width * 0.2),
    withAccount: new Set([...report.scan.accounts, ...shown].map(({ accountId }) => accountId)).size > 1,
  };
  return severities.flatMap(({ label, findings, rules }) => {
    const note = `${count(findings.length, 'finding')} of ${count(rules.length, 'rule')}`;
    return [
      ruler(page, label, note, severityColour(page, label)),
      '',
      ...(IN_FULL.includes(label)
        ? rules.flatMap((group) => [...ruleLines(page, rows, label, group), ''])
        : [...rules.flatMap((group) => namedLines(page, label, group)), ...explainLine(page), '']),
    ];
  });
}

function ruleLines(
  page: Page,
  rows: Rows,
  label: SeverityLabel,
  { first, findings }: FindingGroup,
): string[] {
  const shown = findings.slice(0, SHOWN[label]);
  const rest = findings.length - shown.length;
  return [
    ...headingLines(page, label, first),
    ...paragraph(page, '  Why  ', first.why),
    ...resourceLines(page, rows, shown),
    ...(rest === 0
      ? []
      : paragraph(page, '    ', `and ${rest} more (all of them in the JSON report: --output report.json)`)),
    ...paragraph(page, '  Fix  ', first.remediation.recommendation.text),
    `       ${page.chalk.dim(visible(first.remediation.recommendation.url))}`,
    ...commandLines(page, shown),
  ];
}

/** What is wrong, with what, and what to do about it. */
function namedLines(page: Page, label: SeverityLabel, { first, findings }: FindingGroup): string[] {
  const all = namesWithRegions(findings);
  const names = all.slice(0, SHOWN[label]);
  const rest = all.length - names.length;
  return [
    ...headingLines(page, label, first),
    ...paragraph(page, '    ', `${names.join(' · ')}${rest === 0 ? '' : ` · and ${rest} more`}`),
    ...(WITH_FIX.includes(label) ? paragraph(page, '  Fix  ', first.remediation.recommendation.text) : []),
  ];
}

/** Each name once; what is found in several Regions says in which. */
function namesWithRegions(findings: readonly Finding[]): string[] {
  const regions = new Map<string, string[]>();
  for (const finding of findings) {
    const name = resourceName(finding);
    regions.set(name, [...(regions.get(name) ?? []), regionOf(finding)]);
  }
  return [...regions].map(([name, places]) => {
    const [first = '', ...others] = [...new Set(places)];
    return others.length === 0 ? name : `${name} (${first} and ${count(others.length, 'more Region')})`;
  });
}

function explainLine(page: Page): string[] {
  return paragraph(page, '  ', 'postern explain <rule> tells why it matters and what to do.', page.chalk.dim);
}

function headingLines(page: Page, label: SeverityLabel, { title, ruleId, severity }: Finding): string[] {
  const { chalk } = page;
  const id = truncate(`${ruleId} · ${severity.score.toFixed(1)}`, page.width - 2);
  const lines = bulleted(page, severityColour(page, label), title, chalk.bold);
  const last = lines.at(-1) ?? '';
  return columns(last) + columns(id) + 2 <= page.width
    ? [...lines.slice(0, -1), `${last}  ${chalk.dim(id)}`]
    : [...lines, `  ${chalk.dim(id)}`];
}

/** A row for every finding, and under it the proof; what proves all of them stands once, under the last. */
function resourceLines(page: Page, rows: Rows, findings: readonly Finding[]): string[] {
  const proofs = findings.map(proof);
  const shared = new Set(proofs).size === 1;
  return findings.flatMap((finding, index) => [
    ...(page.width < NARROWEST_FOR_ROWS ? stacked : inARow)(page, rows, finding),
    ...(shared && index < findings.length - 1
      ? []
      : proofLines(page, proofs[index] ?? '', shared ? PROOF_LINES : 1)),
  ]);
}

function proofLines(page: Page, evidence: string, most: number): string[] {
  return wrapAtMost(evidence, page.width - 6, most).map((line) => `      ${page.chalk.dim(line)}`);
}

function wrongWith({ description, severity }: Finding): string {
  return severity.reason === undefined
    ? description
    : `${description} (${severity.label}: ${severity.reason})`;
}

function inARow(page: Page, rows: Rows, finding: Finding): string[] {
  const where = [
    { text: resourceName(finding), width: rows.nameWidth },
    ...(rows.withAccount ? [{ text: finding.accountId, width: ACCOUNT_WIDTH }] : []),
    { text: regionOf(finding), width: rows.regionWidth },
  ];
  return row(INDENT, [...where, { text: wrongWith(finding), width: widthLeft(page, INDENT, where) }]);
}

function stacked(page: Page, rows: Rows, finding: Finding): string[] {
  const where = [resourceName(finding), ...(rows.withAccount ? [finding.accountId] : []), regionOf(finding)];
  return [...paragraph(page, '    ', where.join(' · ')), ...paragraph(page, '      ', wrongWith(finding))];
}

/** Commands stand as they are, unwrapped and uncoloured, to be copied. */
function commandLines(page: Page, findings: readonly Finding[]): string[] {
  const example = findings.find(({ remediation }) => remediation.commands.length > 0);
  if (example === undefined) return [];
  const { commands } = example.remediation;
  const rest = commands.length - COMMANDS_SHOWN;
  const forAll = findings.every(({ remediation }) => remediation.commands.join('\n') === commands.join('\n'));
  return [
    ...(forAll ? [] : paragraph(page, '       ', `For ${resourceName(example)}:`)),
    ...commands.slice(0, COMMANDS_SHOWN).flatMap((command) => pasteable(page, command)),
    ...(rest > 0 ? paragraph(page, '       ', `and ${count(rest, 'command')} more in the JSON report`) : []),
  ];
}

/** A command with a hidden character escaped would be another command. */
function pasteable(page: Page, command: string): string[] {
  return visible(command) === command
    ? [`       ${command}`]
    : paragraph(
        page,
        '       ',
        'A name in this command has hidden characters: take it from the JSON report.',
      );
}

/** Where the resource lives: a bucket is judged with its account, and lives in a Region of its own. */
function regionOf({ resources, region }: Finding): string {
  return resources[0]?.region ?? region;
}

/** The width of a column: that of its widest text, within bounds. */
function widest(texts: readonly string[], most: number): number {
  const needed = texts.reduce((width, text) => Math.max(width, columns(visible(text))), 8);
  return Math.min(Math.floor(most), needed);
}
