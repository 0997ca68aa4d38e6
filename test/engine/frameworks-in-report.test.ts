import { expect, it } from 'vitest';
import { ReportGatherer } from '../../src/engine/gather-report.ts';
import type { Outcome } from '../../src/engine/outcome.ts';
import { reportSchema } from '../../src/finding/schema.ts';
import type { Framework } from '../../src/rule/framework.ts';
import { fail, pass, unknown } from '../../src/rule/rule.ts';
import { reportGathered } from '../support/report-source.ts';
import { sessionWith } from '../support/session.ts';
import { FACTS, NOW, outcome, user } from './reports.fixture.ts';
import { chosen } from './rules.fixture.ts';

function reportWith(controls: Framework['controls'], outcomes: readonly Outcome[], session = sessionWith()) {
  const rules = [...new Map(outcomes.map((each) => [each.chosen.id, each.chosen])).values()];
  const frameworks = [{ id: 'own', title: 'Our own', controls }];
  const gatherer = new ReportGatherer(rules, { now: NOW, includePassed: false, frameworks });
  gatherer.addAccount(session);
  for (const each of outcomes) gatherer.add(each);
  return reportSchema.parse(reportGathered(gatherer, FACTS));
}

const first = ({ frameworks = [] }: ReturnType<typeof reportWith>) => frameworks[0]?.controls[0];

it('a verdict that another finding tells counts for its own control', () => {
  const report = reportWith(
    [{ id: '1', title: 'Hardware', rules: ['iam/b'] }],
    [
      outcome(chosen('iam/a', { severity: 9 }), [fail(user('root'), {}, 'None.')]),
      outcome(chosen('iam/b'), [fail(user('root'), {}, 'None.', { toldBy: { rule: 'iam/a' } })]),
    ],
  );
  expect(report.findings.map(({ ruleId }) => ruleId)).toEqual(['iam/a']);
  expect(first(report)).toMatchObject({ status: 'FAILED', rules: ['iam/b'], counts: { failed: 1 } });
});

it('a control that wants one part of a rule is judged by its verdicts on that part, kept or only counted', () => {
  const rule = chosen('guardduty/plans');
  const said = (part: string): Framework['controls'] => [
    { id: '1', title: 'A plan', rules: [{ rule: 'guardduty/plans', part }] },
  ];
  const kept = outcome(rule, [
    pass(user('a'), {}, { part: 'S3' }),
    fail(user('a'), {}, 'Off.', { part: 'EKS' }),
    unknown(user('a'), 'AWS did not say', { part: 'RDS' }),
  ]);
  const counted = outcome(rule, [], {
    passed: 2,
    passedOn: [{ resourceType: 'AwsIamUser', part: 'S3', passed: 2 }],
  });
  expect(first(reportWith(said('S3'), [kept, counted]))).toMatchObject({
    status: 'PASSED',
    counts: { passed: 3 },
  });
  expect(first(reportWith(said('EKS'), [kept, counted]))?.status).toBe('FAILED');
  expect(first(reportWith(said('RDS'), [kept, counted]))?.status).toBe('UNKNOWN');
  const closed = outcome(rule, [], { failure: { status: 'unknown', reason: 'denied' } });
  expect(first(reportWith(said('S3'), [counted, closed]))?.status).toBe('UNKNOWN');
});

it('a rule that was never judged judges nothing', () => {
  const gatherer = new ReportGatherer([chosen('iam/a')], {
    now: NOW,
    includePassed: false,
    frameworks: [{ id: 'own', title: 'Our own', controls: [{ id: '1', title: 'One', rules: ['iam/a'] }] }],
  });
  expect(gatherer.head(FACTS).frameworks?.[0]?.controls[0]?.status).toBe('NOT_JUDGED');
});

it('findings name the controls that their rule, or one of their parts, judges', () => {
  const gather = { in: 'region', describe: () => ({ resource: user('a'), description: 'All.' }) } as const;
  const controls = [
    { framework: 'own', control: '1' },
    { framework: 'own', control: '2', part: 'S3' },
    { framework: 'own', control: '3', part: 'EKS' },
    { framework: 'own', control: '4', part: '' },
    { framework: 'own', control: '5', resourceType: 'AwsIamUser' },
    { framework: 'own', control: '5', part: 'S3' },
    { framework: 'own', control: '6', resourceType: 'AwsIamRole' },
  ];
  const named = (rule: ReturnType<typeof chosen>, ...parts: readonly (string | undefined)[]) =>
    reportWith(
      [],
      [
        outcome(
          { ...rule, controls },
          parts.map((part) => fail(user('a'), {}, 'Off.', part === undefined ? {} : { part })),
        ),
      ],
    ).findings.map(({ compliance }) => compliance.map(({ control }) => control));
  expect(named(chosen('a/one'), 'S3')).toEqual([['1', '2', '5']]);
  expect(named(chosen('a/one'), undefined)).toEqual([['1', '4', '5']]);
  expect(named(chosen('a/one', { gather }), 'S3', 'EKS')).toEqual([['1', '2', '3', '5']]);
  expect(named(chosen('a/one'), 'other')).toEqual([['1', '5']]);
});

it('a control on Regions passes in part only where some that are enabled were not scanned', () => {
  const inOneRegion = sessionWith({
    regions: { scanned: ['us-east-1'], off: [], enabled: ['eu-west-1', 'us-east-1'] },
  });
  const status = (scope: 'account' | 'region', session = sessionWith()) =>
    first(
      reportWith(
        [{ id: '1', title: 'Detectors', rules: ['guardduty/a'] }],
        [outcome(chosen('guardduty/a', { scope }), [pass(user('root'), {})])],
        session,
      ),
    )?.status;
  expect(status('region')).toBe('PASSED');
  expect(status('region', inOneRegion)).toBe('PASSED_IN_PART');
  expect(status('account', inOneRegion)).toBe('PASSED');
});
