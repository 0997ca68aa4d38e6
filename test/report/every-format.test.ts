import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Report } from '../../src/finding/report.ts';
import { type Format, formats, OCSF_VERSIONS, type WriterOptions } from '../../src/report/format.ts';
import { everythingReport } from '../support/everything-report.ts';
import { HOSTILE_TEXTS, LONG_TEXT, OBEYED } from '../support/hostile-text.ts';
import { withHostile } from '../support/replaced-texts.ts';
import { sourceOf, textOf } from '../support/report-source.ts';
import { companyReport, sampleFinding, sampleGathered, sampleReport } from '../support/sample-report.ts';

interface Written {
  readonly text: string;
  readonly notes: readonly string[];
}

async function written(
  format: Format,
  report: Report,
  options: Partial<WriterOptions> = {},
): Promise<Written> {
  const notes: string[] = [];
  const write = await format.writer({
    table: {},
    sarifLocation: 'postern.config.yaml',
    ocsfVersion: '1.6.0',
    note: (sentence) => notes.push(sentence),
    ...options,
  });
  return { text: await textOf(write(sourceOf(report))), notes };
}

/** What a format must not hold, and how what it holds is read; formats that are not named are JSON. */
interface World {
  /** @throws unless the text is what the format promises */
  readonly expectSound: (text: string) => void;
  /** Line breaks; default: line feeds. */
  readonly lines?: '\n' | '\r\n';
  /** What a CI runner obeys of what others wrote; default: any command. */
  readonly obeyed?: RegExp;
}

const JSON_WORLD: World = { expectSound: (text) => JSON.parse(text) };

const WORLDS: Readonly<Record<string, World>> = {
  table: { expectSound: () => {} },
  ndjson: {
    expectSound: (text) => {
      for (const line of text.trimEnd().split('\n')) JSON.parse(line);
    },
  },
  csv: {
    lines: '\r\n',
    expectSound: (text) => {
      const rows = z.array(z.array(z.string())).parse(parse(text, { record_delimiter: '\r\n' }));
      for (const cell of rows.flat()) expect(cell).not.toMatch(/^[\s"]*[=+\-@\t\r]|;[\s"]*[=+\-@]/);
    },
  },
  markdown: { expectSound: expectSoundMarkdown },
  junit: { expectSound: expectNoMarkup },
  html: { expectSound: expectNoMarkup },
  // Its own lines are commands; what others wrote stands within them.
  github: { expectSound: () => {}, obeyed: /##\w*\[|^\s*::error(?: file=a)?::injected/m },
};

function expectNoMarkup(text: string): void {
  expect(text).not.toMatch(/<script>alert|<img src=x|<x a=|\]\]><x|<!-- <!\[CDATA/);
}

/** Outside of fenced code nothing is markup but what the format itself writes, and rows are as long as their heads. */
function expectSoundMarkdown(text: string): void {
  const page = text.replaceAll(/^(`{3,})sh\n[\s\S]*?\n\1$/gm, '');
  expect(page.match(/<(?!\/?(?:details|summary|code)>)/)).toBeNull();
  expect(page.match(/<details>/g)?.length).toBe(page.match(/<\/details>/g)?.length);
  expect(page.match(/@octocat|(?<!&)#12|\*\*c\*\*|\]\(https:\/\/evil|^```|^# e/m)).toBeNull();
  for (const [table = ''] of page.matchAll(/(?:^\|.*\n)+/gm))
    expect(
      new Set(
        table
          .trimEnd()
          .split('\n')
          .map((row) => row.split('|').length),
      ).size,
    ).toBe(1);
}

/** Controls, but for the line feed, and everything that turns a text around. */
const ACTS = /(?!\n)[\p{Cc}\u202a-\u202e\u2066-\u2069\u2028\u2029]/u;
const LONE_SURROGATE = /\p{Cs}/u;

function expectSound(format: Format, text: string): void {
  const { expectSound, lines = '\n', obeyed = OBEYED } = WORLDS[format.name] ?? JSON_WORLD;
  expectSound(text);
  const inLines = lines === '\n' ? text : text.replaceAll(lines, '\n');
  expect(inLines.match(ACTS)).toBeNull();
  expect(inLines.match(obeyed)).toBeNull();
  expect(text.match(LONE_SURROGATE)).toBeNull();
}

const parts = Array.from({ length: 1_000 }, (_, index) =>
  sampleFinding({ part: `part-${index}-of-it`, score: 8, description: `Part ${index} is open.` }),
);

const withManyParts = sampleReport({ findings: [sampleGathered(parts)] });

const REPORTS: Readonly<Record<string, Report>> = {
  'an empty report': sampleReport(),
  'a report with something of everything': everythingReport,
  'a report of a company': companyReport,
  'a finding with 1,000 parts': withManyParts,
  'nothing but suppressed findings': sampleReport({
    findings: [{ ...sampleFinding({ status: 'SUPPRESSED' }), suppression: { reason: 'meant to be' } }],
  }),
  'a scan that was interrupted before it knew an account': sampleReport({
    status: 'INTERRUPTED',
    accountIds: [],
    regions: [],
  }),
};

describe.each(formats.map((format) => [format.name, format] as const))('%s', (_name, format) => {
  it.each(Object.entries(REPORTS))(
    'writes the same bytes twice, and sound ones: %s',
    async (_case, report) => {
      const first = await written(format, report);
      expectSound(format, first.text);
      expect(await written(format, structuredClone(report))).toEqual(first);
      expect(first.text === '' || first.text.endsWith('\n')).toBe(true);
    },
  );

  it.each(Object.entries(HOSTILE_TEXTS))(
    'holds and does not obey, in every field: %s',
    async (_case, text) => {
      for (const report of [everythingReport, companyReport]) {
        const { text: told, notes } = await written(format, withHostile(report, text));
        expectSound(format, told);
        for (const note of notes) expect(note.length).toBeLessThan(1_000);
      }
    },
  );

  it('holds 10,000 characters, and breaks none where it cuts them', async () => {
    const [, , , vulnerable = sampleFinding()] = everythingReport.findings;
    const report = sampleReport({ findings: [vulnerable], unknowns: everythingReport.unknowns.slice(0, 1) });
    expectSound(format, (await written(format, withHostile(report, LONG_TEXT))).text);
  });

  it('tells all 1,000 parts of a finding, or how many there are besides', async () => {
    const { text, notes } = await written(format, withManyParts);
    const told = new Set(text.match(/part-\d+-of-it/g)).size;
    const besides = [1_000 - told, 1_000].flatMap((figure) => [`${figure}`, figure.toLocaleString('en-US')]);
    const said = [text, ...notes].join('\n');
    if (told < 1_000) expect(besides.some((figure) => said.includes(figure))).toBe(true);
  });
});

// GitLab's items are a sentence, Security Hub takes 512 characters, and the screen begins with what to fix.
it.each(
  formats
    .filter(({ name }) => !['gitlab', 'asff', 'table'].includes(name))
    .map((format) => [format.name, format]),
)('%s tells all that is to be done, of which our rules say up to 1,021 characters', async (_name, format) => {
  const fix = `${'Do this and that. '.repeat(57)}Then it is well.`;
  const { text } = await written(format, sampleReport({ findings: [sampleFinding({ fix })] }));
  expect(text).toContain('Then it is well.');
});

it.each(OCSF_VERSIONS)(
  'formats that ask for a release of OCSF hold hostile text in each: %s',
  async (ocsfVersion) => {
    const ocsf = formats.find(({ name }) => name === 'ocsf');
    if (ocsf === undefined) return;
    for (const text of Object.values(HOSTILE_TEXTS))
      expectSound(ocsf, (await written(ocsf, withHostile(everythingReport, text), { ocsfVersion })).text);
  },
);
