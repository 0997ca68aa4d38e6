import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { trendSchema } from '../../../src/finding/history/history-schema.ts';
import { Trend, type TrendSeries } from '../../../src/finding/history/trend.ts';
import { trendTableFor } from '../../../src/report/table/trend.ts';
import { trendHtml } from '../../../src/report/trend/html.ts';
import { trendJson } from '../../../src/report/trend/json.ts';
import { outlineOf, type ScanSketch, scannedReport } from '../../finding/history/scanned-report.fixture.ts';
import { ACTS_OR_HIDES, hostileText, OBEYED } from '../../support/hostile-text.ts';
import { sampleFinding } from '../../support/sample-report.ts';

const user = (name: string, score = 7) => ({
  ...sampleFinding({
    resource: { type: 'AwsIamUser', id: `arn:aws:iam::111122223333:user/${name}` },
    score,
    title: 'User has no MFA',
  }),
  firstObservedAt: '2026-10-02T12:00:00.000Z',
});
const many = Array.from({ length: 120 }, (_, index) => user(`u${index}`, 3));

async function seriesOf(...scans: ScanSketch[]): Promise<TrendSeries[]> {
  const trend = new Trend();
  for (const scan of scans) trend.add(await outlineOf(scannedReport(scan)));
  return trend.series();
}

const series = await seriesOf(
  { on: '2026-11-01', findings: [user('alice', 9), user('bob')] },
  { on: '2026-11-11', findings: [user('alice', 9)], regions: ['us-east-1'], leftOut: {} },
);
const table = (all: readonly TrendSeries[], width = 100, details = false) =>
  [...trendTableFor({ width, colour: false, links: false, details })(all)].join('');
const html = (all: readonly TrendSeries[]) => [...trendHtml(all)].join('');
const json = (all: readonly TrendSeries[]) => [...trendJson(all)].join('');

const named = (text: string): TrendSeries[] =>
  series.map((each) => ({
    ...each,
    accounts: [{ accountId: text, alias: text }],
    open: each.open.map(({ verdict, ...times }) => ({
      ...times,
      verdict: {
        ...verdict,
        title: text,
        ruleId: text,
        accountId: text,
        resource: { type: text, id: text, region: text },
      },
    })),
  }));

describe('how findings came and went', () => {
  it('is a table', () => {
    expect(table(series)).toBe(`\
Account 111122223333: 2 reports, 2026-11-01 to 2026-11-11
The reports are of different numbers of Regions and lowest severities: compare their counts with
care.

report                critical  high  medium  low  info  unknown  new  gone
2026-11-01 12:00 UTC         1     1       0    0     0        0
2026-11-11 12:00 UTC         1     0       -    -     -        0    0     1

Open, in days             open    median    oldest
critical                     1        40        40

Closed, in days         closed    median   longest
high                         1        40        40

Open  1 failed check
  CRITICAL  40 days  User has no MFA (iam/root-without-mfa)
    alice · 111122223333 · us-east-1
`);
  });

  it('tells as much on a narrow terminal, and every open one with details', async () => {
    expect(table(series, 40)).toContain(
      '2026-11-11 12:00 UTC: 1 critical, -\nmedium, - low, - info, 1 gone\n',
    );
    const long = await seriesOf({ findings: many });
    expect(table(long)).toContain(
      'Open  20 of 120 failed checks, the gravest and oldest; --details tells all\n',
    );
    expect(table(long, 100, true)).toContain('u119 · ');
    expect(table(await seriesOf({}))).toContain('Nothing is open.');
  });

  it('is one HTML file that lets nothing in but its own style', () => {
    const page = html(series);
    const [, style = ''] = /<style>([^<]*)<\/style>/.exec(page) ?? [];
    const hash = createHash('sha256').update(style).digest('base64');
    expect(page).toContain(
      `content="default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'"`,
    );
    expect(page).not.toMatch(/<script|<link|<img|<iframe|\son\w+=|\sstyle=|https?:|url\(/i);
  });

  it('says in words what its pictures show, and gives every id once', () => {
    const page = html([...series, ...series]);
    expect(page.match(/<svg /g)).toHaveLength(6);
    expect(page).toContain(
      '<desc id="s0-columns-description">2026-11-01 12:00 UTC: 1 critical, 1 high. 2026-11-11 12:00 UTC: 1 critical</desc>',
    );
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, names = ''] of page.matchAll(/aria-labelledby="([^"]+)"/g))
      for (const name of names.split(' ')) expect(ids).toContain(name);
  });

  it('shows every open one in HTML, the first hundred at once', async () => {
    const page = html(await seriesOf({ findings: many }));
    expect(page).toContain('<summary>20 more</summary>');
    for (const { resources } of many) expect(page).toContain(`<td>${resources[0]?.id.split('/')[1]}</td>`);
  });

  it('is JSON', () => {
    const told = trendSchema.parse(JSON.parse(json(series)));
    expect(told.series[0]).toMatchObject({
      accounts: [{ accountId: '111122223333' }],
      reports: [
        { bySeverity: { CRITICAL: 1, HIGH: 1 } },
        { opened: 0, closed: 1, leftOut: { below: 'HIGH' } },
      ],
      open: [{ days: 40, severity: { label: 'CRITICAL' } }],
      closed: [{ days: 40, resourceId: 'arn:aws:iam::111122223333:user/bob' }],
    });
    expect(json(series)).toBe(`${JSON.stringify(told, undefined, 2)}\n`);
    expect(JSON.parse(json([]))).toEqual({ schemaVersion: '1.0', series: [] });
  });

  it.each([
    ['table', (all: TrendSeries[]) => table(all, 60, true)],
    ['html', html],
    ['json', json],
  ])('obeys nothing that a report says: %s', (_format, write) => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const written = write(named(text));
        expect(written.replaceAll('\n', '')).not.toMatch(ACTS_OR_HIDES);
        if (_format !== 'html') expect(written).not.toMatch(OBEYED);
      }),
      { numRuns: 40 },
    );
    const evil = `<script>alert(1)</script>"'><img src=x onerror=alert(1)>`;
    if (_format === 'html') expect(write(named(evil))).not.toMatch(/<script|<img/);
  });
});
