import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../../src/finding/report.ts';
import { columns } from '../../../src/report/content/fit.ts';
import { tableFor } from '../../../src/report/table/table.ts';
import { ACTS_OR_HIDES, hostileText, hostileUnit } from '../../support/hostile-text.ts';
import { companyReport, sampleFinding, sampleReport, sampleUnknown } from '../../support/sample-report.ts';

const plain = (report: Report, width = 100) => tableFor({ width, colour: false })(report);

/** Commands and addresses are there to be copied, and are never broken. */
const isForCopying = (line: string) => /^ {7}(https:|aws )/.test(line);

describe('tableFor', () => {
  it.each([40, 80, 120, 200])('a company at %i columns', async (width) => {
    await expect(plain(companyReport, width)).toMatchFileSnapshot(`__snapshots__/company-${width}.txt`);
  });

  it('is the same in colour, but for the colours', () => {
    const coloured = tableFor({ width: 100, colour: true })(companyReport);
    expect(coloured).toMatch(/\u001b\[/);
    expect(coloured.replaceAll(/\u001b\[\d+m/g, '')).toBe(plain(companyReport));
  });

  it('leaves commands uncoloured and whole', () => {
    const commands = companyReport.findings.slice(0, 4).flatMap(({ remediation }) => remediation.commands);
    const lines = tableFor({ width: 80, colour: true })(companyReport).split('\n');
    expect(commands).not.toEqual([]);
    for (const command of commands) expect(lines).toContain(`       ${command}`);
  });

  it('shows the first findings of a rule and counts the rest', () => {
    const text = plain(companyReport);
    expect(text.match(/^ {4}sg-/gm)).toHaveLength(5);
    expect(text).toContain('and 42 more (all of them in the JSON report: --output report.json)');
  });

  it('names what is found in several Regions once', () => {
    const findings = ['eu-west-1', 'eu-west-2', 'eu-west-3'].map((region) =>
      sampleFinding({ score: 5, region }),
    );
    const text = plain(sampleReport({ findings }));
    expect(text.match(/root \(eu-west-1 and 2 more Regions\)/g)).toHaveLength(1);
  });

  it('keeps to the width however many findings there are', () => {
    const findings = Array.from({ length: 1000 }, (_, index) =>
      sampleFinding({ score: 0, ruleId: `rule/number-${index % 100}`, part: `${index}` }),
    );
    const lines = plain(sampleReport({ findings }), 40).split('\n');
    for (const line of lines.filter((line) => !isForCopying(line)))
      expect(columns(line)).toBeLessThanOrEqual(40);
  });

  it('names accounts only when there are several', () => {
    const findings = ['111122223333', '444455556666'].map((accountId) => sampleFinding({ accountId }));
    expect(plain(sampleReport({ findings, accountIds: ['111122223333', '444455556666'] }))).toMatch(
      /root +111122223333 +us-east-1 .*\n +root +444455556666 +us-east-1/,
    );
    expect(plain(sampleReport({ findings: findings.slice(0, 1) }))).toMatch(/root +us-east-1/);
  });

  it('says at both ends that it was interrupted', () => {
    const lines = plain(sampleReport({ status: 'INTERRUPTED', passed: 3 }))
      .trimEnd()
      .split('\n');
    expect(lines[1]).toBe('INTERRUPTED: this is part of the scan.');
    expect(lines.slice(-2)).toEqual([
      'INTERRUPTED: this is part of the scan.',
      'No finding so far; 3 checks passed.',
    ]);
  });

  it('is green only when all was looked at', () => {
    const green = '\u001b[32m';
    const coloured = (report: Report) => tableFor({ width: 100, colour: true })(report);
    const unknowns = [
      sampleUnknown({ ruleId: 'iam/user-unused', score: 1, action: 'iam:GetCredentialReport' }),
    ];
    expect(coloured(sampleReport({ passed: 3 }))).toContain(green);
    for (const report of [
      sampleReport(),
      sampleReport({ passed: 3, unknowns }),
      sampleReport({ passed: 3, status: 'INTERRUPTED' }),
      sampleReport({ passed: 3, findings: [sampleFinding()] }),
    ]) {
      expect(coloured(report)).not.toContain(green);
    }
  });

  it('has the worst rule of a severity first, and a group for each title of a rule', () => {
    const findings = [
      sampleFinding({ ruleId: 'b/rule', score: 9, title: 'Second' }),
      sampleFinding({ ruleId: 'b/rule', score: 9.9, title: 'First' }),
      sampleFinding({ ruleId: 'a/rule', score: 9, title: 'Before second' }),
    ];
    expect(plain(sampleReport({ findings })).match(/^● .*$/gm)).toEqual([
      '● First  b/rule · 9.9',
      '● Before second  a/rule · 9.0',
      '● Second  b/rule · 9.0',
    ]);
  });

  it('gives proof for each finding, once where it is the same', () => {
    const key = (part: string, age: number) => sampleFinding({ part, evidence: { age } });
    const proofs = (report: Report) => plain(report).match(/age: \d/g);
    expect(proofs(sampleReport({ findings: [key('a', 1), key('b', 1)] }))).toEqual(['age: 1']);
    expect(proofs(sampleReport({ findings: [key('a', 1), key('b', 2), key('c', 2)] }))).toEqual([
      'age: 1',
      'age: 2',
      'age: 2',
    ]);
  });

  it('does not show a command whose hidden characters it would have to change', () => {
    const findings = [sampleFinding({ commands: ["aws iam delete-user --user-name 'a\u202eb'"] })];
    const text = plain(sampleReport({ findings }));
    expect(text).not.toContain('delete-user');
    expect(text).toContain('take it from the JSON report');
  });

  it('leaves out what is suppressed, and counts it', () => {
    const text = plain(sampleReport({ findings: [sampleFinding({ status: 'SUPPRESSED' })], passed: 1 }));
    expect(text).not.toContain('● ');
    expect(text).toContain('Findings    none · 1 suppressed or closed');
  });

  it('lets no text of others act on the terminal, and no line pass the width', () => {
    const finding = fc.record({
      text: hostileText,
      name: hostileText,
      tag: hostileText,
      field: hostileText,
      value: fc.jsonValue({ stringUnit: hostileUnit }),
    });
    fc.assert(
      fc.property(finding, fc.integer({ min: 40, max: 210 }), ({ text, name, tag, field, value }, width) => {
        const report = sampleReport({
          accountIds: ['111122223333', text],
          findings: [
            sampleFinding({
              title: text,
              why: text,
              description: text,
              severityReason: text,
              fix: text,
              resource: {
                type: 'AwsEc2Instance',
                id: `arn:aws:ec2:x:y:instance/${name}`,
                tags: { Name: tag },
              },
              evidence: { [field]: value },
              part: name,
              commands: [`aws ec2 stop ${name}`],
            }),
          ],
          unknowns: [
            sampleUnknown({ ruleId: 'a/b', score: 9, reason: text }),
            sampleUnknown({ ruleId: 'a/b', score: 9, action: name, deniedBy: tag, accountId: text }),
          ],
        });
        const lines = plain(report, width).split('\n');
        for (const line of lines) {
          expect(line).not.toMatch(ACTS_OR_HIDES);
          if (!isForCopying(line)) expect(columns(line)).toBeLessThanOrEqual(width);
        }
      }),
      { numRuns: 60 },
    );
  });
});
