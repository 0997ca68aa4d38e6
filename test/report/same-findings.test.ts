import { parse } from 'csv-parse/sync';
import { expect, it } from 'vitest';
import { z } from 'zod';
import type { Report } from '../../src/finding/report.ts';
import { formats } from '../../src/report/format.ts';
import { everythingReport } from '../support/everything-report.ts';
import { sourceOf, textOf } from '../support/report-source.ts';
import { companyReport, sampleFinding, sampleReport } from '../support/sample-report.ts';
import { elementsNamed, parseXml } from '../support/xml.ts';

/** What a format says of the findings of a report. */
interface Told {
  readonly active: number;
  /** Undefined where the format holds none. */
  readonly suppressed?: number;
  readonly closed?: number;
}

function many<T>(all: readonly T[], wanted: (one: T) => boolean): number {
  return all.filter(wanted).length;
}

const status = z.object({ status: z.string() });
const statuses = (all: readonly z.infer<typeof status>[]): Told => ({
  active: many(all, (one) => one.status === 'ACTIVE'),
  suppressed: many(all, (one) => one.status === 'SUPPRESSED'),
  closed: many(all, (one) => one.status === 'CLOSED'),
});

/** Of several statuses of one thing, the first that it has. */
function firstOf(all: readonly (readonly [id: string, status: string])[]): Told {
  const has = new Set(all.map((one) => one.join(' ')));
  const first = (id: string) =>
    ['ACTIVE', 'SUPPRESSED', 'CLOSED'].find((wanted) => has.has(`${id} ${wanted}`)) ?? '';
  return statuses([...new Set(all.map(([id]) => id))].map((id) => ({ status: first(id) })));
}

const number = (text: string, pattern: RegExp) =>
  Number(pattern.exec(text)?.[1]?.replaceAll(',', '') ?? 'NaN');

/** What each format says, parsed as its readers do. */
const READERS: Readonly<Record<string, (text: string) => Told>> = {
  json: (text) => statuses(z.object({ findings: z.array(status) }).parse(JSON.parse(text)).findings),
  ndjson: (text) => {
    const records = text
      .trimEnd()
      .split('\n')
      .map((line) => z.looseObject({ recordType: z.string() }).parse(JSON.parse(line)))
      .filter(({ recordType }) => recordType === 'finding');
    return statuses(z.array(status).parse(records));
  },
  // A row for each part, as each has a status of its own; a finding is active while one of its parts is.
  csv: (text) => {
    const rows = z
      .array(z.object({ kind: z.string(), status: z.string(), findingId: z.string() }))
      .parse(parse(text, { columns: true, bom: true, record_delimiter: '\r\n' }))
      .filter(({ kind }) => kind === 'finding');
    return firstOf(rows.map((row) => [row.findingId, row.status]));
  },
  // Code scanning closes what is no longer sent.
  sarif: (text) => {
    const { runs } = z
      .object({
        runs: z.array(
          z.object({ results: z.array(z.object({ suppressions: z.array(z.unknown()).optional() })) }),
        ),
      })
      .parse(JSON.parse(text));
    const results = runs.flatMap((run) => run.results);
    const suppressed = many(results, ({ suppressions = [] }) => suppressions.length > 0);
    return { active: results.length - suppressed, suppressed };
  },
  junit: (text) => {
    const root = parseXml(text);
    const elements = elementsNamed(root, 'testcase').flatMap(({ children }) => children);
    expect(root.attributes.tests).toBe(`${elementsNamed(root, 'testcase').length}`);
    expect(root.attributes.failures).toBe(`${many(elements, ({ name }) => name === 'failure')}`);
    const skipped = elements
      .filter(({ name }) => name === 'skipped')
      .map((one) => one.attributes.message ?? '');
    return {
      active: Number(root.attributes.failures),
      suppressed: many(skipped, (why) => why.startsWith('Suppressed')),
      closed: many(skipped, (why) => why.startsWith('Closed')),
    };
  },
  asff: (text) => {
    const all = z
      .array(
        z.object({
          Title: z.string(),
          RecordState: z.string(),
          Workflow: z.object({ Status: z.string() }),
          Compliance: z.object({ Status: z.string() }).optional(),
        }),
      )
      .parse(JSON.parse(text))
      .filter(({ Compliance }) => Compliance?.Status !== 'WARNING');
    const of = (state: string, workflow: string) =>
      many(all, ({ RecordState, Workflow }) => RecordState === state && Workflow.Status === workflow);
    return {
      active: of('ACTIVE', 'NEW'),
      suppressed: of('ARCHIVED', 'NEW'),
      closed: of('ARCHIVED', 'RESOLVED'),
    };
  },
  ocsf: (text) => {
    const all = z
      .array(z.object({ status_id: z.number(), compliance: z.object({ status: z.string() }).optional() }))
      .parse(JSON.parse(text))
      .filter(({ compliance }) => compliance?.status !== 'Unknown');
    const of = (id: number) => many(all, ({ status_id }) => status_id === id);
    return { active: of(1), suppressed: of(3), closed: of(4) };
  },
  oscal: (text) => {
    const { results } = z
      .object({
        'assessment-results': z.object({
          results: z.array(z.object({ risks: z.array(status).optional() })),
        }),
      })
      .parse(JSON.parse(text))['assessment-results'];
    const risks = results.flatMap((result) => result.risks ?? []);
    const of = (wanted: string) => many(risks, (risk) => risk.status === wanted);
    return { active: of('open'), suppressed: of('deviation-approved'), closed: of('closed') };
  },
  gitlab: (text) => {
    const all = z.array(z.object({ check_name: z.string() })).parse(JSON.parse(text));
    return { active: many(all, ({ check_name }) => !check_name.startsWith('postern/')) };
  },
  github: (text) => ({
    active:
      many(text.split('\n'), (line) =>
        /^::\w+ .*title=(?:CRITICAL|HIGH|MEDIUM|LOW|INFORMATIONAL)%3A/.test(line),
      ) + (number(text, /title=Postern%3A ([\d,]+) more finding/) || 0),
  }),
  markdown: (text) => ({ active: number(text, /^\*\*([\d,]+) findings?\b/m) }),
};

/** Pages for people, which tests of their own read. */
const FOR_PEOPLE = ['table', 'html'];

const part = (of: number) => sampleFinding({ part: `part-${of}` });
const REPORTS: Readonly<Record<string, Report>> = {
  'a report with something of everything': everythingReport,
  'a report of a company': companyReport,
  'more findings than a runner shows': sampleReport({
    findings: [
      ...Array.from({ length: 25 }, (_, of) => part(of)),
      {
        ...sampleFinding({ part: 'accepted', status: 'SUPPRESSED' }),
        suppression: { reason: 'meant to be' },
      },
      sampleFinding({ part: 'over', status: 'CLOSED' }),
    ],
  }),
};

it('is read in every format', () => {
  expect([...Object.keys(READERS), ...FOR_PEOPLE].sort()).toEqual(formats.map(({ name }) => name).sort());
});

/** A risk of OSCAL is a rule, whatever fails by it: open while one of its findings is active. */
const byRule = ({ findings }: Report) => firstOf(findings.map(({ ruleId, status }) => [ruleId, status]));

it.each(Object.entries(REPORTS))('every format tells the same findings: %s', async (_case, report) => {
  expect(statuses(report.findings).active).toBe(report.summary.findings.total);
  for (const format of formats) {
    const read = READERS[format.name];
    if (read === undefined) continue;
    const expected = format.name === 'oscal' ? byRule(report) : statuses(report.findings);
    const write = await format.writer({
      table: {},
      sarifLocation: 'postern.config.yaml',
      ocsfVersion: '1.6.0',
      note: () => {},
    });
    expect([format.name, { ...expected, ...read(await textOf(write(sourceOf(report)))) }]).toEqual([
      format.name,
      expected,
    ]);
  }
});
