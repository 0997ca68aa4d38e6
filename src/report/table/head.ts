import type { Report } from '../../finding/report.ts';
import { interruption } from '../content/conclusion.ts';
import { scanFacts, scanTitle } from '../content/scan-facts.ts';
import { type Page, paragraph } from './page.ts';

const LABEL_WIDTH = 11;
const LINES_EACH = 2;

/** Whose account it is, who read it, when, and what was left out: two lines for each at most. */
export function headLines(page: Page, report: Report): string[] {
  const cut = interruption(report);
  return [
    ...paragraph(page, '', scanTitle(report), { most: LINES_EACH, colour: page.chalk.bold }),
    ...(cut === undefined ? [] : paragraph(page, '', cut, { colour: page.chalk.bold })),
    ...scanFacts(report).flatMap(([label, fact]) =>
      paragraph(page, label.padEnd(LABEL_WIDTH), fact, { most: LINES_EACH }),
    ),
  ];
}
