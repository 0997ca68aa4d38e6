import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Log } from 'sarif';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/finding/report.ts';
import { LIMITS, sarifWriter } from '../../src/report/sarif/sarif.ts';
import { HOSTILE, hostileReport } from '../support/hostile-report.ts';
import { ACTS_OR_HIDES, OBEYED } from '../support/hostile-text.ts';
import { sourceOf, textOf } from '../support/report-source.ts';
import {
  companyReport,
  sampleFinding,
  sampleGathered,
  sampleReport,
  sampleUnknown,
} from '../support/sample-report.ts';

const ajv = new Ajv2020({ allErrors: true });
addFormats.default(ajv);
const valid = ajv.compile(
  JSON.parse(readFileSync(new URL('../support/schemas/sarif-2.1.0.schema.json', import.meta.url), 'utf8')),
);

interface Written {
  readonly text: string;
  readonly log: Log;
  readonly notes: readonly string[];
}

async function sarif(
  report: Report,
  { location = 'postern.json', limits = {} }: { location?: string; limits?: Partial<typeof LIMITS> } = {},
): Promise<Written> {
  const notes: string[] = [];
  const write = sarifWriter(
    { sarifLocation: location, note: (sentence) => notes.push(sentence) },
    { ...LIMITS, ...limits },
  );
  const text = await textOf(write(sourceOf(report)));
  const log: Log = JSON.parse(text);
  valid(log);
  expect(valid.errors ?? []).toEqual([]);
  return { text, log, notes };
}

const resultsIn = ({ runs }: Log) => runs.flatMap(({ results = [] }) => results);
const rulesIn = ({ runs }: Log) => runs.flatMap(({ tool }) => tool.driver.rules ?? []);
const notificationsIn = ({ runs }: Log) =>
  runs.flatMap(({ invocations = [] }) =>
    invocations.flatMap(({ toolExecutionNotifications = [] }) =>
      toolExecutionNotifications.map(({ message }) => message.text ?? ''),
    ),
  );

describe('sarifWriter', () => {
  it('keeps what code scanning asks of every rule and result', async () => {
    const { log, notes } = await sarif(companyReport);
    expect(notes).toEqual([]);
    const rules = rulesIn(log);
    for (const { shortDescription, fullDescription, help, properties } of rules) {
      for (const told of [shortDescription?.text, fullDescription?.text, help?.text, help?.markdown])
        expect(told).toMatch(/\S/);
      expect(Number(properties?.['security-severity'])).toBeGreaterThan(0);
      expect(properties?.tags).toContain('security');
      expect(properties?.tags?.length).toBeLessThanOrEqual(10);
    }
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
    const results = resultsIn(log);
    expect(results).toHaveLength(companyReport.findings.length);
    for (const result of results) {
      expect(rules[result.ruleIndex ?? -1]?.id).toBe(result.ruleId);
      expect(result.locations?.[0]?.physicalLocation).toEqual({
        artifactLocation: { uri: 'postern.json' },
        region: { startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 },
      });
    }
    const hashes = results.map(({ partialFingerprints }) => partialFingerprints?.primaryLocationLineHash);
    expect(hashes).toEqual(companyReport.findings.map(({ id }) => id));
  });

  it('tells each finding its own severity, by a rule for each score', async () => {
    const [usual, raised, slight] = [9, 9.5, 0].map((score, index) =>
      sampleFinding({ score, resource: { type: 'AwsIamUser', id: `arn:${index}` } }),
    );
    const { log } = await sarif(
      sampleReport({ findings: [usual, raised, slight].filter((finding) => finding !== undefined) }),
    );
    const severities = new Map(
      rulesIn(log).map(({ id, properties }) => [id, properties?.['security-severity']]),
    );
    expect([...severities]).toEqual([
      ['iam/root-without-mfa', '9.0'],
      ['iam/root-without-mfa/9.5', '9.5'],
      ['iam/root-without-mfa/0.0', '0.1'],
    ]);
    expect(resultsIn(log).map(({ ruleId, level }) => [ruleId, level])).toEqual([
      ['iam/root-without-mfa', 'error'],
      ['iam/root-without-mfa/9.5', 'error'],
      ['iam/root-without-mfa/0.0', 'note'],
    ]);
  });

  it('names the resource, says what is suppressed and why, and what the baseline has', async () => {
    const [suppressed, known, fresh] = ['a', 'b', 'c'].map((name) =>
      sampleFinding({ resource: { type: 'AwsIamUser', id: `arn:aws:iam::111122223333:user/${name}` } }),
    );
    if (!suppressed || !known || !fresh) throw new Error('three findings');
    const { log } = await sarif(
      sampleReport({
        findings: [
          {
            ...suppressed,
            status: 'SUPPRESSED',
            suppression: { reason: 'break glass', until: '2027-01-31' },
          },
          { ...known, baselineState: 'PERSISTING' },
          { ...fresh, baselineState: 'NEW' },
        ],
      }),
    );
    const results = resultsIn(log);
    expect(results.map(({ suppressions }) => suppressions)).toEqual([
      [{ kind: 'external', status: 'accepted', justification: 'break glass (until 2027-01-31)' }],
      [],
      [],
    ]);
    expect(results.map(({ baselineState }) => baselineState)).toEqual([undefined, 'unchanged', 'new']);
    expect(results[0]?.locations?.[0]?.logicalLocations).toEqual([
      { name: 'a', fullyQualifiedName: 'arn:aws:iam::111122223333:user/a', kind: 'resource' },
    ]);
  });

  it('tells 1,000 parts as one result that says how many it does not name', async () => {
    const parts = Array.from({ length: 1000 }, (_, index) =>
      sampleFinding({ resource: { type: 'AwsIamUser', id: `arn:aws:iam::111122223333:user/u${index}` } }),
    );
    const absorbs = Array.from({ length: 30 }, () => ({ ruleId: 'iam/user-unused', resourceId: 'arn:x' }));
    const { log } = await sarif(sampleReport({ findings: [sampleGathered(parts, { absorbs })] }));
    const [result, ...others] = resultsIn(log);
    expect(others).toEqual([]);
    expect(result?.message.text).toContain('1,000 parts: u0; u1;');
    expect(result?.message.text).toContain('u19 and 980 more parts');
    expect(result?.message.text).toContain('and 10 more findings');
    expect(result?.locations?.[0]?.logicalLocations).toHaveLength(101);
  });

  it('has a run and a category for each account, those without a finding too', async () => {
    const accountIds = ['111122223333', '444455556666'];
    const { log } = await sarif(
      sampleReport({
        accountIds,
        findings: [sampleFinding()],
        unknowns: [sampleUnknown({ ruleId: 'iam/user-unused', score: 5, accountId: '444455556666' })],
      }),
    );
    expect(log.runs.map(({ automationDetails }) => automationDetails?.id)).toEqual([
      'postern/111122223333/',
      'postern/444455556666/',
    ]);
    expect(log.runs.map(({ results }) => results?.length)).toEqual([1, 0]);
    expect(log.runs.map((run) => notificationsIn({ ...log, runs: [run] }).length)).toEqual([0, 1]);
  });

  it('puts each of many accounts into one of 20 runs, whichever others there are', async () => {
    const accountIds = Array.from({ length: 45 }, (_, index) => `${111122223000 + index * 7}`);
    const findings = accountIds.map((accountId) => sampleFinding({ accountId }));
    const placed = async (report: Report) => {
      const { log } = await sarif(report);
      expect(log.runs.length).toBeLessThanOrEqual(20);
      return new Map(
        log.runs.flatMap(({ automationDetails, results = [] }) =>
          results.map(({ properties }) => [properties?.accountId, automationDetails?.id] as const),
        ),
      );
    };
    const all = await placed(sampleReport({ accountIds, findings }));
    const some = await placed(sampleReport({ accountIds: accountIds.slice(5), findings: findings.slice(5) }));
    expect(all.size).toBe(45);
    for (const [accountId, category] of some) expect(all.get(accountId)).toBe(category);
  });

  it('leaves out the least severe of too many, and says so', async () => {
    const findings = [9, 8, 7, 5, 3].map((score) =>
      sampleFinding({ score, resource: { type: 'AwsIamUser', id: `arn:${score}` } }),
    );
    const { log, notes } = await sarif(sampleReport({ findings }), { limits: { results: 3, shown: 2 } });
    expect(resultsIn(log).map(({ rank }) => rank)).toEqual([90, 80, 70]);
    expect(notes).toEqual([
      '2 findings left out, the least severe: GitHub takes 3 a run and 10 MB a file.',
      'GitHub will show 2 findings a run, the most severe, and not the other 1.',
    ]);
    expect(notificationsIn(log)).toEqual([
      '2 findings of 5 left out here: GitHub takes no more. Those that are told are the most severe.',
    ]);
  });

  it('stays within the size that may be uploaded, whatever names are made of', async () => {
    const noise = (seed: number) =>
      Array.from({ length: 200 }, (_, index) =>
        String.fromCharCode(0x4e00 + ((seed * 7919 + index * index * 31) % 20_000)),
      ).join('');
    const findings = Array.from({ length: 600 }, (_, index) => sampleFinding({ description: noise(index) }));
    const { text, log, notes } = await sarif(sampleReport({ findings }), { limits: { bytes: 60_000 } });
    expect(gzipSync(text).length).toBeLessThan(65_000);
    expect(gzipSync(text).length).toBeGreaterThan(30_000);
    expect(notes[0]).toMatch(/^\d+ findings left out/);
    expect(
      resultsIn(log).map(({ partialFingerprints }) => partialFingerprints?.primaryLocationLineHash),
    ).toEqual(findings.slice(0, resultsIn(log).length).map(({ id }) => id));
  });

  it('tells what could not be judged, bounded, and that the scan was cut short', async () => {
    const unknowns = Array.from({ length: 60 }, (_, index) =>
      sampleUnknown({ ruleId: 'iam/user-unused', score: 5, action: `iam:Get${index}` }),
    );
    const { log } = await sarif(sampleReport({ unknowns, status: 'INTERRUPTED' }));
    const told = notificationsIn(log);
    expect(told).toHaveLength(52);
    expect(told[0]).toMatch(/^INTERRUPTED/);
    expect(told[1]).toBe(
      'iam:Get0 is denied in account 111122223333, us-east-1: 1 rule could not be judged: iam/user-unused.',
    );
    expect(told[51]).toBe('10 other causes for which rules could not be judged.');
    expect(log.runs[0]?.invocations?.[0]?.executionSuccessful).toBe(false);
  });

  it('takes nothing in a reason for syntax of SARIF', async () => {
    const reason = 'role {0} and [a way out](https://example.com)';
    const unknowns = [sampleUnknown({ ruleId: 'iam/user-unused', score: 5, reason })];
    const { log } = await sarif(sampleReport({ unknowns }));
    expect(notificationsIn(log).join()).toContain('role (0) and [a way out] (https://example.com)');
  });

  it('is a report although no account could be looked at', async () => {
    const { log } = await sarif(sampleReport({ accountIds: [], status: 'INTERRUPTED' }));
    expect(log.runs).toHaveLength(1);
  });

  it.each([
    ['infra/main.tf', 'infra/main.tf'],
    ['./a b/ü%.json', 'a%20b/%C3%BC%25.json'],
    ['../../etc/x?y#z:1', 'etc/x%3Fy%23z%3A1'],
    ['/abs/file', 'abs/file'],
    ['', 'postern.config.json'],
    ['../..', 'postern.config.json'],
  ])('shows findings at a file of the repository: %s is %s', async (location, uri) => {
    const { log } = await sarif(sampleReport({ findings: [sampleFinding()] }), { location });
    expect(resultsIn(log)[0]?.locations?.[0]?.physicalLocation?.artifactLocation?.uri).toBe(uri);
  });

  it.each(HOSTILE.map((text) => [JSON.stringify(text).slice(0, 40), text]))(
    'holds %s',
    async (_name, text) => {
      const written = await sarif(hostileReport(text));
      for (const line of written.text.split('\n')) expect(line).not.toMatch(OBEYED);
      expect(written.text.replaceAll('\n', '')).not.toMatch(ACTS_OR_HIDES);
      expect(written.text.length).toBeLessThan(40_000);
      for (const { message } of resultsIn(written.log)) expect(message.text).not.toMatch(/\]\(|[{}]|\p{Cs}/u);
    },
  );
});
