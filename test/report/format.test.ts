import { describe, expect, it } from 'vitest';
import { formatNamed, formatOfFile, formats, type WriterOptions } from '../../src/report/format.ts';
import { SHEET, tableFor } from '../../src/report/table/table.ts';
import { sourceOf, textOf } from '../support/report-source.ts';
import { companyReport } from '../support/sample-report.ts';

const optionsFor = (table: WriterOptions['table']): WriterOptions => ({
  table,
  sarifLocation: 'postern.config.json',
  ocsfVersion: '1.6.0',
  note: (sentence) => expect.fail(sentence),
});

describe('formatOfFile', () => {
  it.each([
    ['report.json', 'json'],
    ['out/REPORT.JSON', 'json'],
    ['report.txt', 'table'],
    ['report.sarif', 'sarif'],
    ['report.sarif.json', 'sarif'],
    ['a.junit.xml', 'junit'],
    ['a.gitlab.json', 'gitlab'],
    ['a.github.txt', 'github'],
    ['report.asff.json', 'asff'],
    ['report.ocsf.json', 'ocsf'],
    ['report.oscal.json', 'oscal'],
    ['report.ndjson', 'ndjson'],
    ['report.jsonl', 'ndjson'],
    ['SUMMARY.md', 'markdown'],
    ['report.csv', 'csv'],
    ['report', undefined],
    ['report.json.bak', undefined],
    ['json', undefined],
  ])('%s is %s', (path, name) => {
    expect(formatOfFile(path)?.name).toBe(name);
  });
});

describe('formats', () => {
  it('are found by their names, and no two claim one name or ending', () => {
    for (const { name } of formats) expect(formatNamed(name)?.name).toBe(name);
    const endings = formats.flatMap((format) => format.endings);
    expect(new Set(endings).size).toBe(endings.length);
    expect(formatNamed('xml')).toBeUndefined();
  });

  it('lay out the table for the terminal that shows it, and for a sheet of 120 columns in a file', async () => {
    const terminal = { width: 80, colour: false, links: true, details: true, worstLast: true };
    const shown = await formatNamed('table')?.writer(optionsFor(terminal));
    expect(shown && (await textOf(shown(sourceOf(companyReport))))).toBe(tableFor(terminal)(companyReport));
    const filed = await formatOfFile('report.txt')?.writer(optionsFor({ details: true }));
    expect(filed && (await textOf(filed(sourceOf(companyReport))))).toBe(
      tableFor({ ...SHEET, details: true })(companyReport),
    );
    const screen = await formatOfFile('report.txt')?.writer(optionsFor({}));
    expect(screen && (await textOf(screen(sourceOf(companyReport))))).toBe(tableFor(SHEET)(companyReport));
    expect(SHEET).toEqual({ width: 120, colour: false, links: false, details: false, worstLast: false });
  });
});
