import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EXPOSURES } from '../../../src/finding/exposure.ts';
import { atLeast } from '../../../src/finding/minimum-severity.ts';
import type { Report } from '../../../src/finding/report.ts';
import { columns } from '../../../src/report/content/fit.ts';
import { SHEET, tableFor } from '../../../src/report/table/table.ts';
import { ACTS_OR_HIDES, hostileText, OBEYED } from '../../support/hostile-text.ts';
import { reportIn, sourceOf } from '../../support/report-source.ts';
import { companyReport, sampleFinding, sampleReport, sampleUnknown } from '../../support/sample-report.ts';
import { accountWith, reports } from './reports.fixture.ts';

const atLeastHigh = async (report: Report) => reportIn(await atLeast(sourceOf(report), 'HIGH'));
const WITHOUT_MEDIUM = await atLeastHigh(sampleReport({ findings: [sampleFinding({ score: 5 })] }));
const plain = (report: Report, width = 100) => tableFor({ ...SHEET, width })(report);
const inColour = (report: Report) => tableFor({ ...SHEET, width: 100, colour: true })(report);
const linesOf = (text: string) => text.trimEnd().split('\n');

/** Lines of a screen, two of which are kept for what the command line says after the table. */
const mostLines = (width: number) => (width >= 100 ? 70 : 90) - 2;

describe('the screen', () => {
  it.each(Object.keys(reports).flatMap((name) => [80, 100, 160].map((width) => [name, width] as const)))(
    '%s account at %i columns',
    async (name, width) => {
      const text = plain(reports[name] ?? sampleReport(), width);
      expect(linesOf(text).length).toBeLessThanOrEqual(mostLines(width));
      await expect(text).toMatchFileSnapshot(`__snapshots__/${name}-${width}.txt`);
    },
  );

  it('says at 40 columns what it says at 80', async () => {
    await expect(plain(companyReport, 40)).toMatchFileSnapshot('__snapshots__/company-40.txt');
  });

  it('is one screen, obeys no text of others and keeps to the width, whatever the report', () => {
    const ids = fc.stringMatching(/^[a-z-]{1,20}\/[a-z-]{1,60}$/);
    const score = fc.double({ min: 0, max: 10, noNaN: true });
    const texts = fc.oneof(hostileText, fc.lorem({ maxCount: 30 }));
    const finding = fc.record({
      ruleId: ids,
      title: texts,
      fix: texts,
      score,
      accountId: fc.constantFrom('111122223333', '444455556666'),
      region: fc.constantFrom('us-east-1', 'eu-west-1', 'eu-central-1'),
      exposure: fc.constantFrom(...EXPOSURES),
      resource: texts.map((name) => ({ type: 'AwsIamRole', id: `arn:aws:iam::111122223333:role/${name}` })),
    });
    const unknown = fc.record(
      {
        ruleId: ids,
        score,
        kind: fc.constantFrom('denied', 'throttled', 'failed', 'undetermined'),
        reason: texts,
        action: texts,
        deniedBy: fc.oneof(texts, fc.constantFrom('service control policy', 'identity-based policy')),
      },
      { requiredKeys: ['ruleId', 'score', 'kind', 'reason'] },
    );
    const sketch = fc.record({
      findings: fc.array(finding, { maxLength: 60, size: 'max' }),
      unknowns: fc.array(unknown, { maxLength: 40, size: 'max' }),
      regions: fc.array(texts, { maxLength: 40, size: 'max' }),
      accountIds: fc.array(texts, { maxLength: 20, size: 'max' }),
      off: fc.array(texts, { maxLength: 20 }),
      status: fc.constantFrom('COMPLETE', 'INTERRUPTED'),
      passed: fc.nat(1_000_000),
    });
    fc.assert(
      fc.property(
        sketch,
        fc.integer({ min: 80, max: 200 }),
        ({ findings, unknowns, off, ...rest }, width) => {
          const report = sampleReport({
            ...rest,
            findings: findings.map(sampleFinding),
            unknowns: unknowns.map((each) =>
              sampleUnknown({ ...each, kind: each.action === undefined ? each.kind : 'denied' }),
            ),
            regionsLeftOut: { off },
          });
          const lines = linesOf(plain(report, width));
          expect(lines.length).toBeLessThanOrEqual(mostLines(width));
          for (const line of lines) {
            expect(line).not.toMatch(ACTS_OR_HIDES);
            expect(line).not.toMatch(OBEYED);
            expect(columns(line)).toBeLessThanOrEqual(width);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is the same in colour and with links, but for these', () => {
    const rich = tableFor({ ...SHEET, width: 100, colour: true, links: true })(companyReport);
    expect(rich).toMatch(/\u001b\[/);
    expect(rich).toMatch(/\u001b\]8;;https:/);
    const escapes = /\u001b\[[\d;]+m|\u001b\]8;;[!-~]*?\u001b\\/g;
    expect(rich.replaceAll(escapes, '')).toBe(plain(companyReport));
  });

  it('has no colour that needs a dark or a light terminal: neither dim nor a pale text without its own background', () => {
    const codes = [...inColour(companyReport).matchAll(/\u001b\[([\d;]+)m/g)].map(([, code]) => Number(code));
    const [dim, brightest] = [2, 90];
    expect(codes).not.toContain(dim);
    expect(codes.every((code) => code < brightest)).toBe(true);
    for (const pale of ['33', '36', '37', '32'])
      expect(inColour(companyReport)).not.toMatch(new RegExp(`\u001b\\[${pale}m(?!\u001b\\[4)`));
  });
});

describe('its head', () => {
  const head = (report: Report) => plain(report).split('\n\n')[0] ?? '';

  it.each([
    [{ reports: [{ title: 'SOC 2' }, { title: 'ISO 27001' }], agreements: [] }, '2 reports and 0 agreements'],
    [{ reports: [{ title: 'SOC 2' }] }, '1 report'],
    [{ agreements: [{ title: 'Addendum' }] }, '1 agreement'],
  ])("says what covers AWS's side, as far as AWS told it: %o", (artifact, words) => {
    const report = sampleReport({});
    const accounts = report.scan.accounts.map((account) => ({ ...account, artifact }));
    expect(head({ ...report, scan: { ...report.scan, accounts } })).toContain(
      `AWS's side ${words} in AWS Artifact, listed in the JSON report`,
    );
  });

  it('says whose account it is, who read it, where, when, and how', () => {
    expect(head(sampleReport({ source: 'TAPE' }))).toBe(
      [
        'postern 0.1.0 · 2026-11-20 12:00 UTC · replayed from a tape',
        'Account    111122223333',
        'Read as    arn:aws:sts::111122223333:assumed-role/Auditor/ci',
        'Regions    2: eu-west-1, us-east-1',
        'Looked at  164 rules in 3 scopes',
        'Took       9.3 s, 212 calls to AWS',
      ].join('\n'),
    );
  });

  it.each<[string, Report]>([
    [
      'Regions that AWS did not list; me-south-1, not enabled',
      sampleReport({ regionsLeftOut: { off: ['me-south-1'], unlisted: 'ec2:DescribeRegions is denied' } }),
    ],
    ['1 finding below HIGH', WITHOUT_MEDIUM],
    ['1 finding suppressed or closed', sampleReport({ findings: [sampleFinding({ status: 'SUPPRESSED' })] })],
    [
      'organizations, not applicable here',
      sampleReport({
        notApplicable: [
          { ruleId: 'organizations/ou-unused', accountId: '1', region: 'us-east-1', reason: 'member' },
        ],
      }),
    ],
  ])('says what was left out: %s', (left, report) => {
    expect(head(report)).toContain(`Left out   ${left}`);
  });

  it('says at both ends that the scan was interrupted', () => {
    const lines = linesOf(plain(sampleReport({ status: 'INTERRUPTED', passed: 3 })));
    expect(lines[1]).toBe('INTERRUPTED: this is part of the scan.');
    expect(lines.slice(-2)).toEqual([
      'INTERRUPTED: this is part of the scan.',
      'No finding so far; 3 checks passed.',
    ]);
  });
});

describe('its services', () => {
  const services = (report: Report, width = 100) =>
    (plain(report, width).split('\n\n')[1] ?? '').split('\n').map((line) => line.trim().split(/ {2,}/));

  it('have a row each, with active findings by severity and verdicts passed and unknown', () => {
    const report = sampleReport({
      passed: 1200,
      findings: [9.5, 9, 7, 5, 5, 1, 0.5].map((score, index) => sampleFinding({ score, part: `${index}` })),
      unknowns: [sampleUnknown({ ruleId: 'ec2/group', score: 5 })],
      notApplicable: [{ ruleId: 'organizations/x', accountId: '1', region: 'us-east-1', reason: 'member' }],
    });
    const rows = [
      ['service', 'critical', 'high', 'medium', 'low', 'passed', 'unknown'],
      ['ec2', '0', '0', '0', '0', '0', '1'],
      ['iam', '2', '1', '2', '1', '1,200', '0'],
    ];
    expect(services(report)).toEqual(rows);
    expect(services(report, 80)).toEqual(rows);
    expect(services(report, 60)).toEqual([
      ['ec2: 1 unknown'],
      ['iam: 2 critical, 1 high, 2 medium, 1 low, 1,200 passed'],
    ]);
  });

  it('say nothing of severities that were left out of the report', async () => {
    const report = sampleReport({ findings: [sampleFinding({ score: 9 }), sampleFinding({ score: 5 })] });
    expect(services(await atLeastHigh(report))).toEqual([
      ['service', 'critical', 'high', 'passed', 'unknown'],
      ['iam', '1', '0', '0', '0'],
    ]);
  });

  it('that do not fit are one row, which sums them, and are the mildest', () => {
    const rows = services(accountWith(2400));
    const last = rows.at(-1) ?? [];
    expect(last[0]).toMatch(/^\d+ other services$/);
    const sum = (column: number) =>
      rows.slice(1).reduce((total, row) => total + Number((row[column] ?? '').replace(',', '')), 0);
    const bySeverity = accountWith(2400).summary.findings.bySeverity;
    expect([1, 2, 3, 4].map(sum)).toEqual([
      bySeverity.CRITICAL,
      bySeverity.HIGH,
      bySeverity.MEDIUM,
      bySeverity.LOW,
    ]);
  });
});

describe('what to fix first', () => {
  const fix = (report: Report, width = 100) =>
    plain(report, width)
      .split('\n\n')
      .find((section) => section.startsWith('Fix first')) ?? '';
  const order = (report: Report) =>
    fix(report)
      .match(/^ *\d+\. .*$/gm)
      ?.map((line) => line.split('  ').at(-1));

  it('is ranked by severity, then exposure, then by what it closes, and each rule is named once', () => {
    const absorbs = ['x/a', 'x/b', 'x/c'].map((ruleId) => ({ ruleId, resourceId: 'arn:aws:iam::1:role/r' }));
    const findings = [
      sampleFinding({ ruleId: 'a/none', score: 8, exposure: 'none' }),
      sampleFinding({ ruleId: 'b/other-account', score: 8, exposure: 'other-account' }),
      sampleFinding({ ruleId: 'c/internet', score: 8, exposure: 'internet' }),
      sampleFinding({ ruleId: 'd/two', score: 7, part: '1' }),
      sampleFinding({ ruleId: 'd/two', score: 7, part: '2' }),
      sampleFinding({
        ruleId: 'e/five-parts',
        score: 7,
        parts: ['1', '2', '3', '4', '5'].map((part) => ({ part })),
      }),
      sampleFinding({ ruleId: 'f/tells-three', score: 7, absorbs }),
      sampleFinding({ ruleId: 'g/worst', score: 9.9, exposure: 'none' }),
    ];
    expect(order(sampleReport({ findings }))).toEqual([
      'g/worst',
      'c/internet',
      'b/other-account',
      'a/none',
      'e/five-parts',
      'f/tells-three',
      'd/two',
    ]);
  });

  it('is ten things at most, and says of how many', () => {
    const text = fix(accountWith(2400));
    expect(text).toMatch(/^Fix first {2}10 of 240; /);
    expect(order(accountWith(2400))).toHaveLength(10);
  });

  it('names the first places as far as a line goes, and how many more there are', () => {
    const groups = Array.from({ length: 40 }, (_, index) =>
      sampleFinding({
        resource: { type: 'AwsEc2SecurityGroup', id: `sg-${1000 + index}` },
        exposure: 'internet',
      }),
    );
    expect(fix(sampleReport({ findings: groups }), 80)).toContain(
      '    Where  sg-1000 · sg-1001 · sg-1002 and 37 more; open to the internet\n',
    );
  });

  it('names the parts of a finding, where they differ in account and Region, and what else it ends', () => {
    const text = fix(
      sampleReport({
        findings: [
          sampleFinding({
            parts: [
              { region: 'eu-west-1' },
              { region: 'eu-west-2' },
              { region: 'eu-west-2', part: 'closed', status: 'SUPPRESSED' },
            ],
            absorbs: [
              { ruleId: 'iam/root-without-hardware-mfa', resourceId: 'arn:aws:iam::111122223333:root' },
            ],
          }),
        ],
      }),
    );
    expect(text).toContain('    Where  root (eu-west-1 and 1 more Region); tells 1 other failed check too\n');
  });

  it.each<[string, Parameters<typeof sampleFinding>[0], string]>([
    ['the first sentence', { fix: 'Delete it. Then look for more.', commands: ['aws x'] }, 'Delete it.'],
    ['the command that does it all', { fix: 'Delete it.', commands: ['aws x delete'] }, 'aws x delete'],
    ['no command that would be changed', { fix: 'Delete it.', commands: ['aws \u202ex'] }, 'Delete it.'],
    [
      'no command that does not fit',
      { fix: 'Delete it.', commands: [`aws ${'x'.repeat(100)}`] },
      'Delete it.',
    ],
    ['not one of several commands', { fix: 'Delete it.', commands: ['aws x', 'aws y'] }, 'Delete it.'],
  ])('is mended by %s', (_what, sketch, remedy) => {
    expect(fix(sampleReport({ findings: [sampleFinding(sketch)] }))).toContain(`    Fix    ${remedy}`);
  });

  it('leaves out what is suppressed', () => {
    expect(fix(sampleReport({ findings: [sampleFinding({ status: 'SUPPRESSED' })], passed: 1 }))).toBe('');
  });
});

describe('what was not looked at', () => {
  const section = (report: Report) =>
    plain(report)
      .split('\n\n')
      .find((text) => text.startsWith('Not looked at')) ?? '';

  it('is told by cause, with the permissions that are missing and the command that prints them', () => {
    const missing = (ruleId: string, action: string, deniedBy: string) =>
      sampleUnknown({ ruleId, score: 8, action, deniedBy });
    expect(
      section(
        sampleReport({
          unknowns: [
            missing('iam/user-unused', 'iam:GetCredentialReport', 'identity-based policy'),
            missing('iam/user-unused', 'iam:GenerateCredentialReport', 'identity-based policy'),
            missing('iam/group-unused', 'iam:ListGroups', 'identity-based policy'),
            missing('guardduty/disabled', 'guardduty:ListDetectors', 'service control policy'),
            sampleUnknown({ ruleId: 'iam/root-without-mfa', score: 9, reason: 'AWS did not say' }),
          ],
        }),
      ),
    ).toBe(
      [
        'Not looked at  4 rules unknown; what follows has not passed',
        'CRITICAL  Undetermined: AWS did not say',
        '    1 rule in account 111122223333, us-east-1',
        'HIGH  Denied by identity-based policy: iam:GetCredentialReport, iam:GenerateCredentialReport,',
        '      iam:ListGroups',
        '    2 rules in account 111122223333, us-east-1',
        '    Fix    postern permissions --rule iam/group-unused,iam/user-unused',
        'HIGH  Denied by service control policy: guardduty:ListDetectors',
        '    1 rule in account 111122223333, us-east-1',
        '    Fix    Only the organization can allow it.',
      ].join('\n'),
    );
  });
});

describe('its end', () => {
  it('is what it came to, by severity', () => {
    expect(linesOf(plain(companyReport, 160)).at(-1)).toBe(
      '60 findings: 3 CRITICAL, 49 HIGH, 7 MEDIUM, 1 LOW; 10 rules could not be judged everywhere.',
    );
  });

  it('is green only when all was looked at', () => {
    const green = '\u001b[42m';
    const unknowns = [
      sampleUnknown({ ruleId: 'iam/user-unused', score: 1, action: 'iam:GetCredentialReport' }),
    ];
    expect(inColour(sampleReport({ passed: 3 }))).toContain(green);
    for (const report of [
      sampleReport(),
      sampleReport({ passed: 3, unknowns }),
      sampleReport({ passed: 3, status: 'INTERRUPTED' }),
      sampleReport({ passed: 3, findings: [sampleFinding()] }),
    ]) {
      expect(inColour(report)).not.toContain(green);
    }
  });
});
