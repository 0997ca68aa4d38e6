import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../../src/finding/report.ts';
import { columns } from '../../../src/report/content/fit.ts';
import { SHEET, tableFor } from '../../../src/report/table/table.ts';
import { ACTS_OR_HIDES, hostileText, hostileUnit, OBEYED } from '../../support/hostile-text.ts';
import { companyReport, sampleFinding, sampleReport, sampleUnknown } from '../../support/sample-report.ts';

const DETAILS = { ...SHEET, details: true };
const plain = (report: Report, width = 100) => tableFor({ ...DETAILS, width })(report);

/** Commands and addresses are there to be copied, and are never broken. */
const isForCopying = (line: string) => /^ {7}(https:|aws )/.test(line);

describe('the details', () => {
  it.each([40, 80, 120])('of a company at %i columns', async (width) => {
    await expect(plain(companyReport, width)).toMatchFileSnapshot(`__snapshots__/details-${width}.txt`);
  });

  it('are the same in colour and with links, but for these', () => {
    const rich = tableFor({ ...DETAILS, width: 100, colour: true, links: true })(companyReport);
    expect(rich).toMatch(/\u001b\]8;;https:[!-~]*\u001b\\https:/);
    const escapes = /\u001b\[[\d;]+m|\u001b\]8;;[!-~]*?\u001b\\/g;
    expect(rich.replaceAll(escapes, '')).toBe(plain(companyReport));
  });

  it('name every finding, part and absorbed verdict, and leave every command whole and uncoloured', () => {
    const text = tableFor({ ...DETAILS, width: 200, colour: true })(companyReport);
    const lines = text.split('\n');
    for (const { remediation, parts = [], absorbs = [], resources } of companyReport.findings) {
      for (const command of remediation.commands) expect(lines).toContain(`       ${command}`);
      for (const { id } of [...resources, ...parts.map(({ resource }) => resource)])
        expect(text).toContain(id.includes(':root') ? id.split(':').at(-2) : id.split(/[:/]/).at(-1));
      for (const { ruleId, resourceId } of absorbs)
        expect(text).toContain(`Tells too  ${ruleId}: ${resourceId.split('/').at(-1)}`);
    }
  });

  it('have the worst first, and last for a reader who begins at the end', () => {
    const findings = [
      sampleFinding({ ruleId: 'a/low', score: 1 }),
      sampleFinding({ ruleId: 'b/worst', score: 9.9, title: 'First' }),
      sampleFinding({ ruleId: 'b/worst', score: 9, title: 'Second' }),
    ];
    const report = sampleReport({ findings, unknowns: [sampleUnknown({ ruleId: 'c/x', score: 5 })] });
    const landmarks = (text: string) => text.match(/^(service|[A-Z]+ \d\.\d|Not looked at|\d findings:)/gm);
    const worstFirst = ['CRITICAL 9.9', 'CRITICAL 9.0', 'LOW 1.0', 'Not looked at'];
    expect(landmarks(plain(report))).toEqual(['service', ...worstFirst, '3 findings:']);
    expect(landmarks(tableFor({ ...DETAILS, worstLast: true })(report))).toEqual([
      'service',
      ...worstFirst.reverse(),
      '3 findings:',
    ]);
  });

  it('tell of every place what is wrong there, with reason, exposure and evidence', () => {
    const text = plain(
      sampleReport({
        findings: [
          sampleFinding({
            description: 'Both are open.',
            parts: [
              { part: 'a', description: 'A is open.', exposure: 'internet', evidence: { age: 1 } },
              { part: 'b', description: 'B is open.', severityReason: 'it is old', evidence: { age: 2 } },
              { part: 'c', description: 'C is open.', status: 'SUPPRESSED' },
            ],
          }),
        ],
      }),
    );
    expect(text).toContain(
      [
        '    Both are open.',
        '    root, a   us-east-1  A is open. (open to the internet)',
        '      age: 1',
        '    root, b   us-east-1  B is open. (CRITICAL: it is old)',
        '      age: 2',
        '  Fix',
      ].join('\n'),
    );
  });

  it('give evidence for each finding, once where it is the same', () => {
    const key = (part: string, age: number) => ({ part, evidence: { age } });
    const parts = [key('a', 1), key('b', 2), key('c', 2)];
    expect(plain(sampleReport({ findings: [sampleFinding({ parts })] })).match(/age: \d/g)).toEqual([
      'age: 1',
      'age: 2',
    ]);
  });

  it('name accounts only when there are several', () => {
    const findings = ['111122223333', '444455556666'].map((accountId) => sampleFinding({ accountId }));
    const both = plain(sampleReport({ findings, accountIds: ['111122223333', '444455556666'] }));
    expect(both).toMatch(/root +111122223333 +us-east-1 .*[\s\S]*root +444455556666 +us-east-1/);
    expect(plain(sampleReport({ findings: findings.slice(0, 1) }))).toMatch(/root +us-east-1/);
  });

  it('name every denied action, every rule that it leaves unknown, and what to do', () => {
    const unknowns = Array.from({ length: 20 }, (_, index) =>
      sampleUnknown({
        ruleId: `iam/rule-${index}`,
        score: 5,
        action: `iam:Get${index}`,
        deniedBy: 'session policy',
      }),
    );
    const text = plain(sampleReport({ unknowns }), 60);
    for (const index of unknowns.keys()) {
      expect(text).toContain(`MEDIUM  iam:Get${index} denied (session policy)`);
      expect(text).toContain(`1 rule: iam/rule-${index}\n`);
    }
    expect(text).toContain('Fix  Denied by session policy:\n     postern permissions --service iam\n');
  });

  it('do not show a command whose hidden characters they would have to change', () => {
    const findings = [sampleFinding({ commands: ["aws iam delete-user --user-name 'a\u202eb'"] })];
    const text = plain(sampleReport({ findings }));
    expect(text).not.toContain('delete-user');
    expect(text).toContain('take it from the JSON report');
  });

  it('leave out what is suppressed', () => {
    const text = plain(sampleReport({ findings: [sampleFinding({ status: 'SUPPRESSED' })], passed: 1 }));
    expect(text).not.toContain('Root user has no MFA');
    expect(text).toContain('Left out   1 finding suppressed or closed');
  });

  it('let no text of others act on the terminal, and no line pass the width', () => {
    const finding = fc.record({
      text: hostileText,
      name: hostileText,
      tag: hostileText,
      field: hostileText,
      value: fc.jsonValue({ stringUnit: hostileUnit }),
    });
    const shape = { width: fc.integer({ min: 40, max: 210 }), worstLast: fc.boolean(), links: fc.boolean() };
    fc.assert(
      fc.property(finding, fc.record(shape), ({ text, name, tag, field, value }, options) => {
        const resource = {
          type: 'AwsEc2Instance',
          id: `arn:aws:ec2:x:y:instance/${name}`,
          tags: { Name: tag },
        };
        const told = { title: text, description: text, severityReason: text, resource, part: name };
        const commands = [`aws ec2 stop ${name}`];
        const report = sampleReport({
          accountIds: ['111122223333', text],
          findings: [
            sampleFinding({
              ...told,
              why: text,
              fix: text,
              url: text,
              evidence: { [field]: value },
              commands,
              absorbs: [{ ruleId: 'a/b', resourceId: text }],
            }),
            sampleFinding({ ...told, parts: [{ ...told, evidence: { [field]: value }, commands }] }),
          ],
          unknowns: [
            sampleUnknown({ ruleId: 'a/b', score: 9, reason: text }),
            sampleUnknown({ ruleId: 'a/b', score: 9, action: name, deniedBy: tag, accountId: text }),
          ],
        });
        const lines = tableFor({ ...DETAILS, ...options })(report)
          .replaceAll(/\u001b\]8;;(https:[!-~]*?)?\u001b\\/g, '')
          .split('\n');
        for (const line of lines) {
          expect(line).not.toMatch(ACTS_OR_HIDES);
          expect(line).not.toMatch(OBEYED);
          if (!isForCopying(line)) expect(columns(line)).toBeLessThanOrEqual(options.width);
        }
      }),
      { numRuns: 60 },
    );
  });
});
