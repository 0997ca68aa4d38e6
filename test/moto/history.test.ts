import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Finding, Report } from '../../src/finding/report.ts';
import { postern, posternInShell, reportOf, temporaryFolder } from './cli.fixture.ts';

const folder = temporaryFolder();
const at = (name: string) => join(folder, name);
/** A part of the sample account with single findings, parts, and several severities. */
const SCAN = ['--demo', '--rule', 'iam/root-*'];
const EARLIER = '2026-10-01T00:00:00.000Z';

let report: Report;
/** The gravest finding, which the earlier report does not have. */
let added: Finding;

/** An earlier report of the same scan, with what it has changed. */
async function earlier(name: string, changes: Partial<Report> = {}): Promise<void> {
  const findings = (changes.findings ?? report.findings).map((finding) => ({
    ...finding,
    firstObservedAt: EARLIER,
  }));
  const scan = { ...report.scan, startedAt: EARLIER };
  await writeFile(at(name), JSON.stringify({ ...report, scan, ...changes, findings }));
}

beforeAll(async () => {
  const { code, stdout } = await postern([...SCAN, '--format', 'json']);
  expect(code).toBe(1);
  report = reportOf(stdout);
  const [first, ...others] = report.findings;
  if (first === undefined) throw new Error('the sample account has findings');
  added = first;
  await writeFile(at('report.json'), stdout);
  await earlier('same.json');
  await earlier('fewer.json', { findings: others });
  await writeFile(at('newer.json'), stdout.replace(/"schemaVersion": "2\.\d+"/, '"schemaVersion": "2.99"'));
  await writeFile(at('truncated.json'), stdout.slice(0, stdout.length / 2));
  await writeFile(at('other.json'), '{"version": "2.1.0", "runs": []}');
  await mkdir(at('reports'));
});

describe('a scan with a baseline', () => {
  it('passes where everything is in it, and takes its place', async () => {
    await earlier('baseline.json');
    const args = [...SCAN, '--baseline', 'baseline.json', '--output', 'baseline.json'];
    const { code, stderr, stdout } = await posternInShell('"$@"', args, folder);
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: expect.stringMatching(
        /^Passing \(exit code 0\): no new findings at or above HIGH \(\d+ are in the baseline\)\.\n$/,
      ),
    });
    expect(stdout).toContain(
      `Baseline   of 2026-10-01 00:00 UTC: 0 new, ${report.findings.length} persisting, 0 gone\n`,
    );
    const { findings, baseline } = reportOf(await readFile(at('baseline.json'), 'utf8'));
    expect(baseline).toMatchObject({ startedAt: EARLIER, new: 0, gone: [], notCompared: [] });
    expect(
      new Set(findings.map(({ firstObservedAt, baselineState }) => `${firstObservedAt} ${baselineState}`)),
    ).toEqual(new Set([`${EARLIER} PERSISTING`]));
  });

  it('fails for what it does not have, whatever is shown', async () => {
    const { code, stderr, stdout } = await postern([
      ...SCAN,
      '--baseline',
      at('fewer.json'),
      '--severity',
      'critical',
      '--format',
      'json',
    ]);
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^Failing \(exit code 1\): 1 new finding at or above HIGH \(\d+ more are in the baseline\)\.\n$/,
    );
    const { findings, baseline } = reportOf(stdout);
    expect(findings.filter(({ baselineState }) => baselineState === 'NEW').map(({ id }) => id)).toEqual([
      added.id,
    ]);
    expect(baseline?.persisting).toBe(report.findings.length - 1);
  });

  it.concurrent.each([
    ['newer.json', /its schema version 2\.99 is newer than this Postern, which reads 2\.0 to 2\.\d+\.$/],
    ['truncated.json', /it ends in the middle: it was not written whole\.$/],
    ['other.json', /it is no JSON report of Postern\.$/],
    ['reports', /it is a folder\.$/],
    ['nowhere.json', /it does not exist\.$/],
  ])('is a usage error before anything is asked: %s', async (name, why) => {
    const { code, stdout, stderr } = await posternInShell(
      '"$@"',
      ['--baseline', name, '--output', 'never.json'],
      folder,
    );
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr.trimEnd()).toMatch(why);
    expect(stderr).toMatch(new RegExp(`^postern: The baseline ${name} cannot be compared with: [^\n]+\n$`));
    await expect(readFile(at('never.json'))).rejects.toThrow('ENOENT');
  });

  it('is no all-clear where a rule that could have failed is unknown, and what became unknown is not gone', async () => {
    const ruleId = 'iam/principal-can-escalate';
    const vendor = {
      type: 'AwsIamRole',
      id: 'arn:aws:iam::123456789012:role/vendor',
      region: 'us-east-1',
      partition: 'aws',
    };
    await earlier('unknown.json', {
      findings: [{ ...added, id: 'f'.repeat(32), ruleId, resources: [vendor] }],
    });
    const args = ['--demo', '--rule', ruleId, '--baseline', at('unknown.json'), '--format', 'json'];
    const { code, stdout, stderr } = await postern(args);
    expect({ code, stderr }).toEqual({
      code: 3,
      stderr: expect.stringMatching(/^Incomplete \(exit code 3\): 1 rule /),
    });
    const { gone = [], notCompared = [] } = reportOf(stdout).baseline ?? {};
    expect(gone).toEqual([]);
    expect(notCompared).toContain(
      `This scan could not judge everywhere by the rule ${ruleId}; 1 failed check of the baseline is not compared.`,
    );
  });

  it('is nothing that a tape, or what follows it on standard output, takes the place of', async () => {
    await earlier('kept.json');
    const before = await readFile(at('kept.json'), 'utf8');
    const [tape, appended] = await Promise.all([
      posternInShell('"$@"', ['--baseline', 'kept.json', '--record', 'kept.json'], folder),
      posternInShell('"$@" >>kept.json', [...SCAN, '--baseline', 'kept.json', '--format', 'json'], folder),
    ]);
    expect([tape.code, tape.stderr]).toEqual([
      2,
      'postern: kept.json cannot be written: it is the baseline, and a tape is none. Name another file.\n',
    ]);
    expect([appended.code, appended.stderr]).toEqual([
      2,
      'postern: The baseline kept.json cannot be compared with: it is where standard output goes, which must be another file.\n',
    ]);
    expect(await readFile(at('kept.json'), 'utf8')).toBe(before);
  });

  it('says that the shell emptied it', async () => {
    await earlier('emptied.json');
    const args = [...SCAN, '--baseline', 'emptied.json', '--format', 'json'];
    const { code, stderr } = await posternInShell('"$@" >emptied.json', args, folder);
    expect(code).toBe(2);
    expect(stderr).toContain('it is where standard output goes, which must be another file.');
  });
});

describe('postern diff', () => {
  it.concurrent.each([
    [['fewer.json', 'report.json'], 0, ''],
    [
      ['fewer.json', 'report.json', '--fail-on', 'high'],
      1,
      'Failing (exit code 1): 1 new failed check at or above HIGH',
    ],
    [
      ['same.json', 'report.json', '--fail-on', 'high'],
      0,
      'Passing (exit code 0): no new failed checks at or above HIGH',
    ],
    [
      ['report.json', 'fewer.json', '--fail-on', 'informational'],
      0,
      'postern: The old report is the newer one of the two.\nPassing',
    ],
    [
      ['nowhere.json', 'report.json'],
      2,
      'postern: The old report nowhere.json cannot be compared with: it does not exist.\n',
    ],
    [
      ['report.json', 'truncated.json'],
      2,
      'postern: The new report truncated.json cannot be compared with: it ends in the middle',
    ],
    [['report.json'], 2, "postern: missing required argument 'new'"],
  ])('%#', async (args, expected, said) => {
    const { code, stderr } = await posternInShell('"$@"', ['diff', ...args], folder);
    expect({ code, stderr }).toEqual({ code: expected, stderr: expect.stringContaining(said) });
    if (said === '') expect(stderr).toBe('');
  });

  it('tells the same in each format', async () => {
    const [table, markdown, json] = await Promise.all(
      ['table', 'markdown', 'json'].map((format) =>
        posternInShell('"$@"', ['diff', 'fewer.json', 'report.json', '--format', format], folder),
      ),
    );
    expect(table?.stdout).toContain(`${added.title} (${added.ruleId})`);
    expect(table?.stdout).toContain(
      `Failed checks: 1 new, ${report.findings.length - 1} persisting, 0 gone.\n`,
    );
    expect(markdown?.stdout).toContain(
      `## Postern: 1 new, ${report.findings.length - 1} persisting, 0 gone\n`,
    );
    expect(JSON.parse(json?.stdout ?? '').new).toMatchObject([{ id: added.id }]);
  });
});

describe('postern trend', () => {
  it('follows the reports in a folder, and names what is none', async () => {
    await earlier('reports/a.json');
    await writeFile(at('reports/b'), await readFile(at('report.json')));
    await writeFile(at('reports/c.json'), await readFile(at('report.json')));
    await writeFile(at('reports/notes.txt'), 'notes');
    await mkdir(at('reports/more'));
    const args = ['trend', 'reports', '--output', 'trend.html', '--output', 'reports/trend.json'];
    const first = await posternInShell('"$@"', args, folder);
    expect({ code: first.code, stderr: first.stderr }).toEqual({
      code: 0,
      stderr: 'postern: Skipped c.json: it is of the same scan as b; notes.txt: it is no JSON object.\n',
    });
    expect(first.stdout).toContain(
      'Account 123456789012 (example-production): 2 reports, 2026-10-01 to 2026-11-22\n',
    );
    expect(await readFile(at('trend.html'), 'utf8')).toMatch(/^<!doctype html>[\s\S]+<\/html>\n$/);
    expect(JSON.parse(await readFile(at('reports/trend.json'), 'utf8')).series).toHaveLength(1);
    const again = await posternInShell('"$@"', args, folder);
    expect(again.code).toBe(0);
    expect(again.stderr).toContain('trend.json: it is no JSON report of Postern');
  });

  it('takes a report that is whole, where another file broke off in the middle of the same one', async () => {
    await mkdir(at('broken'));
    await writeFile(at('broken/a.json'), await readFile(at('truncated.json')));
    await writeFile(at('broken/b.json'), await readFile(at('report.json')));
    await writeFile(at('broken/c.json'), await readFile(at('report.json')));
    const { code, stderr, stdout } = await posternInShell('"$@"', ['trend', 'broken'], folder);
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr:
        'postern: Skipped a.json: it ends in the middle: it was not written whole; c.json: it is of the same scan as b.json.\n',
    });
    expect(stdout).toContain('Account 123456789012 (example-production): 1 report, 2026-11-22\n');
  });

  it.concurrent.each([
    [['more'], 'postern: more cannot be read: it does not exist. Name a folder of JSON reports.\n'],
    [
      ['report.json'],
      'postern: report.json cannot be read: it is no folder. Name a folder of JSON reports.\n',
    ],
    [['reports/more'], 'postern: reports/more holds no JSON report of Postern.\n'],
    [
      ['reports', '--output', 'reports/a.json'],
      'postern: reports/a.json cannot be written: it is one of the reports. Name another file.\n',
    ],
    [
      ['reports', '--output', 'trend.csv'],
      'postern: The ending of trend.csv names no format. Endings are: .txt, .html, .json.\n',
    ],
  ])('is a usage error: %#', async (args, stderr) => {
    expect(await posternInShell('"$@"', ['trend', ...args], folder)).toEqual({ code: 2, stdout: '', stderr });
  });
});
