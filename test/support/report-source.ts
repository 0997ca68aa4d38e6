import type { ReportGatherer, ScanFacts } from '../../src/engine/gather-report.ts';
import type { Report } from '../../src/finding/report.ts';
import type { ReportSource } from '../../src/finding/report-source.ts';

/** A report at hand, as formats and the gate read it. */
export function sourceOf({ findings, ...head }: Report): ReportSource {
  return {
    head,
    async *findings() {
      yield* findings;
    },
  };
}

/** The whole of a report. */
export async function reportIn({ head, findings }: ReportSource): Promise<Report> {
  const all: Report['findings'] = [];
  for await (const finding of findings()) all.push(finding);
  return { ...head, findings: all };
}

/** The whole of what a gatherer was told. */
export function reportGathered(gatherer: ReportGatherer, facts: ScanFacts): Report {
  const findings = [...gatherer.takeFindings()];
  return { ...gatherer.head(facts), findings };
}

/** What a format writes. */
export async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const piece of pieces) text += piece;
  return text;
}
