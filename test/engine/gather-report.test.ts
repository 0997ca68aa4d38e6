import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ReadError } from '../../src/aws/read-error.ts';
import type { ChosenRule } from '../../src/engine/chosen-rule.ts';
import { ReportGatherer } from '../../src/engine/gather-report.ts';
import type { Outcome } from '../../src/engine/outcome.ts';
import { reportSchema } from '../../src/finding/schema.ts';
import { fail, notApplicable, pass, unknown, type Verdict } from '../../src/rule/rule.ts';
import { reportGathered } from '../support/report-source.ts';
import { FACTS, NOW, outcome, reportOf, user } from './reports.fixture.ts';
import { chosen, RESOURCE, readError } from './rules.fixture.ts';

const rule = chosen('iam/a');

describe('a finding', () => {
  const idOf = (verdict: Verdict, facts?: Partial<Outcome>, of = rule) =>
    reportOf([outcome(of, [verdict], facts)]).findings[0]?.id;
  const id = idOf(fail(user('ann'), { a: 1 }, 'Open.', { part: 'key-1' }));

  it.each<[string, Verdict, ChosenRule?]>([
    ['wording', fail(user('ann'), { a: 1 }, 'Wide open.', { part: 'key-1', title: 'Other' })],
    ['evidence', fail(user('ann'), { b: [2] }, 'Open.', { part: 'key-1' })],
    ['severity', fail(user('ann'), {}, 'Open.', { part: 'key-1', severity: { score: 9, reason: 'root' } })],
    ['type', fail(user('ann'), {}, 'Open.', { part: 'key-1', type: 'Other:IAMUser/X' })],
    ['tags', fail({ ...user('ann'), tags: { a: 'b' }, details: { c: 1 } }, {}, 'Open.', { part: 'key-1' })],
    [
      'words of the rule',
      fail(user('ann'), {}, 'Open.', { part: 'key-1' }),
      chosen('iam/a', { title: 'New', severity: 9 }),
    ],
  ])('keeps its id whatever its %s', (_what, verdict, of) => expect(idOf(verdict, {}, of)).toBe(id));

  it.each<[string, Verdict, Partial<Outcome>?, ChosenRule?]>([
    ['resource', fail(user('bob'), {}, 'Open.', { part: 'key-1' })],
    ['part', fail(user('ann'), {}, 'Open.', { part: 'key-2' })],
    ['no part', fail(user('ann'), {}, 'Open.')],
    ['account', fail(user('ann'), {}, 'Open.', { part: 'key-1' }), { accountId: '444455556666' }],
    ['Region', fail(user('ann'), {}, 'Open.', { part: 'key-1' }), { region: 'eu-west-1' }],
    ['rule', fail(user('ann'), {}, 'Open.', { part: 'key-1' }), {}, chosen('iam/b')],
  ])('has another id in another %s', (_what, verdict, facts, of) =>
    expect(idOf(verdict, facts, of)).not.toBe(id),
  );

  it('tells what the verdict says beyond its rule', () => {
    const details = {
      severity: { score: 9.5, reason: 'it is root' },
      type: 'Other:IAMUser/X',
      title: 'Other',
      commands: ['aws iam x'],
      networkReachability: {
        openPortRange: { begin: 22, end: 22 },
        protocol: 'tcp',
        networkPath: { steps: [{ componentId: 'igw-1', componentType: 'AWS::EC2::InternetGateway' }] },
      },
    };
    const { findings } = reportOf([
      outcome(rule, [fail({ ...user('ann'), region: 'eu-west-1' }, { a: 1 }, 'Open.', details)]),
    ]);
    expect(findings).toMatchObject([
      {
        title: 'Other',
        type: 'Other:IAMUser/X',
        severity: { score: 9.5, label: 'CRITICAL', reason: 'it is root' },
        resources: [{ region: 'eu-west-1', partition: 'aws' }],
        remediation: { commands: ['aws iam x'] },
        networkReachabilityDetails: details.networkReachability,
        firstObservedAt: '2026-01-01T00:00:00.000Z',
        status: 'ACTIVE',
      },
    ]);
  });
});

describe('what is unknown', () => {
  const unknownFor = (error: ReadError | undefined, reason = 'why') =>
    reportOf([
      outcome(chosen('iam/a', { severity: 5, raisedTo: 9 }), [], {
        failure: { status: 'unknown', reason, ...(error === undefined ? {} : { error }) },
      }),
    ]).unknowns;

  it.each([
    ['denied', readError('iam:A'), 'denied'],
    ['throttled', readError('iam:A', { kind: 'throttled' }), 'throttled'],
    ['failed', readError('iam:A', { kind: 'failed' }), 'failed'],
    ['a crash', undefined, 'failed'],
    [
      'denied among others',
      ReadError.combine([readError('iam:A', { kind: 'failed' }), readError('iam:B')]),
      'denied',
    ],
  ] as const)('is of a kind: %s', (_what, error, kind) => {
    expect(unknownFor(error)).toMatchObject([
      { kind, severity: { score: 9, label: 'CRITICAL' }, reason: 'why' },
    ]);
  });

  it('names every missing permission, and by what it was denied', () => {
    const errors = [
      readError('iam:A', { deniedBy: 'service control policy' }),
      readError('ec2:B', { region: 'eu-west-1' }),
    ];
    expect(unknownFor(ReadError.combine(errors))[0]?.missingPermissions).toEqual([
      { action: 'iam:A', accountId: '111122223333', region: 'us-east-1', deniedBy: 'service control policy' },
      { action: 'ec2:B', accountId: '111122223333', region: 'eu-west-1' },
    ]);
  });

  it('is undetermined where AWS answered without telling', () => {
    const { unknowns } = reportOf([outcome(rule, [unknown(user('ann'), 'no date', { part: 'key-1' })])]);
    expect(unknowns).toMatchObject([
      { kind: 'undetermined', resource: { id: user('ann').id }, part: 'key-1', missingPermissions: [] },
    ]);
  });
});

describe('the report', () => {
  const other = chosen('ec2/b', { severity: 8, scope: 'region' });
  const outcomes = [
    outcome(rule, [pass(user('a'), { x: 1 }), fail(user('b'), {}, 'Open.'), unknown(user('c'), 'no date')]),
    outcome(rule, [fail(user('b'), {}, 'Open.')], { accountId: '444455556666' }),
    outcome(
      other,
      [notApplicable('off'), notApplicable('not there', RESOURCE), pass(user('d'), {}, { part: 'p' })],
      {
        region: 'eu-west-1',
      },
    ),
    outcome(other, [fail(user('e'), {}, 'Open.')], { failure: { status: 'unknown', reason: 'stopped' } }),
    outcome(other, [], { failure: { status: 'unknown', reason: 'Regions not listed' } }),
    outcome(other, [], { region: 'af-south-1', failure: { status: 'notApplicable', reason: 'off' } }),
  ];

  it('is the same in whichever order the outcomes come', () => {
    const expected = JSON.stringify(reportOf(outcomes, true));
    fc.assert(
      fc.property(fc.shuffledSubarray(outcomes, { minLength: outcomes.length }), (shuffled) => {
        expect(JSON.stringify(reportOf(shuffled, true))).toBe(expected);
      }),
    );
  });

  it.each([true, false])('is what its schema says, with passed verdicts: %s', (includePassed) => {
    const report: unknown = JSON.parse(JSON.stringify(reportOf(outcomes, includePassed)));
    expect(reportSchema.parse(report)).toEqual(report);
  });

  it('counts by rule and place, each place once', () => {
    const { rules, summary, scan } = reportOf(outcomes);
    expect(rules.map(({ ruleId, counts }) => [ruleId, counts])).toEqual([
      ['ec2/b', { passed: 1, failed: 1, unknown: 2, notApplicable: 3 }],
      ['iam/a', { passed: 1, failed: 2, unknown: 1, notApplicable: 0 }],
    ]);
    expect(rules[0]?.scopes).toEqual([
      {
        accountId: '111122223333',
        region: 'af-south-1',
        counts: { passed: 0, failed: 0, unknown: 0, notApplicable: 1 },
      },
      {
        accountId: '111122223333',
        region: 'eu-west-1',
        counts: { passed: 1, failed: 0, unknown: 0, notApplicable: 2 },
      },
      {
        accountId: '111122223333',
        region: 'us-east-1',
        counts: { passed: 0, failed: 1, unknown: 2, notApplicable: 0 },
      },
    ]);
    expect(summary.verdicts).toEqual({ passed: 2, failed: 3, unknown: 3, notApplicable: 3 });
    expect(summary.findings).toMatchObject({ total: 3, bySeverity: { HIGH: 1, MEDIUM: 2, CRITICAL: 0 } });
    expect(scan.scopes).toBe(5);
  });

  it('tells the worst first', () => {
    const { findings } = reportOf(outcomes);
    expect(findings.map(({ ruleId, accountId }) => [ruleId, accountId])).toEqual([
      ['ec2/b', '111122223333'],
      ['iam/a', '111122223333'],
      ['iam/a', '444455556666'],
    ]);
  });

  it('lists what passed only when asked to', () => {
    expect(reportOf(outcomes)).not.toHaveProperty('passed');
    expect(reportOf(outcomes, true).passed).toMatchObject([
      { ruleId: 'ec2/b', resource: { id: user('d').id }, part: 'p' },
      { ruleId: 'iam/a', resource: { id: user('a').id }, evidence: { x: 1 } },
    ]);
  });

  it('names every rule, judged or not, and every call', () => {
    const gatherer = new ReportGatherer([rule, other], { now: NOW, includePassed: false });
    const calls = new Map([
      ['iam:ListUsers', 2],
      ['ec2:DescribeVpcs', 3],
    ]);
    const report = reportGathered(gatherer, { ...FACTS, interrupted: true, calls });
    expect(report.rules.map(({ ruleId, scopes }) => [ruleId, scopes])).toEqual([
      ['ec2/b', []],
      ['iam/a', []],
    ]);
    expect(report.scan).toMatchObject({
      status: 'INTERRUPTED',
      calls: { total: 5, byAction: { 'ec2:DescribeVpcs': 3, 'iam:ListUsers': 2 } },
    });
    expect(reportSchema.safeParse(report).success).toBe(true);
  });
});
