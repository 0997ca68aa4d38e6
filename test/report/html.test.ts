import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conclusion } from '../../src/report/content/conclusion.ts';
import { inOrderOfFixing } from '../../src/report/content/finding-groups.ts';
import { ACTS_OR_HIDES, hostileText } from '../support/hostile-text.ts';
import { companyReport, sampleFinding, sampleReport, sampleUnknown } from '../support/sample-report.ts';
import { fullReport, pageOf } from './html-page.fixture.ts';

const { html: full } = await pageOf(fullReport);

/** Everything but data, script and style. */
const shownIn = (html: string) => html.replace(/<(script|style)[ >][\s\S]*?<\/\1>/g, '');

/** The text of a page, without its tags and with its references resolved. */
const wordsIn = (html: string) =>
  shownIn(html)
    .replace(/<[^>]*>/g, ' ')
    .replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)))
    .replace(/\s+/g, ' ');

const dataIn = (html: string, name: string): unknown[] =>
  [
    ...html.matchAll(
      new RegExp(`<script type="application/json" data-of="${name}">([\\s\\S]*?)</script>`, 'g'),
    ),
  ].map(([, json = '']) => JSON.parse(json));

const sectionOf = (html: string, id: string) =>
  new RegExp(`<section id="${id}"[\\s\\S]*?</section>`).exec(html)?.[0] ?? '';

describe('the page', () => {
  it('runs and loads nothing but its one script and its one style, by their hashes', () => {
    const [policy = ''] = /(?<=http-equiv="Content-Security-Policy" content=")[^"]*/.exec(full) ?? [];
    const scripts = [...full.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(([, text]) => text ?? '');
    const styles = [...full.matchAll(/<style>([\s\S]*?)<\/style>/g)].map(([, text]) => text ?? '');
    expect([scripts.length, styles.length]).toEqual([1, 1]);
    const hash = (text = '') => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
    expect(policy.split('; ')).toEqual([
      "default-src 'none'",
      `script-src ${hash(scripts[0])}`,
      `style-src ${hash(styles[0])}`,
      "base-uri 'none'",
      "form-action 'none'",
      "require-trusted-types-for 'script'",
      "trusted-types 'none'",
    ]);
    expect(full.indexOf('Content-Security-Policy')).toBeLessThan(full.search(/<(script|style|link|title)/));
    expect(full.slice(0, 200)).toContain('<meta charset="utf-8">');
  });

  it('has no handler, no style and no address in an attribute, but links to https', () => {
    const tags = shownIn(full).match(/<[a-z][^>]*>/g) ?? [];
    expect(tags.length).toBeGreaterThan(400);
    for (const tag of tags)
      expect(tag.replace(/"[^"]*"/g, '')).not.toMatch(
        /\s(on\w+|style|src|srcset|action|formaction|xlink:href)=/,
      );
    for (const [, address = ''] of shownIn(full).matchAll(/href="([^"]*)"/g))
      expect(address).toMatch(/^(https:\/\/|#[a-z-]+$)/);
    expect(full).toContain(
      '<a href="https://www.cisecurity.org/benchmark/amazon_web_services" rel="noreferrer"',
    );
  });

  it('has every element that opens closed, whatever others wrote', () => {
    const open: string[] = [];
    for (const [, slash, name = '', rest = ''] of shownIn(full).matchAll(/<(\/?)([a-z][a-z0-9]*)([^>]*)>/g)) {
      if (['meta', 'br', 'path', 'rect'].includes(name) || rest.endsWith('/')) continue;
      if (slash === '') open.push(name);
      else expect(open.pop()).toBe(name);
    }
    expect(open).toEqual([]);
    expect(full).not.toContain('<img');
    expect(full.match(/<script/g)).toHaveLength(dataIn(full, 'rows').length * 2 + 2);
  });

  it('escapes any text, in what is shown and in its data', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(hostileText, fc.constantFrom('</script>', '<!--<script>', ']]>', '&amp;')),
        async (text) => {
          const finding = sampleFinding({ title: text, description: text, evidence: { [`a${text}`]: text } });
          const { html } = await pageOf(sampleReport({ findings: [finding] }));
          expect(shownIn(html)).not.toMatch(/<(?!\/?(?:!doctype|[a-z][a-z0-9]*)[\s>/])/);
          expect(html.replaceAll('\n', '')).not.toMatch(ACTS_OR_HIDES);
          expect(dataIn(html, 'details')).toMatchObject([[{ evidence: { [`a${text}`]: text } }]]);
          expect(dataIn(html, 'rows')).toMatchObject([
            { abouts: [{ title: text }], rows: [{ description: text }] },
          ]);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is the same for the same report', async () => {
    expect((await pageOf(fullReport)).html).toBe(full);
  });
});

describe('what the page says without its script', () => {
  const words = wordsIn(full);

  it('whose account, when, what it came to, and that the list needs the script', async () => {
    const { html } = await pageOf(companyReport);
    const said = wordsIn(html);
    expect(said).toContain('AWS account 111122223333 · scanned 20 November 2026, 12:00 UTC');
    expect(said).toContain(conclusion(companyReport));
    expect(html).toMatch(/<noscript>.*needs JavaScript/);
  });

  it('the figures by severity, as a picture with a name too', () => {
    const { bySeverity } = fullReport.summary.findings;
    expect(sectionOf(full, 'overview')).toContain(
      `aria-label="Findings by severity: ${bySeverity.CRITICAL} critical, ${bySeverity.HIGH} high, ${bySeverity.MEDIUM} medium, ${bySeverity.LOW} low, 0 informational"`,
    );
    expect(words).toContain(`${bySeverity.CRITICAL} critical`);
    expect(sectionOf(full, 'where')).toContain('aria-label="kms: 120 medium"');
  });

  it('a heat map of accounts and Regions, in which a finding with parts counts once in each place', () => {
    const heat = wordsIn(sectionOf(full, 'where'));
    const gathered = fullReport.findings.find(({ parts }) => parts !== undefined && parts.length === 60);
    expect(gathered).toBeDefined();
    expect(heat).toContain('1 finding of production in ap-south-1, the worst critical');
    expect(heat).toMatch(/60 findings of [^ ]+.* in us-east-1, the worst medium/);
    expect(heat).toContain('1 not judged');
    expect(heat).toContain('not looked at');
  });

  it('of one account the services by Region', async () => {
    const heat = wordsIn(sectionOf((await pageOf(companyReport)).html, 'where'));
    expect(heat).toContain('1 finding of s3 in eu-west-1, the worst critical');
    expect(heat).toMatch(/findings of 111122223333 in us-east-1, the worst critical/);
  });

  it('what to fix first, in the order of the table', () => {
    const told = [...sectionOf(full, 'fix-first').matchAll(/<code class="note">([^<]*)<\/code>/g)].map(
      ([, id]) => id,
    );
    expect(told).toEqual(
      inOrderOfFixing(fullReport.findings)
        .slice(0, 10)
        .map(({ first }) => first.ruleId),
    );
    expect(words).toContain('1 other failed check goes away with it');
  });

  it('what could not be looked at, with the missing permissions and the command for them', () => {
    const section = wordsIn(sectionOf(full, 'not-looked-at'));
    expect(section).toContain('iam:GetCredentialReport');
    expect(section).toContain('Only the organization can allow it.');
    expect(section).toContain('postern permissions --service ec2');
    expect(section).toContain('iam/administrator-without-mfa');
    expect(section).toContain('lambda:GetPolicy was throttled');
  });

  it('the baseline, the frameworks and the suppressions where there are any, and nothing where not', async () => {
    expect(wordsIn(sectionOf(full, 'baseline'))).toMatch(
      /29 new .*115 persisting .*1 gone .*User has no MFA.*did not look at us-west-2/,
    );
    expect(wordsIn(sectionOf(full, 'frameworks'))).toMatch(
      /1 of 2 judged controls passed \(50 %\); 1 of 3 not judged: 1 manual .*1\.4 failed MFA for root/,
    );
    expect(wordsIn(sectionOf(full, 'suppressions'))).toMatch(
      /1 failed check suppressed.*iam\/\* Old \(until 2026-01-31\)/,
    );
    const { html } = await pageOf(sampleReport({ passed: 3 }));
    for (const id of ['baseline', 'frameworks', 'suppressions', 'not-looked-at', 'fix-first']) {
      expect(sectionOf(html, id)).toBe('');
      expect(html).not.toContain(`href="#${id}"`);
    }
  });

  it.each([
    ['everything was looked at', sampleReport({ passed: 3 }), true],
    [
      'something is unknown',
      sampleReport({ passed: 3, unknowns: [sampleUnknown({ ruleId: 'iam/a', score: 1 })] }),
      false,
    ],
    ['it was interrupted', sampleReport({ passed: 3, status: 'INTERRUPTED' }), false],
    ['nothing was judged', sampleReport(), false],
  ])('an all-clear only when nothing was found and %s', async (_case, report, clear) => {
    expect((await pageOf(report)).html.includes('class="verdict clear"')).toBe(clear);
  });
});

describe('the findings in the page', () => {
  it('are all there, with what is absorbed under what tells it', () => {
    const rows = dataIn(full, 'rows').flatMap((block) => Object.assign({ rows: [] }, block).rows);
    expect(rows).toHaveLength(fullReport.findings.length);
    expect(full).toContain('"absorbed":[{"ruleId":"ec2/admin-port-open-to-internet"');
    expect(dataIn(full, 'facts')).toMatchObject([{ leftOut: 0, startedAt: fullReport.scan.startedAt }]);
  });

  it('are the most severe that there is room for, and what is left out is said aloud', async () => {
    const { html, notes } = await pageOf(fullReport, { room: { findings: 100, characters: 1e9 } });
    const left = fullReport.findings.length - 100;
    expect(notes).toEqual([
      `a page holds the 100 most severe findings; ${left} findings less severe are in its figures only. The JSON report holds them all.`,
    ]);
    expect(dataIn(html, 'facts')).toMatchObject([{ leftOut: left }]);
    expect(sectionOf(html, 'overview')).toBe(sectionOf(full, 'overview'));
    const { notes: byLength } = await pageOf(fullReport, { room: { findings: 1e6, characters: 20_000 } });
    expect(byLength).toHaveLength(1);
    expect((await pageOf(fullReport)).notes).toEqual([]);
  });
});
