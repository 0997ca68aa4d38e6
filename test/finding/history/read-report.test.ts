import { describe, expect, it } from 'vitest';
import { identifyReport, ReportError, readReport } from '../../../src/finding/history/read-report.ts';
import {
  companyReport,
  sampleAbsorbing,
  sampleFinding,
  sampleGathered,
} from '../../support/sample-report.ts';
import { bytesOf, outlineOf, scannedReport } from './scanned-report.fixture.ts';

const text = JSON.stringify(companyReport);
const changed = (changes: object) => JSON.stringify({ ...companyReport, ...changes });

describe('readReport', () => {
  it('keeps each failed verdict: findings without parts, parts, and what is absorbed', async () => {
    const { finding, absorbed } = sampleAbsorbing(sampleFinding(), [
      sampleFinding({ ruleId: 'iam/b', score: 3 }),
    ]);
    const parts = ['p1', 'p2'].map((part) => sampleFinding({ ruleId: 'iam/c', part, status: 'SUPPRESSED' }));
    const report = scannedReport({ findings: [finding, sampleGathered(parts)], absorbed });
    const { head, verdicts } = await outlineOf(report);
    expect([...verdicts.values()].map(({ id, ruleId, part, status }) => [id, ruleId, part, status])).toEqual([
      [finding.id, 'iam/root-without-mfa', undefined, 'ACTIVE'],
      [parts[0]?.id, 'iam/root-without-mfa', 'p1', 'SUPPRESSED'],
      [parts[1]?.id, 'iam/root-without-mfa', 'p2', 'SUPPRESSED'],
      [absorbed[0]?.id, 'iam/b', undefined, 'ABSORBED'],
    ]);
    expect(head.scan.startedAt).toBe(report.scan.startedAt);
  });

  it.each(['2.0', '2.1', '2.2'])(
    'takes schema version %s, and what it does not know in it',
    async (version) => {
      const { verdicts } = await readReport(
        bytesOf(changed({ schemaVersion: version, later: [1], scan: { ...companyReport.scan, later: 1 } })),
      );
      expect(verdicts.size).toBeGreaterThan(40);
    },
  );

  it('takes members in any order', async () => {
    const sorted = Object.fromEntries(Object.entries(companyReport).sort());
    expect((await readReport(bytesOf(JSON.stringify(sorted)))).verdicts).toEqual(
      (await readReport(bytesOf(text))).verdicts,
    );
  });

  it.each([
    [
      'a newer minor version',
      changed({ schemaVersion: '2.3' }),
      'its schema version 2.3 is newer than this Postern, which reads 2.0 to 2.2',
    ],
    [
      'a newer major version',
      changed({ schemaVersion: '3.0', findings: 'elsewhere' }),
      'its schema version 3.0 is newer than this Postern, which reads 2.0 to 2.2',
    ],
    [
      'an older major version',
      changed({ schemaVersion: '1.0' }),
      'its schema version 1.0 is too old: this Postern reads 2.0 to 2.2',
    ],
    ['no version', changed({ schemaVersion: 2 }), 'it is no JSON report of Postern'],
    [
      'another tool',
      changed({ product: { name: 'prowler', version: '5.0' } }),
      'it is no JSON report of Postern',
    ],
    ['SARIF', '{"version": "2.1.0", "runs": []}', 'it is no JSON report of Postern'],
    ['a list of findings, as ASFF', '[]', 'it is no JSON object'],
    ['a truncated one', text.slice(0, -100), 'it ends in the middle: it was not written whole'],
    ['one without findings', changed({ findings: undefined }), 'it has no findings, which every report has'],
    [
      'one with other findings',
      changed({ findings: [...companyReport.findings, { ...sampleFinding(), id: 'x' }] }),
      `findings[${companyReport.findings.length}].id in it is not what a report has there`,
    ],
    ['no list of findings', changed({ findings: null }), 'findings in it is not what a report has there'],
    [
      'one with another scan',
      changed({ scan: { ...companyReport.scan, startedAt: 'yesterday' } }),
      'scan.startedAt in it is not what a report has there',
    ],
  ])('says what is wrong with %s', async (_what, file, message) => {
    await expect(readReport(bytesOf(file))).rejects.toThrow(new ReportError(message));
  });
});

describe('identifyReport', () => {
  it('reads no further than it must', async () => {
    const { startedAt, partition, accounts } = companyReport.scan;
    const told = { startedAt, partition, accounts: accounts.map(({ accountId }) => ({ accountId })) };
    const begun = text.slice(0, text.indexOf('"findings":['));
    expect(await identifyReport(bytesOf(begun))).toEqual(told);
    await expect(identifyReport(bytesOf('{}'))).rejects.toThrow('it is no JSON report of Postern');
    await expect(identifyReport(bytesOf(changed({ schemaVersion: '9.0' })))).rejects.toThrow('is newer');
  });
});
