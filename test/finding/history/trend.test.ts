import { describe, expect, it } from 'vitest';
import { Trend, type TrendSeries } from '../../../src/finding/history/trend.ts';
import { sampleAbsorbing, sampleFinding, sampleUnknown } from '../../support/sample-report.ts';
import { outlineOf, ROOT, type ScanSketch, scannedReport } from './scanned-report.fixture.ts';

const OTHER = 'iam/user-without-mfa';
const user = (name: string, on = '2026-11-01', more: Parameters<typeof sampleFinding>[0] = {}) => ({
  ...sampleFinding({ ruleId: OTHER, resource: { type: 'AwsIamUser', id: name }, score: 7, ...more }),
  firstObservedAt: `${on}T12:00:00.000Z`,
});
const told = sampleAbsorbing(sampleFinding(), [user('a')]);

async function seriesOf(...scans: ScanSketch[]): Promise<TrendSeries[]> {
  const trend = new Trend();
  for (const [index, scan] of scans.entries())
    trend.add(
      await outlineOf(
        scannedReport({
          rules: [ROOT, OTHER],
          on: `2026-11-${`${index * 10 + 1}`.padStart(2, '0')}`,
          ...scan,
        }),
      ),
    );
  return trend.series();
}

async function one(...scans: ScanSketch[]) {
  const [series, ...others] = await seriesOf(...scans);
  expect(others).toEqual([]);
  return {
    open: series?.open.map(({ verdict, days, lastSeenAt }) => [
      verdict.resource.id,
      days,
      lastSeenAt?.slice(5, 10),
    ]),
    closed: series?.closed.map(({ verdict, days, closedAt }) => [
      verdict.resource.id,
      days,
      closedAt.slice(5, 10),
    ]),
    counts: series?.points.map(({ opened, closed }) => [opened, closed]),
  };
}

describe('Trend', () => {
  it.each<[string, ScanSketch[], Awaited<ReturnType<typeof one>>]>([
    [
      'what stays open ages',
      [{ findings: [user('a')] }, { findings: [user('a', '2026-11-11')] }],
      {
        open: [['a', 10, undefined]],
        closed: [],
        counts: [
          [undefined, undefined],
          [0, 0],
        ],
      },
    ],
    [
      'by when it was first observed, where a report says so',
      [{ findings: [user('a', '2026-10-02')] }],
      { open: [['a', 30, undefined]], closed: [], counts: [[undefined, undefined]] },
    ],
    [
      'what is gone is closed',
      [{ findings: [user('a')] }, {}],
      {
        open: [],
        closed: [['a', 10, '11-11']],
        counts: [
          [undefined, undefined],
          [0, 1],
        ],
      },
    ],
    [
      'what comes again is another',
      [{ findings: [user('a')] }, {}, { findings: [user('a', '2026-11-21')] }],
      {
        open: [['a', 0, undefined]],
        closed: [['a', 10, '11-11']],
        counts: [
          [undefined, undefined],
          [0, 1],
          [1, 0],
        ],
      },
    ],
    [
      'what is unknown stays open',
      [{ findings: [user('a')] }, { unknowns: [sampleUnknown({ ruleId: OTHER, score: 7 })] }],
      {
        open: [['a', 10, '11-01']],
        closed: [],
        counts: [
          [undefined, undefined],
          [0, 0],
        ],
      },
    ],
    [
      'and is closed when it is looked at again',
      [{ findings: [user('a')] }, { rules: [ROOT] }, {}],
      {
        open: [],
        closed: [['a', 20, '11-21']],
        counts: [
          [undefined, undefined],
          [0, 0],
          [0, 1],
        ],
      },
    ],
    [
      'what another rule finds first is not new',
      [{ rules: [ROOT] }, { findings: [user('a', '2026-11-11')] }],
      {
        open: [['a', 0, undefined]],
        closed: [],
        counts: [
          [undefined, undefined],
          [0, 0],
        ],
      },
    ],
    [
      'what is suppressed is neither',
      [{ findings: [user('a')] }, { findings: [user('a', '2026-11-11', { status: 'SUPPRESSED' })] }, {}],
      {
        open: [],
        closed: [],
        counts: [
          [undefined, undefined],
          [0, 0],
          [0, 0],
        ],
      },
    ],
    [
      'and keeps its age when that ends',
      [
        { findings: [user('a')] },
        { findings: [user('a', '2026-11-11', { status: 'SUPPRESSED' })] },
        { findings: [user('a', '2026-11-21')] },
      ],
      {
        open: [['a', 20, undefined]],
        closed: [],
        counts: [
          [undefined, undefined],
          [0, 0],
          [0, 0],
        ],
      },
    ],
    [
      'what another tells is neither',
      [{ findings: [user('a')] }, { findings: [told.finding], absorbed: told.absorbed }, {}],
      {
        open: [],
        closed: [['arn:aws:iam::111122223333:root', 10, '11-21']],
        counts: [
          [undefined, undefined],
          [1, 0],
          [0, 1],
        ],
      },
    ],
    [
      'a Region that two reports did not scan',
      [
        { findings: [user('a', '2026-11-01', { region: 'eu-west-1' })] },
        { regions: ['us-east-1'] },
        { regions: ['us-east-1'] },
      ],
      {
        open: [['a', 20, '11-01']],
        closed: [],
        counts: [
          [undefined, undefined],
          [0, 0],
          [0, 0],
        ],
      },
    ],
  ])('%s', async (_what, scans, expected) => {
    expect(await one(...scans)).toEqual(expected);
  });

  it('keeps accounts apart', async () => {
    const other = { accountIds: ['444455556666'] };
    const series = await seriesOf(
      { findings: [user('a')] },
      other,
      {},
      {
        ...other,
        on: '2026-11-30',
      },
    );
    expect(
      series.map(({ accounts, points, closed }) => [
        accounts.map(({ accountId }) => accountId),
        points.length,
        closed.length,
      ]),
    ).toEqual([
      [['111122223333'], 2, 1],
      [['444455556666'], 2, 0],
    ]);
  });

  it('tells the gravest first, and of these the oldest', async () => {
    const findings = [
      user('young', '2026-11-01'),
      user('old', '2026-09-01'),
      user('grave', '2026-11-01', { score: 9 }),
    ];
    const [series] = await seriesOf({ findings });
    expect(series?.open.map(({ verdict }) => verdict.resource.id)).toEqual(['grave', 'old', 'young']);
  });
});
