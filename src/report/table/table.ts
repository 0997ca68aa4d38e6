import type { Report } from '../../finding/report.ts';
import { interruption } from '../content/conclusion.ts';
import { count } from '../content/wording.ts';
import { findingLines } from './findings.ts';
import { newPage, type Page, type PageOptions, paragraph } from './page.ts';
import { summaryLines } from './summary.ts';
import { unknownLines } from './unknowns.ts';

/** What a table is laid out for where no terminal shows it, as in a file. */
const SHEET: PageOptions = { width: 120, colour: false };

/**
 * Writes the report for people at a terminal: findings, worst first, then what could not be looked at, then the
 * summary. No line is wider than the page, but for commands and addresses, which are there to be copied.
 */
export function tableFor(options: PageOptions = SHEET): (report: Report) => string {
  const page = newPage(options);
  return (report) => tableOn(page, report);
}

function tableOn(page: Page, report: Report): string {
  const cut = interruption(report);
  const lines = [
    ...paragraph(page, '', subject(report), page.chalk.bold),
    ...(cut === undefined ? [] : paragraph(page, '', cut, page.chalk.bold.red)),
    '',
    ...findingLines(page, report),
    ...unknownLines(page, report),
    ...summaryLines(page, report),
  ];
  return `${lines.join('\n')}\n`;
}

function subject({ product, scan }: Report): string {
  const [account, ...others] = scan.accounts;
  const accounts =
    account !== undefined && others.length === 0
      ? `account ${account.accountId}`
      : count(scan.accounts.length, 'account');
  const regions = scan.regions.length === 1 ? scan.regions.join() : count(scan.regions.length, 'Region');
  const moment = `${scan.startedAt.slice(0, 10)} ${scan.startedAt.slice(11, 16)} UTC`;
  return [
    `${product.name} ${product.version}`,
    accounts,
    regions,
    moment,
    ...(scan.source === 'TAPE' ? ['replayed from a tape'] : []),
  ].join(' · ');
}
