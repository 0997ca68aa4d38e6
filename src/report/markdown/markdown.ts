import type { Report } from '../../finding/report.ts';
import type { ReportSource } from '../../finding/report-source.ts';
import { count } from '../content/wording.ts';
import { baselineSection, suppressedSection } from './baseline.ts';
import { bytes, findingsSection } from './findings.ts';
import { frameworksSection } from './frameworks.ts';
import { gather, SHOWN } from './gather.ts';
import { notLookedAtSection } from './not-looked-at.ts';
import { fixFirstSection, headSection, servicesSection } from './summary.ts';

/**
 * Bytes that the page may have: a step of GitHub Actions may write a summary of 1 MiB, of which others need some.
 * https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands#adding-a-job-summary
 */
const MOST = 1_000_000;
const ENDING = 500;

/**
 * The report as a page of GitHub-flavoured Markdown, as a job summary or a comment on a pull request shows it. Lists
 * end after 25 rows and say how many more there are; where the page would grow too long, the mildest rules are a line
 * each.
 * @param note is told what there was no room for
 */
export function markdownReport(
  note: (sentence: string) => void,
): (source: ReportSource) => AsyncGenerator<string> {
  return async function* ({ head, findings }) {
    const gathered = await gather(findings);
    const report: Report = { ...head, findings: [...gathered.findings] };
    const before = headSection(report) + servicesSection(report) + fixFirstSection(report);
    const after = [
      notLookedAtSection(report),
      baselineSection(head, gathered),
      frameworksSection(head),
      suppressedSection(head, gathered),
    ].join('');
    const { text, cut } = findingsSection(report, gathered, MOST - ENDING - bytes(before) - bytes(after));
    yield before;
    yield text;
    yield after;
    yield `Lists show the first ${SHOWN} rows; the JSON report has everything.\n`;
    if (cut === 0) return;
    const sentence = `The findings of ${count(cut, 'rule')}, the mildest, are counted without their places, since GitHub takes a summary of 1 MiB: the JSON report has all.`;
    note(sentence);
    yield `\n${sentence}\n`;
  };
}
