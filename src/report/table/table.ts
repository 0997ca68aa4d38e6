import type { Finding, Report } from '../../finding/report.ts';
import type { ReportSource } from '../../finding/report-source.ts';
import { SEVERITY_LABELS } from '../../finding/severity.ts';
import { conclusion, interruption } from '../content/conclusion.ts';
import { inOutline } from '../content/outline.ts';
import { baselineLines } from './baseline.ts';
import { findingLines } from './findings.ts';
import { fixFirstLines } from './fix-first.ts';
import { everyControlLines, frameworkLines } from './frameworks.ts';
import { headLines } from './head.ts';
import { everyUnknownLines, notLookedAtLines } from './not-looked-at.ts';
import { newPage, type Page, type PageOptions, paragraph, severityColour } from './page.ts';
import { serviceLines } from './services.ts';
import { suppressionLines } from './suppressions.ts';

export interface TableOptions extends PageOptions {
  /** Everything, instead of one screen. */
  readonly details: boolean;
  /** With details, for a reader who begins at the end, as on a terminal. */
  readonly worstLast: boolean;
}

/** What a table is laid out for where no terminal shows it, as in a file. */
export const SHEET: TableOptions = {
  width: 120,
  colour: false,
  links: false,
  details: false,
  worstLast: false,
};

/** Lines of one screen, from the width at which they hold. What the command line says after it has two of its own. */
const SCREENS = [
  { from: 100, lines: 70 - 2 },
  { from: 0, lines: 90 - 2 },
] as const;
const FEWEST_SERVICES = 6;

/**
 * Writes the report for people at a terminal: one screen whatever the account, or with details everything. No line is
 * wider than the page, but for commands and addresses, which are there to be copied. The last line is what it came to.
 */
export function tableFor(options: TableOptions = SHEET): (report: Report) => string {
  const page = newPage(options);
  return (report) => {
    const sections = options.details ? everything(page, report, options.worstLast) : screen(page, report);
    return `${blocks(sections).join('\n')}\n`;
  };
}

/**
 * The same for a report that is read finding by finding. One screen says nothing of evidence and reasons, so of each
 * finding only its name and place are gathered; with details it tells all, and gathers all.
 */
export function tableWriter(options: TableOptions): (source: ReportSource) => AsyncIterable<string> {
  const table = tableFor(options);
  return async function* ({ head, findings }) {
    const gathered: Finding[] = [];
    for await (const finding of findings()) gathered.push(options.details ? finding : inOutline(finding));
    yield table({ ...head, findings: gathered });
  };
}

/**
 * The head, the services, the frameworks, what to mend first, what could not be looked at, and what it came to. What to mend gets the
 * lines that it needs before a long list of services does.
 */
function screen(page: Page, report: Report): string[][] {
  const most = SCREENS.find(({ from }) => page.width >= from)?.lines ?? 0;
  const [head, frameworks, unknown, end] = [
    headLines(page, report),
    frameworkLines(page, report),
    notLookedAtLines(page, report),
    endLines(page, report),
  ];
  const left = (...taken: string[][]) =>
    most - blocks([head, frameworks, unknown, end, ...taken, ['']]).length;
  const services = serviceLines(page, report, Number.POSITIVE_INFINITY);
  const fix = fixFirstLines(page, report, left(services.slice(0, FEWEST_SERVICES)) - 1);
  const room = left(fix);
  return [
    head,
    services.length <= room ? services : serviceLines(page, report, room - 1),
    frameworks,
    fix,
    unknown,
    end,
  ];
}

function everything(page: Page, report: Report, worstLast: boolean): string[][] {
  const head = [
    headLines(page, report),
    serviceLines(page, report, Number.POSITIVE_INFINITY),
    everyControlLines(page, report),
  ];
  const findings = findingLines(page, report, worstLast);
  const suppressed = suppressionLines(page, report);
  const unknown = everyUnknownLines(page, report);
  const middle = worstLast ? [suppressed, unknown, findings] : [findings, unknown, suppressed];
  return [...head, ...middle, baselineLines(page, report), endLines(page, report)];
}

/** Sections with a blank line between them. */
function blocks(sections: readonly (readonly string[])[]): string[] {
  return sections
    .filter((lines) => lines.length > 0)
    .flatMap((lines, index) => [
      ...(index === 0 ? [] : ['']),
      ...(lines.at(-1) === '' && lines.length > 1 ? lines.slice(0, -1) : lines),
    ]);
}

/** What it came to, in the last line; green only when everything was looked at. */
function endLines(page: Page, report: Report): string[] {
  const { chalk } = page;
  const cut = interruption(report);
  const sure = report.unknowns.length === 0 && cut === undefined && report.summary.verdicts.passed > 0;
  const good = report.summary.findings.total === 0 && sure;
  return [
    ...(cut === undefined ? [] : paragraph(page, '', cut, { colour: chalk.bold })),
    ...paragraph(page, '', conclusion(report), {
      most: 3,
      colour: good ? chalk.black.bgGreen : chalk.bold,
    }).map((line) => withSeverities(page, line)),
  ];
}

function withSeverities(page: Page, line: string): string {
  return SEVERITY_LABELS.reduce(
    (text, label) =>
      text.replace(new RegExp(`[\\d,]+ ${label}`), (words) => severityColour(page, label)(words)),
    line,
  );
}
