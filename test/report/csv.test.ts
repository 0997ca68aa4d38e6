import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Report } from '../../src/finding/report.ts';
import { csvReport } from '../../src/report/csv.ts';
import { everythingReport } from '../support/everything-report.ts';
import { failedVerdicts } from '../support/failed-verdicts.ts';
import { sourceOf, textOf } from '../support/report-source.ts';
import { sampleFinding, sampleGathered, sampleReport } from '../support/sample-report.ts';

const csvOf = (report: Report) => textOf(csvReport(sourceOf(report)));
const rowsIn = (csv: string) =>
  z.array(z.record(z.string(), z.string())).parse(parse(csv, { columns: true, record_delimiter: '\r\n' }));
const rowsOf = async (report: Report) => rowsIn(await csvOf(report));
const evidenceIn = async (text: string) =>
  (await rowsOf(sampleReport({ findings: [sampleFinding({ evidence: { Tag: text } })] })))[0]?.evidence;

describe('csvReport', () => {
  it('has a row for each failed and unknown verdict, for what is gone, and for each control', async () => {
    const rows = await rowsOf(everythingReport);
    const of = (kind: string) => rows.filter((row) => row.kind === kind);
    const told = [...of('finding'), ...of('absorbed')].map(({ findingId, partId }) => partId || findingId);
    expect(told.sort()).toEqual(
      failedVerdicts(everythingReport)
        .map(({ id }) => id)
        .sort(),
    );
    expect(of('unknown')).toHaveLength(everythingReport.summary.verdicts.unknown);
    expect(of('control').map(({ status }) => status)).toEqual([
      ...['PASSED', 'PASSED_IN_PART', 'FAILED', 'UNKNOWN', 'NOT_APPLICABLE', 'MANUAL', 'NOT_JUDGED'],
    ]);
    expect(of('gone')).toEqual([expect.objectContaining({ status: 'GONE', findingId: 'd'.repeat(32) })]);
    expect(rows).toHaveLength(told.length + of('unknown').length + of('control').length + 1);
  });

  it('says of a part which finding it is of, how many there are, and what became of it', async () => {
    const rows = (await rowsOf(everythingReport)).filter(({ partId }) => partId !== '');
    const finding = everythingReport.findings.find(({ parts }) => parts !== undefined);
    expect(rows).toMatchObject([
      {
        findingId: finding?.id,
        partId: finding?.parts?.[0]?.id,
        parts: '2',
        baselineState: 'NEW',
        status: 'ACTIVE',
      },
      {
        findingId: finding?.id,
        parts: '2',
        status: 'SUPPRESSED',
        suppressionReason: 'decided in SEC-12',
        suppressedUntil: '2027-01-31',
      },
    ]);
    expect(JSON.parse(rows[0]?.evidence ?? '')).toMatchObject({
      package: 'openssl',
      AccountMFAEnabled: false,
    });
  });

  it('tells what tells an absorbed verdict, what was missing, and the way in', async () => {
    const rows = await rowsOf(everythingReport);
    expect(rows.find(({ kind }) => kind === 'absorbed')).toMatchObject({
      status: 'ABSORBED',
      toldBy: everythingReport.findings[0]?.id,
    });
    expect(rows.find(({ missingPermissions }) => missingPermissions !== '')).toMatchObject({
      kind: 'unknown',
      status: 'UNKNOWN',
      missingPermissions: 'iam:GetCredentialReport',
    });
    expect(rows.find(({ networkPath }) => networkPath !== '')).toMatchObject({
      networkPath: 'TCP 3389: igw-1 → i-1',
      commands: 'aws ec2 stop-instances --instance-ids i-1',
      compliance: 'cis-aws-5.0.0 1.4',
    });
  });

  it('is RFC 4180: a head, as many cells in every row, and lines that end in CR LF', async () => {
    const csv = await csvOf(everythingReport);
    expect(csv).toMatch(/^kind,status,severity,[\w,]+\r\n/);
    expect(csv.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(await csvOf(sampleReport())).toBe(`${csv.split('\r\n')[0]}\r\n`);
  });

  it('says that the scan was cut short', async () => {
    expect(await rowsOf(sampleReport({ accountIds: [], status: 'INTERRUPTED' }))).toMatchObject([
      { kind: 'interrupted', status: 'INTERRUPTED', description: 'INTERRUPTED: this is part of the scan.' },
    ]);
  });

  it.each([
    ["=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(1)', "'@SUM(1)"],
    ['\t=1', "' =1"],
    ['\r=1', '\\u000d=1'],
    ['＝1', "'＝1"],
    [' "=1"', `' "=1"`],
    ['a;=1', "a;'=1"],
    ['a; "=1', `a;' "=1`],
    ['a,=1', 'a,=1'],
    ['a=1-2+3@4', 'a=1-2+3@4'],
    ['arn:aws:iam::111122223333:user/a', 'arn:aws:iam::111122223333:user/a'],
    ['two\nlines', 'two lines'],
    ['山田 "x", y', '山田 "x", y'],
  ])('no cell is a formula: %j', async (text, cell) => {
    const finding = sampleFinding({ title: text, resource: { type: text, id: text }, part: text });
    const [row] = await rowsOf(sampleReport({ findings: [finding] }));
    expect(row).toMatchObject({ title: cell, resourceType: cell, resourceId: cell, part: cell });
  });

  it('keeps evidence as JSON that parses to what it was', async () => {
    for (const text of ['=1', '"', '\u001b[2J', '\ud83d', 'ü🚀', '::error::', '##[x]', 'tag \u{e0041}'])
      expect(JSON.parse((await evidenceIn(text)) ?? '')).toEqual({ Tag: text });
  });

  it('cuts a cell that a spreadsheet would cut, says so, and breaks no character', async () => {
    for (const offset of [0, 1]) {
      const text = `${'a'.repeat(offset)}${'🚀'.repeat(20_000)}`;
      const [row] = await rowsOf(sampleReport({ findings: [sampleFinding({ title: text })] }));
      expect(row?.title).toMatch(/^a?(🚀)+… and 8,00[01] more characters$/u);
    }
  });

  it('has all 1,000 parts of a finding', async () => {
    const parts = Array.from({ length: 1_000 }, (_, index) => sampleFinding({ part: `part-${index}` }));
    const rows = await rowsOf(sampleReport({ findings: [sampleGathered(parts)] }));
    expect(rows).toHaveLength(1_000);
    expect(new Set(rows.map(({ parts: amount }) => amount))).toEqual(new Set(['1000']));
  });
});
