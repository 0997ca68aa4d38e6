import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/finding/report.ts';
import { code, link, prose } from '../../src/report/content/markdown-text.ts';
import { markdownReport } from '../../src/report/markdown/markdown.ts';
import { everythingReport } from '../support/everything-report.ts';
import { sourceOf, textOf } from '../support/report-source.ts';
import {
  companyReport,
  sampleFinding,
  sampleGathered,
  sampleReport,
  sampleUnknown,
} from '../support/sample-report.ts';

const MOST_OF_A_SUMMARY = 1 << 20;

async function pageOf(report: Report): Promise<{ page: string; notes: readonly string[] }> {
  const notes: string[] = [];
  const page = await textOf(markdownReport((sentence) => notes.push(sentence))(sourceOf(report)));
  return { page, notes };
}

/** The text from a heading to the next of its kind. */
function section(page: string, heading: string): string {
  const from = page.indexOf(`## ${heading}`);
  if (from < 0) return '';
  const next = page.indexOf('\n## ', from);
  return next < 0 ? page.slice(from) : page.slice(from, next);
}

describe('markdownReport', () => {
  it('begins with what it came to, and says what to mend first', async () => {
    const { page, notes } = await pageOf(companyReport);
    expect(page).toMatch(
      /^# Postern\n\n\*\*\d+ findings: \d+ CRITICAL, [^\n]+could not be judged everywhere\.\*\*\n/,
    );
    expect(section(page, 'Fix first')).toMatch(
      /\n1\. \*\*CRITICAL\*\* Root user has no MFA \(`iam\/root-without-mfa`\)\n/,
    );
    expect(notes).toEqual([]);
  });

  it('tells of a finding why it matters, where it is so, with evidence, and what mends it', async () => {
    const findings = section((await pageOf(companyReport)).page, 'Findings');
    expect(findings).toContain('### CRITICAL: ');
    expect(findings).toContain('Why: Search engines for open buckets list it within days.');
    expect(findings).toMatch(
      /\| `acme-invoices` \| `eu-west-1` \| The bucket policy lets everyone read every object of acme-invoices\. \| `Statement: \{ Sid: PublicRead/,
    );
    expect(findings).toContain('```sh\naws s3api put-public-access-block --bucket acme-invoices ');
    expect(findings).toMatch(/47 places[\s\S]+The first 25 of 47 places: 22 more\./);
    expect(findings).toMatch(/Tells too:\n\n- `iam\/policy-allows-assuming-any-role`: `everything`\n/);
  });

  it('says what could not be looked at, what is new and gone, what frameworks say, and what is suppressed', async () => {
    const { page } = await pageOf(everythingReport);
    expect(section(page, 'Could not be looked at')).toMatch(
      /\| `ec2:DescribeSnapshots` denied by service control policy \| `ec2\/snapshot-public`, `rds\/snapshot-public` \|/,
    );
    const baseline = section(page, 'Since the baseline of 2026-11-13 12:00 UTC');
    expect(baseline).toContain('1 new, 1 persisting, 1 gone.');
    expect(baseline).toMatch(
      /\| New \|[\s\S]+CVE-2026-1001[\s\S]+\| Gone \|[\s\S]+`bob`[\s\S]+Not compared:\n\n- kms\/key-public/,
    );
    expect(section(page, 'Findings')).toContain('| **NEW** CVE-2026-1001 is in openssl');
    const frameworks = section(page, 'Frameworks');
    expect(frameworks).toContain(
      '| 2 of 3 judged controls passed (66 %), 1 of them in part; 4 of 7 not judged: 1 unknown, 1 not applicable, 1 manual, 1 judged by no rule | 1 | 1 | 1 | 1 | 1 | 1 | 1 |',
    );
    expect(frameworks).toContain('| `1.3` | FAILED | Control that is FAILED | 2 | 0 |');
    const suppressed = section(page, 'Suppressed');
    expect(suppressed).toMatch(
      /2 failed checks suppressed\.[\s\S]+`public-downloads`[\s\S]+meant to be public/,
    );
    expect(suppressed).toContain('- rule `ec2/*`, account `111122223333`, until 2026-11-01: until the move');
    expect(suppressed).toContain(
      '- resource `arn:aws:s3:::old-*`, region `us-*`, tag `team=data`: gone by now',
    );
  });

  it('leaves out sections that have nothing to say', async () => {
    const { page } = await pageOf(sampleReport({ passed: 12 }));
    expect(page.match(/^#+ .*/gm)).toEqual(['# Postern']);
    expect(page).toContain('**No finding; 12 checks passed.**');
  });

  it('names the account of each place where there are several', async () => {
    const accountIds = ['111122223333', '444455556666'];
    const findings = accountIds.map((accountId) => sampleFinding({ accountId }));
    const { page } = await pageOf(sampleReport({ findings, accountIds }));
    expect(page).toContain('| Resource | Account | Region |');
    expect(page).toContain('| `root` | `444455556666` | `us-east-1` |');
  });

  it('counts the parts of a finding that it does not name', async () => {
    const parts = Array.from({ length: 1_000 }, (_, index) => sampleFinding({ part: `part-${index}` }));
    const { page } = await pageOf(sampleReport({ findings: [sampleGathered(parts)] }));
    expect(page).toContain('The first 25 of 1,000 places: 975 more.');
  });

  it('stays below what GitHub takes, tells the gravest, and says what it had no room for', async () => {
    const hostile = '`|*<\u202e'.repeat(60);
    const findings = Array.from({ length: 1_500 }, (_, index) =>
      sampleFinding({
        ruleId: `iam/rule-${index}`,
        title: index === 0 ? 'the gravest' : `${index} ${hostile}`,
        score: 9.5 - index / 500,
        description: hostile,
        evidence: { a: hostile },
        resource: { type: 'AwsIamUser', id: hostile },
      }),
    );
    const unknowns = Array.from({ length: 200 }, (_, index) =>
      sampleUnknown({ ruleId: `iam/${index}${hostile}`, score: 9, reason: `${index}${hostile}` }),
    );
    const { page, notes } = await pageOf(sampleReport({ findings, unknowns }));
    const bytes = Buffer.byteLength(page);
    expect(bytes).toBeLessThan(MOST_OF_A_SUMMARY);
    expect(bytes).toBeGreaterThan(980_000);
    expect(page).toContain('CRITICAL 9.5 the gravest <code>iam/rule-0</code></summary>');
    const [, unnamed] = /And ([\d,]+) findings that are not named here/.exec(page) ?? [];
    expect(unnamed).toBeDefined();
    expect(notes).toEqual([expect.stringMatching(/^The findings of [\d,]+ rules, the mildest, are counted/)]);
    expect(page).toContain(notes[0]);
    expect(section(page, 'Could not be looked at')).toContain('And 175 more reasons.');
  });
});

describe('text of others', () => {
  it.each([
    ['<img src=x>', '&#60;img src=x&#62;'],
    ['a | b', 'a &#124; b'],
    ['[a](https://evil.example)', '&#91;a&#93;(https&#58;//evil.example)'],
    ['www.evil.example', 'www&#46;evil.example'],
    ['**a** `b` ~c~ _d_', '&#42;&#42;a&#42;&#42; &#96;b&#96; &#126;c&#126; &#95;d&#95;'],
    ['@octocat fixes #12', '&#64;&#8203;octocat fixes &#35;&#8203;12'],
    ['# heading', '&#35;&#8203; heading'],
    ['- item', '&#45; item'],
    ['1. item', '1&#46; item'],
    ['&lt;', '&#38;lt;'],
    ['\\|', '&#92;&#124;'],
    ['$x$', '&#36;x&#36;'],
    ['two\nlines', 'two lines'],
    ['Version 18.0 (of 2) is "old", isn\'t it?', 'Version 18.0 (of 2) is "old", isn\'t it?'],
  ])('is prose: %j', (text, shown) => {
    expect(prose(text)).toBe(shown);
  });

  it.each([
    ['arn:aws:iam::111122223333:user/*', '`arn:aws:iam::111122223333:user/*`'],
    ['a|b', '<code>a&#124;b</code>'],
    ['`', '<code>&#96;</code>'],
    ['\\', '<code>&#92;</code>'],
    ['<b>', '<code>&#60;b&#62;</code>'],
    ['', ''],
  ])('is code: %j', (text, shown) => {
    expect(code(text)).toBe(shown);
  });

  it('is cut where it is long, however little room it takes', () => {
    expect(prose('a'.repeat(10_000))).toBe(`${'a'.repeat(299)}…`);
    expect(prose(`a${'\u0301'.repeat(10_000)}`).length).toBeLessThan(700);
  });

  it('is a link only where it is an address and nothing else', () => {
    expect(link('How', 'https://docs.aws.amazon.com/a?b=c&d#e')).toBe(
      '[How](https://docs.aws.amazon.com/a?b=c&d#e)',
    );
    for (const url of ['javascript:alert(1)', 'https://a) [b](c', 'https://a b', 'http://a'])
      expect(link('How', url)).toBe(`\`${url}\``);
  });
});
