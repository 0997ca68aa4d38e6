import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffOf, type ReportDiff } from '../../../src/finding/history/diff.ts';
import { diffSchema } from '../../../src/finding/history/history-schema.ts';
import type { VerdictOutline } from '../../../src/finding/history/outline.ts';
import { diffJson } from '../../../src/report/diff/json.ts';
import { diffMarkdown } from '../../../src/report/diff/markdown.ts';
import { diffTableFor } from '../../../src/report/table/diff.ts';
import { outlineOf, ROOT, scannedReport } from '../../finding/history/scanned-report.fixture.ts';
import { ACTS_OR_HIDES, hostileText, OBEYED } from '../../support/hostile-text.ts';
import { sampleFinding } from '../../support/sample-report.ts';

const user = (name: string, score = 7) =>
  sampleFinding({
    resource: { type: 'AwsIamUser', id: `arn:aws:iam::111122223333:user/${name}` },
    score,
    title: 'User has no MFA',
    description: `${name} has none.`,
  });
const diff = diffOf(
  await outlineOf(
    scannedReport({ rules: [ROOT, 'iam/b'], on: '2026-11-01', findings: [user('alice', 3), user('bob')] }),
  ),
  await outlineOf(scannedReport({ findings: [user('alice'), user('carol'), user('dave', 9)] })),
);
const page = { width: 100, colour: false, links: false };
const table = (told: ReportDiff, width = 100) => [...diffTableFor({ ...page, width })(told)].join('');
const markdown = (told: ReportDiff) => [...diffMarkdown(told)].join('');
const json = (told: ReportDiff) => [...diffJson(told)].join('');

const named = (text: string): ReportDiff => {
  const verdicts = diff.added.map(
    (verdict): VerdictOutline => ({
      ...verdict,
      title: text,
      description: text,
      ruleId: text,
      resource: { type: text, id: text, region: text },
    }),
  );
  return { ...diff, added: verdicts, gone: verdicts, notCompared: [text] };
};

describe('what two reports say', () => {
  it('is a table', () => {
    expect(table(diff)).toBe(`\
Old  2026-11-01 12:00 UTC · account 111122223333 · 2 rules · 2 Regions · postern 0.1.0
New  2026-11-20 12:00 UTC · account 111122223333 · 1 rule · 2 Regions · postern 0.1.0

New  2 failed checks not in the old report
  CRITICAL  User has no MFA (iam/root-without-mfa)
    dave                          us-east-1       dave has none.
  HIGH  User has no MFA (iam/root-without-mfa)
    carol                         us-east-1       carol has none.

Worse  1 failed check in both, and graver than before
  HIGH  User has no MFA (iam/root-without-mfa)
    alice                         us-east-1       alice has none. (was LOW)

Gone  1 failed check looked for, and no longer found
  HIGH  User has no MFA (iam/root-without-mfa)
    bob                           us-east-1       bob has none.

Compared in part  only where both looked
  The new report did not run the rule iam/b.

Failed checks: 2 new, 1 persisting (1 worse), 1 gone.
`);
  });

  it('is Markdown', () => {
    expect(markdown(diff)).toContain(`\
## Postern: 2 new, 1 persisting (1 worse), 1 gone

- Old: 2026-11-01 12:00 UTC · account 111122223333 · 2 rules · 2 Regions · postern 0.1.0
- New: 2026-11-20 12:00 UTC · account 111122223333 · 1 rule · 2 Regions · postern 0.1.0

### New

2 failed checks not in the old report.

| Severity | Finding | Resource | Account | Region |
|---|---|---|---|---|
| CRITICAL | User has no MFA (iam/root-without-mfa) | dave | 111122223333 | us-east-1 |
`);
    const many = { ...diff, added: Array.from({ length: 1000 }, () => diff.added).flat() };
    expect(markdown(many).length).toBeLessThan(20_000);
    expect(markdown(many)).toContain(
      '\nAnd 1,950 more failed checks: `postern diff --format json` tells all.\n',
    );
  });

  it('is JSON with every verdict', () => {
    const told = diffSchema.parse(JSON.parse(json(diff)));
    expect(told.counts).toMatchObject({ new: 2, persisting: 1, worse: 1, gone: 1 });
    expect(told.new).toHaveLength(2);
    expect(told.persisting).toMatchObject([
      {
        resourceId: 'arn:aws:iam::111122223333:user/alice',
        severity: { label: 'HIGH' },
        was: { severity: { label: 'LOW' } },
      },
    ]);
    expect(json(diff)).toBe(`${JSON.stringify(told, undefined, 2)}\n`);
  });

  it.each([
    ['table', (told: ReportDiff) => table(told, 60)],
    ['markdown', markdown],
    ['json', json],
  ])('obeys nothing that a report says: %s', (_format, write) => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const written = write(named(text));
        expect(written.replaceAll('\n', '')).not.toMatch(ACTS_OR_HIDES);
        expect(written).not.toMatch(OBEYED);
      }),
      { numRuns: 40 },
    );
  });

  it.each([
    '<script>alert(1)</script>',
    'a | b',
    '[x](https://evil.example)',
    '@maintainer',
    '#1',
    '*a* _b_ `c` ~~d~~',
    'www.evil.example',
    'https://evil.example',
    ':smile:',
  ])('is no Markdown of others: %s', (text) => {
    const cells = markdown(named(text))
      .split('\n')
      .find((line) => line.startsWith('| HIGH'))
      ?.split('|');
    expect(cells).toHaveLength(7);
    expect(cells?.[2]?.replaceAll(/&#\d+;/g, '')).not.toMatch(/[<>[\]@#*_`~]|www\.|:\/\/|:smile:/);
  });

  it('mentions nobody: GitHub tells people of an @ that is followed by their name, however it is written', () => {
    expect(markdown(named('@maintainer'))).toContain('&#64;&#8203;maintainer');
  });
});
