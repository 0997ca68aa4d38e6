import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChosenRule } from '../../src/engine/chosen-rule.ts';
import type { Outcome } from '../../src/engine/outcome.ts';
import { fingerprint } from '../../src/finding/fingerprint.ts';
import type { Report } from '../../src/finding/report.ts';
import {
  accountResource,
  type Fail,
  fail,
  type Gathering,
  pass,
  type Resource,
  type Verdict,
} from '../../src/rule/rule.ts';
import { failedVerdicts } from '../support/failed-verdicts.ts';
import { outcome, reportOf, user } from './reports.fixture.ts';
import { chosen } from './rules.fixture.ts';

const told = ({ findings, absorbed }: Report) => ({
  findings: findings.map(({ ruleId }) => ruleId),
  absorbed: absorbed.map(({ ruleId }) => ruleId),
});

describe('what another finding tells', () => {
  const cause = chosen('iam/cause', { severity: 9, title: 'Cause' });
  const effect = chosen('iam/effect', { severity: 5, title: 'Effect' });
  const causes = outcome(cause, [fail(user('ann'), {}, 'Open.')]);
  const effects = outcome(effect, [
    fail(user('ann'), { AccessKeys: 2 }, 'Open too.', {
      toldBy: { rule: 'iam/cause' },
      exposure: 'internet',
      part: 'key-1',
    }),
  ]);

  it('is a finding of its own where its rule is alone', () => {
    expect(told(reportOf([effects]))).toEqual({ findings: ['iam/effect'], absorbed: [] });
  });

  it('is absorbed together with it, and counts as failed', () => {
    const report = reportOf([causes, effects]);
    expect(told(report)).toEqual({ findings: ['iam/cause'], absorbed: ['iam/effect'] });
    const [finding] = report.findings;
    const id = reportOf([effects]).findings[0]?.id;
    expect(finding?.absorbs).toEqual([
      { id, ruleId: 'iam/effect', title: 'Effect', resourceId: user('ann').id, part: 'key-1' },
    ]);
    expect(report.absorbed).toEqual([
      {
        id,
        ruleId: 'iam/effect',
        title: 'Effect',
        description: 'Open too.',
        severity: { score: 5, label: 'MEDIUM' },
        exposure: 'internet',
        accountId: '111122223333',
        region: 'us-east-1',
        resource: { ...user('ann'), region: 'us-east-1', partition: 'aws' },
        part: 'key-1',
        evidence: { AccessKeys: 2 },
        toldBy: { id: finding?.id },
        firstObservedAt: '2026-01-01T00:00:00.000Z',
        lastObservedAt: '2026-01-01T00:00:00.000Z',
        updatedAt: '2026-01-01T00:00:00.000Z',
      },
    ]);
    expect(report.rules.map(({ ruleId, counts }) => [ruleId, counts.failed])).toEqual([
      ['iam/cause', 1],
      ['iam/effect', 1],
    ]);
    expect(report.summary).toMatchObject({
      findings: { total: 1, bySeverity: { CRITICAL: 1, MEDIUM: 0 } },
      verdicts: { failed: 2 },
    });
  });

  it('stays a finding where what tells it is milder', () => {
    const milder = outcome(cause, [
      fail(user('ann'), {}, 'Open.', { severity: { score: 4, reason: 'nobody uses it' } }),
    ]);
    expect(told(reportOf([milder, effects]))).toEqual({
      findings: ['iam/effect', 'iam/cause'],
      absorbed: [],
    });
  });

  it('stays a finding where what tells it passed, or failed in another account', () => {
    const elsewhere = { accountId: '444455556666' };
    const passed = outcome(cause, [pass(user('ann'), {})]);
    expect(told(reportOf([passed, effects])).findings).toEqual(['iam/effect']);
    expect(told(reportOf([{ ...causes, ...elsewhere }, effects])).absorbed).toEqual([]);
    expect(told(reportOf([causes, { ...effects, ...elsewhere }])).absorbed).toEqual([]);
  });

  it('names the part that tells it, where the finding has parts', () => {
    const gathering = chosen('iam/cause', { severity: 9, gather: inAccount });
    const report = reportOf([
      outcome(gathering, [fail(user('ann'), {}, 'Open.'), fail(user('bob'), {}, 'Open.')]),
      effects,
    ]);
    const [finding] = report.findings;
    expect(report.absorbed[0]?.toldBy).toEqual({ id: finding?.id, partId: finding?.parts?.[0]?.id });
    expect(finding?.absorbs).toHaveLength(1);
  });
});

it('was last observed, and updated, no earlier than first', () => {
  const firstObservedAt = new Date('2026-01-01T00:05:00.000Z');
  const observed = { firstObservedAt, lastObservedAt: new Date('2026-01-01T00:00:00.000Z') };
  const attack = outcome(chosen('shield/attack'), [fail(user('ann'), {}, 'Attacked.', { observed })]);
  const { findings } = reportOf([attack]);
  for (const time of ['firstObservedAt', 'lastObservedAt', 'updatedAt'])
    expect(findings[0]).toHaveProperty(time, firstObservedAt.toISOString());
});

const inAccount: Gathering = {
  in: 'account',
  describe: (parts, place) => ({
    resource: accountResource(place),
    description: `${parts.length} of ${place.account.id} in ${place.region} are open.`,
    title: 'All are open',
    evidence: { Regions: [...new Set(parts.map(({ region }) => region))] },
  }),
};
const inRegion: Gathering = { ...inAccount, in: 'region' };

describe('a finding with parts', () => {
  const rule = (gather: Gathering) => chosen('ec2/a', { scope: 'region', gather });
  const group = (name: string): Resource => ({ type: 'AwsEc2SecurityGroup', id: name });
  const opens = (...names: readonly string[]) =>
    names.map((name) => fail(group(name), { name }, `${name} is open.`));

  it('tells of all parts, and each part of itself', () => {
    const { findings, summary } = reportOf([
      outcome(
        rule(inRegion),
        [
          ...opens('sg-2'),
          fail(group('sg-1'), { a: 1 }, 'sg-1 is open.', {
            part: 'ssh',
            severity: { score: 8, reason: 'an administrator holds it' },
            exposure: 'other-account',
            commands: ['aws ec2 x'],
          }),
        ],
        { region: 'eu-west-1' },
      ),
    ]);
    const identity = { ruleId: 'ec2/a', accountId: '111122223333', region: 'eu-west-1' };
    expect(findings).toMatchObject([
      {
        id: fingerprint({ ...identity, resourceId: '' }),
        title: 'All are open',
        description: '2 of 111122223333 in eu-west-1 are open.',
        severity: { score: 8, reason: 'an administrator holds it' },
        exposure: 'other-account',
        region: 'eu-west-1',
        resources: [{ type: 'AwsAccount', region: 'eu-west-1' }],
        evidence: { Regions: ['eu-west-1'] },
        parts: [
          {
            id: fingerprint({ ...identity, resourceId: 'sg-1', part: 'ssh' }),
            resource: { id: 'sg-1', region: 'eu-west-1' },
            part: 'ssh',
            description: 'sg-1 is open.',
            severity: { score: 8, reason: 'an administrator holds it' },
            exposure: 'other-account',
            evidence: { a: 1 },
            commands: ['aws ec2 x'],
            status: 'ACTIVE',
            firstObservedAt: '2026-01-01T00:00:00.000Z',
          },
          {
            id: fingerprint({ ...identity, resourceId: 'sg-2' }),
            severity: { score: 5 },
            evidence: { name: 'sg-2' },
            commands: [],
          },
        ],
        remediation: { commands: ['aws ec2 x'] },
      },
    ]);
    expect(summary).toMatchObject({ findings: { total: 1 }, verdicts: { failed: 2 } });
  });

  it('keeps its id however many parts it has', () => {
    const idOf = (...names: readonly string[]) =>
      reportOf([outcome(rule(inRegion), opens(...names))]).findings[0]?.id;
    expect(idOf('sg-1')).toBe(idOf('sg-1', 'sg-2', 'sg-3'));
    expect(reportOf([outcome(rule(inRegion), opens('sg-1'))]).findings[0]?.parts).toHaveLength(1);
  });

  it('is one a place, and one a key where the rule keeps things apart', () => {
    const by = ({ resource }: Fail) => resource.id.slice(0, 2);
    const places = (gather: Gathering) =>
      reportOf([
        outcome(rule(gather), opens('a-1', 'b-1', 'b-2'), { region: 'eu-west-1' }),
        outcome(rule(gather), opens('a-1'), { region: 'eu-west-2' }),
        outcome(rule(gather), opens('a-1'), { accountId: '444455556666' }),
      ])
        .findings.map(({ accountId, region, parts }) => `${accountId} ${region} ${parts?.length}`)
        .sort();
    expect(places(inRegion)).toEqual([
      '111122223333 eu-west-1 3',
      '111122223333 eu-west-2 1',
      '444455556666 us-east-1 1',
    ]);
    expect(places({ ...inRegion, by })).toEqual([
      '111122223333 eu-west-1 1',
      '111122223333 eu-west-1 2',
      '111122223333 eu-west-2 1',
      '444455556666 us-east-1 1',
    ]);
    expect(places({ ...inRegion, by: (verdict) => (by(verdict) === 'a-' ? undefined : 'b') })).toEqual([
      '111122223333 eu-west-1 2',
      '111122223333 eu-west-1 undefined',
      '111122223333 eu-west-2 undefined',
      '444455556666 us-east-1 undefined',
    ]);
    expect(places(inAccount)).toEqual(['111122223333 us-east-1 4', '444455556666 us-east-1 1']);
  });

  it('has the first commands of all parts, each once; the parts have all', () => {
    const all = Array.from({ length: 30 }, (_, index) =>
      fail(group(`sg-${index}`), {}, 'Open.', { commands: ['same', `aws ec2 x ${index}`] }),
    );
    const [finding] = reportOf([outcome(rule(inRegion), all)]).findings;
    expect(finding?.remediation.commands).toHaveLength(20);
    expect(finding?.remediation.commands.filter((command) => command === 'same')).toHaveLength(1);
    expect(new Set(finding?.parts?.flatMap(({ commands }) => commands)).size).toBe(31);
  });

  it('leaves its verdicts findings of their own when its rule cannot tell of them together', () => {
    const broken = rule({
      in: 'region',
      describe: () => {
        throw new TypeError('cannot read x');
      },
    });
    const { findings } = reportOf([outcome(broken, opens('sg-1', 'sg-2'))]);
    expect(findings.map(({ resources }) => resources[0]?.id).sort()).toEqual(['sg-1', 'sg-2']);
    expect(findings.map(({ parts }) => parts)).toEqual([undefined, undefined]);
  });
});

describe('Regions', () => {
  const rule = chosen('guardduty/plan-off', {
    scope: 'region',
    gather: { ...inRegion, alike: ({ part = '' }) => part },
  });
  const plansOff = (region: string, ...plans: readonly string[]) =>
    outcome(
      rule,
      plans.map((part) =>
        fail({ type: 'AwsGuardDutyDetector', id: `detector-${region}` }, {}, 'Off.', { part }),
      ),
      { region },
    );
  const findingsOf = (...outcomes: readonly Outcome[]) =>
    reportOf(outcomes).findings.map(({ region, parts }) => [
      region,
      ...(parts ?? []).map((part) => `${part.region} ${part.part}`),
    ]);

  it('that agree are one finding of the account', () => {
    expect(
      findingsOf(
        plansOff('eu-west-1', 'S3', 'EKS'),
        plansOff('eu-west-2', 'EKS', 'S3'),
        plansOff('eu-west-3'),
      ),
    ).toEqual([['us-east-1', 'eu-west-1 EKS', 'eu-west-1 S3', 'eu-west-2 EKS', 'eu-west-2 S3']]);
  });

  it('that disagree have one each', () => {
    expect(findingsOf(plansOff('eu-west-1', 'S3', 'EKS'), plansOff('eu-west-2', 'EKS')).sort()).toEqual([
      ['eu-west-1', 'eu-west-1 EKS', 'eu-west-1 S3'],
      ['eu-west-2', 'eu-west-2 EKS'],
    ]);
  });

  it('have one of the Region where there is only one', () => {
    expect(findingsOf(plansOff('eu-west-1', 'S3'))).toEqual([['eu-west-1', 'eu-west-1 S3']]);
  });

  it('of one account do not wait for those of another', () => {
    const elsewhere = { ...plansOff('eu-west-1', 'RDS'), accountId: '444455556666' };
    expect(
      findingsOf(plansOff('eu-west-1', 'S3'), plansOff('eu-west-2', 'S3'), elsewhere).map(
        ([region]) => region,
      ),
    ).toEqual(['us-east-1', 'eu-west-1']);
  });
});

describe('every failed verdict', () => {
  const scoreOf = fc.constantFrom(1, 5, 9);
  const ruleIds = ['iam/a', 'iam/b', 'ec2/c', 'ec2/d'];
  const gatherings: readonly (Gathering | undefined)[] = [
    undefined,
    inAccount,
    inRegion,
    { ...inRegion, alike: ({ part = '' }) => part },
    { ...inRegion, by: ({ resource }) => resource.id },
  ];
  const anyRule = (id: string) =>
    fc
      .record({ scope: fc.constantFrom('account', 'region'), gather: fc.constantFrom(...gatherings) })
      .map(({ scope, gather }) => chosen(id, { scope, ...(gather === undefined ? {} : { gather }) }));
  const exposures = fc.constantFrom('internet', 'other-account', 'inside', 'none');
  const anyVerdict: fc.Arbitrary<Verdict> = fc
    .record({
      failed: fc.boolean(),
      name: fc.constantFrom('ann', 'bob'),
      score: scoreOf,
      exposure: fc.option(exposures, { nil: undefined }),
      toldBy: fc.array(fc.constantFrom(...ruleIds), { maxLength: 2 }),
    })
    .map(({ failed, name, score, exposure, toldBy }) =>
      failed
        ? fail(user(name), {}, 'Open.', {
            severity: { score, reason: 'so it is' },
            ...(exposure === undefined ? {} : { exposure }),
            toldBy: toldBy.map((rule) => ({ rule })),
          })
        : pass(user(name), {}),
    );
  const anyOutcome = (rule: ChosenRule) =>
    fc
      .record({
        verdicts: fc.uniqueArray(anyVerdict, {
          maxLength: 2,
          selector: (verdict) => ('resource' in verdict ? verdict.resource?.id : undefined),
        }),
        accountId: fc.constantFrom('111122223333', '444455556666'),
        region:
          rule.rule.scope === 'region' ? fc.constantFrom('eu-west-1', 'us-east-1') : fc.constant('us-east-1'),
      })
      .map(({ verdicts, ...where }) => outcome(rule, verdicts, where));
  const anyOutcomes = fc
    .tuple(...ruleIds.map(anyRule))
    .chain((rules) => fc.tuple(...rules.map((rule) => fc.array(anyOutcome(rule), { maxLength: 4 }))))
    .map((outcomes) =>
      // A rule judges a place once.
      [...new Map(outcomes.flat().map((each) => [placeOf(each), each])).values()],
    );
  const placeOf = ({ chosen, accountId, region }: Outcome) => `${chosen.id} ${accountId} ${region}`;

  it('is told once: as a finding, as a part, or as absorbed by findings of the report', () => {
    fc.assert(
      fc.property(anyOutcomes, (outcomes) => {
        const report = reportOf(outcomes);
        const expected = outcomes.flatMap(({ chosen, accountId, region, verdicts }) =>
          verdicts.flatMap((verdict) =>
            verdict.status === 'fail'
              ? [fingerprint({ ruleId: chosen.id, accountId, region, resourceId: verdict.resource.id })]
              : [],
          ),
        );
        expect(
          failedVerdicts(report)
            .map(({ id }) => id)
            .sort(),
        ).toEqual(expected.sort());
        expect(report.summary.verdicts.failed).toBe(expected.length);
        for (const { ruleId, counts } of report.rules) {
          expect(failedVerdicts(report).filter((verdict) => verdict.ruleId === ruleId)).toHaveLength(
            counts.failed,
          );
        }
        const findings = new Map(report.findings.map((finding) => [finding.id, finding]));
        expect(findings.size).toBe(report.findings.length);
        for (const { id, toldBy, severity } of report.absorbed) {
          const finding = findings.get(toldBy.id);
          expect(finding?.absorbs?.filter((each) => each.id === id)).toHaveLength(1);
          const { parts } = finding ?? {};
          const teller = parts === undefined ? finding : parts.find((part) => part.id === toldBy.partId);
          expect(teller?.severity.score).toBeGreaterThanOrEqual(severity.score);
        }
        const absorbs = report.findings.flatMap((finding) => finding.absorbs ?? []);
        expect(absorbs).toHaveLength(report.absorbed.length);
        for (const { severity, parts } of report.findings)
          if (parts !== undefined)
            expect(severity.score).toBe(Math.max(...parts.map((part) => part.severity.score)));
      }),
    );
  });

  it('is told the same in whichever order the outcomes come', () => {
    fc.assert(
      fc.property(
        anyOutcomes.chain((outcomes) =>
          fc.tuple(fc.constant(outcomes), fc.shuffledSubarray(outcomes, { minLength: outcomes.length })),
        ),
        ([outcomes, shuffled]) => {
          expect(JSON.stringify(reportOf(shuffled))).toBe(JSON.stringify(reportOf(outcomes)));
        },
      ),
    );
  });
});

describe('exposure', () => {
  const exposed = (...exposures: readonly ('internet' | 'other-account' | 'inside' | 'none' | undefined)[]) =>
    exposures.map((exposure, index) =>
      fail(user(`u${index}`), {}, 'Open.', exposure === undefined ? {} : { exposure }),
    );

  it('is what the verdict says, or is not told', () => {
    const { findings } = reportOf([outcome(chosen('iam/a'), exposed('inside', undefined))]);
    expect(findings.map(({ exposure }) => exposure).sort()).toEqual(['inside', undefined]);
  });

  it.each([
    [['none', 'inside'], 'inside'],
    [['inside', 'internet', 'none'], 'internet'],
    [[undefined, 'none'], 'none'],
    [[undefined, undefined], undefined],
  ] as const)('of parts %j is %s', (exposures, widest) => {
    const [finding] = reportOf([
      outcome(chosen('iam/a', { gather: inAccount }), exposed(...exposures)),
    ]).findings;
    expect(finding?.exposure).toBe(widest);
    expect(finding?.parts?.map(({ exposure }) => exposure)).toEqual(exposures);
  });
});
