import type { Report } from '../../src/finding/report.ts';
import { COMMANDS } from './hostile-text.ts';
import { sampleFinding, sampleReport, sampleUnknown } from './sample-report.ts';

/** What a name in AWS may hold that means something in the world of some format. */
export const HOSTILE = [
  '<script>alert(1)</script>',
  "=cmd|' /C calc'!A0",
  ...COMMANDS,
  'x\n::error::injected',
  'x\r::error::injected\r\n##[add-path]/x',
  'a|b',
  '\u001b[31mred',
  'lone \ud800 surrogate',
  'half \udc00\ud83d',
  'nul \u0000 \u000b \ufffe \uffff \u0085 \u2028',
  ']]> & "quoted" \'too\' --> ',
  '[click](https://evil.example) {0} %0A%3A,',
  'x'.repeat(10_000),
  '👩🏽‍🚀'.repeat(1_000),
] as const;

/** A report in which whoever names things in AWS wrote this text wherever they can. */
export function hostileReport(text: string): Report {
  const named = {
    title: text,
    description: text,
    why: text,
    fix: text,
    url: text,
    severityReason: text,
    resource: { type: 'AwsIamUser', id: text, tags: { Name: text } },
    part: text,
    evidence: { [text]: text },
    commands: [text],
  };
  return sampleReport({
    findings: [
      sampleFinding({
        ...named,
        parts: [named, { ...named, region: 'eu-west-1' }],
        absorbs: [{ ruleId: 'iam/user-unused', resourceId: text }],
      }),
      {
        ...sampleFinding({ ...named, ruleId: 'iam/user-without-mfa', status: 'SUPPRESSED', score: 7 }),
        suppression: { reason: text },
      },
    ],
    unknowns: [sampleUnknown({ ruleId: 'iam/user-unused', score: 5, reason: text, kind: 'failed' })],
  });
}
