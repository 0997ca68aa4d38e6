import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/finding/report.ts';
import { githubWriter } from '../../src/report/github.ts';
import { HOSTILE, hostileReport } from '../support/hostile-report.ts';
import { ACTS_OR_HIDES, hostileText } from '../support/hostile-text.ts';
import { sourceOf, textOf } from '../support/report-source.ts';
import {
  companyReport,
  sampleFinding,
  sampleGathered,
  sampleReport,
  sampleUnknown,
} from '../support/sample-report.ts';

interface Obeyed {
  readonly command: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly data: string;
}

const github = (report: Report, location = 'postern.json') =>
  textOf(githubWriter({ sarifLocation: location })(sourceOf(report)));

/**
 * What the runner of GitHub Actions obeys in a log, by all its lines.
 * https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
 */
function obeyed(log: string): Obeyed[] {
  return log.split(/\r\n|[\n\r\u0085\u2028\u2029]/).flatMap((line) => {
    const [, info, data = ''] = /^\s*::(.*?)::(.*)$/s.exec(line) ?? [];
    if (info === undefined) return line === '' ? [] : expect.fail(`no command: ${line}`);
    const [command = '', ...rest] = info.split(' ');
    const properties = rest
      .join(' ')
      .split(',')
      .map((pair) => /^(.*?)=(.*)$/s.exec(pair))
      .map((pair) => [pair?.[1] ?? '', unescaped(pair?.[2] ?? '')]);
    return [{ command, properties: Object.fromEntries(properties), data: unescaped(data) }];
  });
}

function unescaped(text: string): string {
  return text
    .replaceAll('%0D', '\r')
    .replaceAll('%0A', '\n')
    .replaceAll('%3A', ':')
    .replaceAll('%2C', ',')
    .replaceAll('%25', '%');
}

const scored = (score: number, many: number) =>
  Array.from({ length: many }, (_, index) =>
    sampleFinding({ score, resource: { type: 'AwsIamUser', id: `arn:${score}:${index}` } }),
  );

describe('githubWriter', () => {
  it('tells a finding at a file, with a title, as what its severity is', async () => {
    const findings = [9, 7, 4, 1, 0].map((score) => sampleFinding({ score, title: '100%: a, b' }));
    const commands = obeyed(await github(sampleReport({ findings }), 'a,b/c:d.tf'));
    expect(commands.map(({ command }) => command)).toEqual(['error', 'error', 'warning', 'notice', 'notice']);
    expect(commands[0]?.properties).toEqual({
      file: 'a,b/c:d.tf',
      line: '1',
      title: 'CRITICAL: 100%: a, b',
    });
    expect(commands[0]?.data).toMatch(/^root: Root can be used with its password alone\.\nResource: arn/);
    expect(commands[0]?.data).toContain('Rule: iam/root-without-mfa');
  });

  it('tells what GitHub shows, the most severe, and at last how many more there are', async () => {
    const findings = [...scored(9, 7), ...scored(7, 7), ...scored(5, 1200), ...scored(2, 12)];
    const commands = obeyed(await github(sampleReport({ findings })));
    const many = (name: string) => commands.filter(({ command }) => command === name).length;
    expect([many('error'), many('warning'), many('notice')]).toEqual([10, 10, 10]);
    expect(commands.slice(0, 7).every(({ properties }) => properties.title?.startsWith('CRITICAL'))).toBe(
      true,
    );
    const last = commands.at(-1);
    expect(last?.properties.title).toBe('Postern: 1,197 more findings');
    expect(last?.data).toContain('4 HIGH, 1,190 MEDIUM, 3 LOW');
  });

  it('tells first what the baseline does not have, so that what fails the gate is shown', async () => {
    const old = scored(9, 12).map((finding) => ({ ...finding, baselineState: 'PERSISTING' as const }));
    const fresh = { ...sampleFinding({ score: 7, title: 'Fresh' }), baselineState: 'NEW' as const };
    const baseline = {
      startedAt: '2026-11-01T00:00:00.000Z',
      new: 1,
      persisting: 12,
      gone: [],
      notCompared: [],
    };
    const commands = obeyed(await github({ ...sampleReport({ findings: [...old, fresh] }), baseline }));
    expect(commands[0]?.properties.title).toBe('HIGH: Fresh');
    expect(commands.at(-1)?.data).toContain('Not shown: 3 CRITICAL.');
  });

  it('warns of what could not be judged within the ten warnings, and of a scan that was cut short', async () => {
    const report = sampleReport({
      findings: scored(5, 20),
      unknowns: companyReport.unknowns,
      status: 'INTERRUPTED',
    });
    const warnings = obeyed(await github(report)).filter(({ command }) => command === 'warning');
    expect(warnings).toHaveLength(10);
    expect(warnings[0]?.data).toMatch(/^INTERRUPTED/);
    expect(warnings[1]?.properties.title).toBe('10 rules could not be judged everywhere');
    expect(warnings[1]?.data).toContain('iam:GetCredentialReport is denied (service control policy)');
  });

  it('says nothing of what is suppressed', async () => {
    expect(await github(sampleReport({ findings: [sampleFinding({ status: 'SUPPRESSED' })] }))).toBe('');
  });

  it('tells 1,000 parts as one annotation that says how many it does not name', async () => {
    const parts = scored(9, 1000);
    const absorbs = [{ ruleId: 'iam/user-unused', resourceId: 'arn:aws:iam::111122223333:user/old' }];
    const commands = obeyed(await github(sampleReport({ findings: [sampleGathered(parts, { absorbs })] })));
    expect(commands).toHaveLength(1);
    expect(commands[0]?.data).toContain('and 980 more parts');
    expect(commands[0]?.data).toContain('iam/user-unused: old');
  });

  it('has the fix in what GitHub keeps of a message, and names fewer parts where there is no room', async () => {
    const ids = Array.from(
      { length: 30 },
      (_, index) => `arn:aws:iam::111122223333:user/${'x'.repeat(120)}${index}`,
    );
    const parts = ids.map((id) => sampleFinding({ resource: { type: 'AwsIamUser', id } }));
    const absorbs = ids.map((resourceId) => ({ ruleId: 'iam/user-unused', resourceId }));
    const [long] = obeyed(await github(sampleReport({ findings: [sampleGathered(parts, { absorbs })] })));
    expect(long?.data.length).toBeLessThanOrEqual(4096);
    expect(long?.data).toContain('It holds for 30 parts: ');
    expect(long?.data).toContain('The same cause makes these fail: ');
    expect(long?.data).toMatch(/and 20 more parts$/m);
    expect(long?.data).toMatch(/\nFix: .*\nRule: iam\/root-without-mfa$/);
    for (const { data } of obeyed(await github(hostileReport('x'.repeat(10_000)))))
      expect(data.length).toBeLessThanOrEqual(4096);
  });

  it('counts the causes of unknowns that GitHub would cut off', async () => {
    const unknowns = Array.from({ length: 40 }, (_, cause) =>
      Array.from({ length: 20 }, (_, index) =>
        sampleUnknown({ ruleId: `iam/rule-with-a-long-name-${index}`, score: 5, action: `iam:Get${cause}` }),
      ),
    ).flat();
    const [warning] = obeyed(await github(sampleReport({ unknowns })));
    expect(warning?.data.length).toBeLessThanOrEqual(4096);
    const lines = warning?.data.split('\n') ?? [];
    expect(lines.at(-1)).toBe(`and ${40 - (lines.length - 1)} other causes`);
    expect(lines.length).toBeGreaterThan(3);
  });

  it.each(HOSTILE.map((text) => [JSON.stringify(text).slice(0, 40), text]))(
    'holds %s',
    async (_name, text) => {
      const log = await github(hostileReport(text));
      expect(obeyed(log).map(({ command }) => command)).toEqual(['warning', 'error']);
      expect(log).not.toMatch(/##\w*\[/);
      expect(log.replaceAll('\n', '')).not.toMatch(ACTS_OR_HIDES);
      expect(log.length).toBeLessThan(20_000);
    },
  );

  it('is obeyed in its own commands only, whatever things are called', async () => {
    await fc.assert(
      fc.asyncProperty(hostileText, async (text) => {
        const log = await github(hostileReport(text));
        expect(obeyed(log).map(({ command }) => command)).toEqual(['warning', 'error']);
        expect(log).not.toMatch(/##\w*\[/);
      }),
      { numRuns: 200 },
    );
  });
});
