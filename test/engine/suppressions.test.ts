import { describe, expect, it } from 'vitest';
import { ReportGatherer } from '../../src/engine/gather-report.ts';
import type { Outcome } from '../../src/engine/outcome.ts';
import type { Report, SuppressionEntry } from '../../src/finding/report.ts';
import { reportSchema } from '../../src/finding/schema.ts';
import { judge } from '../../src/gate/gate.ts';
import { accountResource, fail, type Gathering, pass, unknown } from '../../src/rule/rule.ts';
import { reportGathered } from '../support/report-source.ts';
import { sessionWith } from '../support/session.ts';
import { FACTS, NOW, outcome, user } from './reports.fixture.ts';
import { chosen } from './rules.fixture.ts';

type Entry = Partial<SuppressionEntry>;

const listed = ['ap-south-1', 'eu-west-1', 'sa-east-1', 'us-east-1'];

function reportOf(outcomes: readonly Outcome[], entries: readonly Entry[], interrupted = false): Report {
  const rules = [...new Map(outcomes.map((each) => [each.chosen.id, each.chosen])).values()];
  const suppressions = entries.map((entry) => ({ reason: 'accepted', ...entry }));
  const gatherer = new ReportGatherer(rules, { now: NOW, includePassed: false, suppressions });
  gatherer.addAccount(
    sessionWith({ regions: { scanned: ['us-east-1', 'eu-west-1'], off: ['sa-east-1'], listed } }),
  );
  for (const each of outcomes) gatherer.add(each);
  return reportSchema.parse(reportGathered(gatherer, { ...FACTS, interrupted }));
}

const rule = chosen('iam/a', { severity: 8 });
const bucket = {
  type: 'AwsS3Bucket',
  id: 'arn:aws:s3:::logs/.a',
  region: 'eu-west-1',
  tags: { team: 'web', env: '' },
};

describe('a suppression', () => {
  const statusOf = (entry: Entry) =>
    reportOf([outcome(rule, [fail(bucket, {}, 'Open.')])], [entry]).findings[0]?.status;

  it.each<[Entry]>([
    [{ rule: 'iam/a' }],
    [{ rule: '*' }],
    [{ resource: 'arn:aws:s3:::logs*' }],
    [{ resource: '*.a' }],
    [{ account: '11112222333?' }],
    [{ region: '{eu,us}-west-*' }],
    [{ tag: 'team' }],
    [{ tag: 'team=w*' }],
    [{ tag: 'env=' }],
    [{ rule: 'iam/*', resource: '*logs*', account: '*', region: 'eu-*', tag: 't*', until: '2026-01-01' }],
  ])('suppresses what all its globs match: %o', (entry) => expect(statusOf(entry)).toBe('SUPPRESSED'));

  it.each<[Entry]>([
    [{ rule: 'iam' }],
    [{ rule: 'IAM/a' }],
    [{ resource: 'logs' }],
    [{ account: '444455556666' }],
    // Where it was judged: with its account.
    [{ region: 'us-east-1' }],
    [{ tag: 'web' }],
    [{ tag: 'team=' }],
    [{ rule: 'iam/*', tag: 'owner' }],
    [{ rule: 'iam/*', until: '2025-12-31' }],
  ])('leaves the rest active: %o', (entry) => expect(statusOf(entry)).toBe('ACTIVE'));

  it('keeps the finding in the report with its reason, and out of counts and gate', async () => {
    const verdicts = [fail(user('ann'), {}, 'Open.'), fail(user('bob'), {}, 'Open.'), pass(user('eve'), {})];
    const report = reportOf(
      [outcome(rule, verdicts)],
      [
        { resource: '*ann', reason: 'until she moves', until: '2026-02-01' },
        { resource: '*', reason: 'all' },
      ],
    );
    const { findings, ...head } = report;
    expect(findings.map(({ status, suppression }) => [status, suppression])).toEqual([
      ['SUPPRESSED', { reason: 'until she moves', until: '2026-02-01' }],
      ['SUPPRESSED', { reason: 'all' }],
    ]);
    expect(report.suppressions).toEqual({ suppressed: 2, expired: [], unmatched: [] });
    expect(report.summary).toMatchObject({ findings: { total: 0 }, verdicts: { failed: 2 } });
    const source = {
      head,
      async *findings() {
        yield* findings;
      },
    };
    expect((await judge(source, { failOn: 'HIGH', allowIncomplete: false })).exitCode).toBe(0);
  });

  it('is not spoken of where the configuration has none', () => {
    expect(reportOf([outcome(rule, [])], [])).not.toHaveProperty('suppressions');
  });
});

describe('what is suppressed', () => {
  const cause = outcome(chosen('iam/cause', { severity: 9 }), [fail(user('ann'), {}, 'Open.')]);
  const effect = outcome(rule, [fail(user('ann'), {}, 'Open too.', { toldBy: { rule: 'iam/cause' } })]);
  const told = (...entries: Entry[]) => {
    const { findings, absorbed } = reportOf([cause, effect], entries);
    return {
      findings: findings.map(({ ruleId, status }) => `${ruleId} ${status}`),
      absorbed: absorbed.length,
    };
  };

  it('no longer tells the causes of others', () => {
    expect(told({ rule: 'iam/none' })).toEqual({ findings: ['iam/cause ACTIVE'], absorbed: 1 });
    expect(told({ rule: 'iam/cause' })).toEqual({
      findings: ['iam/cause SUPPRESSED', 'iam/a ACTIVE'],
      absorbed: 0,
    });
  });

  it('is told by itself, whoever would tell its cause', () => {
    expect(told({ rule: 'iam/a' })).toEqual({
      findings: ['iam/cause ACTIVE', 'iam/a SUPPRESSED'],
      absorbed: 0,
    });
  });
});

describe('a finding with parts', () => {
  const gather: Gathering = {
    in: 'account',
    describe: (parts, place) => ({
      resource: accountResource(place),
      description: `${parts.length} are open.`,
      evidence: { Regions: parts.map(({ region }) => region) },
    }),
  };
  const gathering = chosen('iam/a', { severity: 5, gather });
  const outcomes = [
    outcome(gathering, [
      fail(user('ann'), {}, 'Open.', {
        severity: { score: 9, reason: 'root' },
        exposure: 'internet',
        commands: ['mend ann'],
      }),
      fail(user('bob'), {}, 'Open.', { exposure: 'inside', commands: ['mend bob'] }),
    ]),
  ];

  it('tells what is active of it, and lists the rest', () => {
    const [before] = reportOf(outcomes, []).findings;
    const report = reportOf(outcomes, [{ resource: '*ann', reason: 'hers' }]);
    const [finding] = report.findings;
    expect(finding).toMatchObject({
      id: before?.id,
      status: 'ACTIVE',
      severity: { score: 5 },
      exposure: 'inside',
      description: '1 are open.',
      evidence: { Regions: ['us-east-1'] },
      remediation: { commands: ['mend bob'] },
      parts: [
        {
          status: 'SUPPRESSED',
          suppression: { reason: 'hers' },
          severity: { score: 9 },
          commands: ['mend ann'],
        },
        { status: 'ACTIVE' },
      ],
    });
    expect(finding).not.toHaveProperty('suppression');
    expect(finding?.parts?.[1]).not.toHaveProperty('suppression');
    expect(report.summary.findings).toMatchObject({ total: 1, bySeverity: { MEDIUM: 1, CRITICAL: 0 } });
    expect(report.suppressions?.suppressed).toBe(1);
  });

  it('is suppressed when all of it is, for all reasons, until the first of them ends', () => {
    const report = reportOf(outcomes, [
      { resource: '*ann', reason: 'hers', until: '2026-03-01' },
      { resource: '*bob', reason: 'his', until: '2026-02-01' },
    ]);
    expect(report.findings).toMatchObject([
      {
        status: 'SUPPRESSED',
        suppression: { reason: 'hers; his', until: '2026-02-01' },
        severity: { score: 9 },
        description: '2 are open.',
      },
    ]);
    expect(report.summary.findings.total).toBe(0);
  });
});

describe('an entry that suppresses nothing', () => {
  const regional = chosen('ec2/a', { scope: 'region' });
  const inRegion = (region: string, ...verdicts: Outcome['verdicts']) =>
    outcome(regional, verdicts, { region });
  const all = [outcome(rule, [fail(user('ann'), {}, 'Open.')]), inRegion('us-east-1', pass(user('x'), {}))];
  const toldOf = (entry: Entry, outcomes: readonly Outcome[] = all, interrupted = false) => {
    const { expired, unmatched } = reportOf(outcomes, [entry], interrupted).suppressions ?? {};
    return { expired: expired?.length, unmatched: unmatched?.length };
  };

  it('is told of: one that is past its day, and one that matched nothing', () => {
    expect(toldOf({ rule: 'iam/*', until: '2025-12-31' })).toEqual({ expired: 1, unmatched: 0 });
    expect(toldOf({ resource: '*bob' })).toEqual({ expired: 0, unmatched: 1 });
    expect(toldOf({ rule: 'ec2/a' })).toEqual({ expired: 0, unmatched: 1 });
    // A bucket of another Region would have been judged with the account.
    expect(toldOf({ rule: 'iam/a', region: 'eu-west-1' })).toEqual({ expired: 0, unmatched: 1 });
  });

  it.each([{ region: 'us-eat-1' }, { rule: 'ec2/a', region: 'eu_*' }])(
    'is told of where its Region is none of AWS: %o',
    (entry) => expect(toldOf(entry)).toEqual({ expired: 0, unmatched: 1 }),
  );

  it('is not told of by a Region where AWS did not list any', () => {
    const regions = { scanned: ['us-east-1'], off: [] };
    const gatherer = new ReportGatherer([regional], {
      now: NOW,
      includePassed: false,
      suppressions: [{ region: 'us-eat-1', reason: 'accepted' }],
    });
    gatherer.addAccount(sessionWith({ regions }));
    gatherer.add(inRegion('us-east-1', pass(user('x'), {})));
    expect(reportGathered(gatherer, FACTS).suppressions?.unmatched).toEqual([]);
  });

  it('is not told of where another entry came first', () => {
    const { suppressions } = reportOf(all, [{ resource: '*ann' }, { rule: 'iam/a' }]);
    expect(suppressions).toEqual({ suppressed: 1, expired: [], unmatched: [] });
  });

  it.each<[string, Entry, (readonly Outcome[])?, boolean?]>([
    ['its rule was not chosen', { rule: 's3/*' }],
    ['its account was not scanned', { account: '444455556666' }],
    ['its Region was not scanned', { rule: 'iam/a', region: 'ap-*' }],
    ['its Region is off', { rule: 'ec2/a', region: 'sa-*' }, [...all, inRegion('sa-east-1')]],
    ['the scan was interrupted', { resource: '*bob' }, all, true],
    [
      'what it means could not be judged',
      { resource: '*bob' },
      [outcome(rule, [unknown(user('bob'), 'why')])],
    ],
    [
      'nothing there could be judged',
      { rule: 'iam/a' },
      [outcome(rule, [], { failure: { status: 'unknown', reason: 'why' } })],
    ],
  ])('is not told of where the scan could not have matched it: %s', (_why, entry, outcomes, interrupted) => {
    expect(toldOf(entry, outcomes, interrupted)).toEqual({ expired: 0, unmatched: 0 });
  });

  it('is told of where something else could not be judged', () => {
    expect(
      toldOf({ resource: '*bob' }, [outcome(rule, [unknown(user('eve'), 'why'), pass(user('bob'), {})])]),
    ).toEqual({
      expired: 0,
      unmatched: 1,
    });
  });
});
