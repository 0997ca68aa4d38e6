import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Counts } from '../../src/engine/counts.ts';
import { type JudgedRule, judgeFramework } from '../../src/engine/judge-framework.ts';
import type { Control, Framework } from '../../src/rule/framework.ts';
import { wholeNumber } from '../../src/rule/options.ts';
import { chosen } from './rules.fixture.ts';

const NONE: Counts = { passed: 0, failed: 0, unknown: 0, notApplicable: 0 };
const counts = (some: Partial<Counts>): Counts => ({ ...NONE, ...some });
const passed = counts({ passed: 3 });
const failed = counts({ passed: 2, failed: 1 });
const unknown = counts({ passed: 2, unknown: 1 });
const nothing = counts({ notApplicable: 1 });

function rule(id: string, said: Counts, more: Partial<JudgedRule> = {}): [string, JudgedRule] {
  return [id, { chosen: chosen(id), judged: true, everywhere: true, counts: said, kinds: [], ...more }];
}

function judged(control: Partial<Control>, ...rules: readonly [string, JudgedRule][]) {
  const all = { id: '1.1', title: 'Root has MFA', rules: ['a/one', 'a/two'], ...control };
  const framework: Framework = { id: 'own', title: 'Our own', controls: [all] };
  return judgeFramework(framework, new Map(rules)).controls[0];
}

const status = (control: Partial<Control>, ...rules: readonly [string, JudgedRule][]) =>
  judged(control, ...rules)?.status;

describe('a control', () => {
  it.each<[string, Counts, Counts, string]>([
    ['all rules pass', passed, passed, 'PASSED'],
    ['one has nothing to judge', passed, NONE, 'PASSED'],
    ['one does not apply', passed, nothing, 'PASSED'],
    ['one fails', passed, failed, 'FAILED'],
    ['one fails and one is unknown', unknown, failed, 'FAILED'],
    ['one is unknown', unknown, passed, 'UNKNOWN'],
    ['none applies', nothing, nothing, 'NOT_APPLICABLE'],
    ['none has anything to judge', NONE, NONE, 'NOT_APPLICABLE'],
  ])('where %s', (_what, one, two, expected) => {
    expect(status({}, rule('a/one', one), rule('a/two', two))).toBe(expected);
  });

  it.each<[string, Counts, string]>([
    ['passes in part only', passed, 'PASSED_IN_PART'],
    ['fails all the same', failed, 'FAILED'],
    ['is unknown all the same', unknown, 'UNKNOWN'],
    ['is not judged where its rules have nothing to judge', nothing, 'NOT_JUDGED'],
  ])('of which the rules see a part %s', (_what, said, expected) => {
    expect(status({ rules: ['a/one'], partial: true }, rule('a/one', said))).toBe(expected);
  });

  it('passes in part only where a rule that it needs is not in the scan', () => {
    expect(status({}, rule('a/one', passed))).toBe('PASSED_IN_PART');
    expect(status({}, rule('a/one', failed))).toBe('FAILED');
    expect(status({}, rule('a/one', passed), rule('a/two', NONE, { judged: false }))).toBe('PASSED_IN_PART');
    expect(status({}, rule('a/one', nothing))).toBe('NOT_JUDGED');
  });

  it('passes in part only where a rule did not look into every Region that it is about', () => {
    const two = rule('a/two', passed, { everywhere: false });
    expect(status({}, rule('a/one', passed), two)).toBe('PASSED_IN_PART');
  });

  it('passes in part only where a rule has options that are not its own', () => {
    const days = wholeNumber({ description: 'Days.', default: 45, min: 1, max: 999 });
    const withDays = (value: number) => ({
      chosen: {
        ...chosen('a/one'),
        rule: { ...chosen('a/one').rule, options: { days } },
        options: { days: value },
      },
    });
    expect(status({ rules: ['a/one'] }, rule('a/one', passed, withDays(45)))).toBe('PASSED');
    expect(status({ rules: ['a/one'] }, rule('a/one', passed, withDays(400)))).toBe('PASSED_IN_PART');
    expect(status({ rules: ['a/one'] }, rule('a/one', failed, withDays(400)))).toBe('FAILED');
  });

  it('that no rule of the scan judges is manual where its framework says so', () => {
    expect(status({ rules: [] })).toBe('NOT_JUDGED');
    expect(status({ rules: [], manual: true })).toBe('MANUAL');
    expect(status({ manual: true })).toBe('MANUAL');
    expect(status({ manual: true, rules: ['a/one'] }, rule('a/one', passed))).toBe('PASSED');
    expect(judged({ manual: true, rules: ['a/one'] }, rule('a/one', passed))?.manual).toBe(true);
  });

  it('does not fail by a rule that asks for more, and passes by it', () => {
    const control = { rules: [{ rule: 'a/one', broader: true }] };
    expect(status(control, rule('a/one', passed))).toBe('PASSED');
    expect(judged(control, rule('a/one', failed))).toMatchObject({
      status: 'UNKNOWN',
      counts: { failed: 0, unknown: 1 },
    });
  });

  it('takes of a rule the verdicts on its part alone', () => {
    const kinds = [
      { resourceType: 'Detector', part: 'S3', counts: passed },
      { resourceType: 'Detector', part: 'EKS', counts: failed },
      { resourceType: 'Detector', part: '', counts: counts({ failed: 1 }) },
      { resourceType: 'Detector', counts: counts({ notApplicable: 2 }) },
    ];
    const of = (part: string, ...more: JudgedRule['kinds']) =>
      judged({ rules: [{ rule: 'a/one', part }] }, rule('a/one', failed, { kinds: [...kinds, ...more] }));
    expect(of('S3')).toMatchObject({ status: 'PASSED', counts: { ...passed, notApplicable: 2 } });
    expect(of('EKS')?.status).toBe('FAILED');
    expect(of('')).toMatchObject({ status: 'FAILED', counts: counts({ failed: 1, notApplicable: 2 }) });
    expect(of('RDS')?.status).toBe('NOT_APPLICABLE');
    expect(of('S3', { counts: counts({ unknown: 1 }) })?.status).toBe('UNKNOWN');
  });

  it('takes of a rule the verdicts on a type of resources alone', () => {
    const kinds = [
      { resourceType: 'Cluster', part: '', counts: passed },
      { resourceType: 'Instance', part: 'x', counts: failed },
      { resourceType: 'Proxy', counts: nothing },
      { counts: counts({ notApplicable: 1 }) },
    ];
    const of = (resourceType: string) =>
      judged({ rules: [{ rule: 'a/one', resourceType }] }, rule('a/one', failed, { kinds }));
    expect(of('Cluster')).toMatchObject({ status: 'PASSED', counts: { ...passed, notApplicable: 1 } });
    expect(of('Instance')?.status).toBe('FAILED');
    expect(of('Proxy')).toMatchObject({ status: 'NOT_APPLICABLE', counts: counts({ notApplicable: 2 }) });
  });

  it('fails of a rule only by what fails in its aspects, and does not know of what tells none', () => {
    const kinds: JudgedRule['kinds'] = [
      { resourceType: 'Group', part: '', counts: passed },
      { resourceType: 'Group', part: '', aspects: ['ipv4', 'tcp 22'], counts: counts({ failed: 2 }) },
      { resourceType: 'Group', part: '', aspects: [], counts: counts({ failed: 4 }) },
    ];
    const of = (aspects: readonly string[], ...more: JudgedRule['kinds']) =>
      judged({ rules: [{ rule: 'a/one', aspects }] }, rule('a/one', failed, { kinds: [...kinds, ...more] }));
    expect(of(['ipv4'])).toMatchObject({ status: 'FAILED', counts: counts({ passed: 7, failed: 2 }) });
    expect(of(['ipv6', 'tcp 22'])?.status).toBe('FAILED');
    expect(of(['ipv6'])).toMatchObject({ status: 'PASSED', counts: counts({ passed: 9 }) });
    const untold = { resourceType: 'Group', part: '', counts: counts({ failed: 1 }) };
    expect(of(['ipv6'], untold)).toMatchObject({
      status: 'UNKNOWN',
      counts: counts({ passed: 9, unknown: 1 }),
    });
  });

  it('names each rule of the scan that judges it once, and adds up what they said', () => {
    const control = {
      rules: [{ rule: 'a/one', part: 'x' }, { rule: 'a/one', part: 'y' }, 'a/two', 'a/gone'],
    };
    const kinds = [
      { part: 'x', counts: passed },
      { part: 'y', counts: failed },
    ];
    expect(judged(control, rule('a/one', NONE, { kinds }), rule('a/two', unknown))).toMatchObject({
      rules: ['a/one', 'a/two'],
      counts: { passed: 7, failed: 1, unknown: 1, notApplicable: 0 },
    });
  });
});

it('the score counts what was judged, and tells what passed in part by itself', () => {
  const control = (id: string, rules: Control['rules'], more: Partial<Control> = {}): Control => ({
    ...{ id, title: id, rules },
    ...more,
  });
  const controls = [
    control('1', ['a/good']),
    control('2', ['a/good'], { partial: true }),
    control('3', ['a/bad']),
    control('4', ['a/open']),
    control('5', ['a/none']),
    control('6', []),
    control('7', [], { manual: true }),
  ];
  const rules = new Map([
    rule('a/good', passed),
    rule('a/bad', failed),
    rule('a/open', unknown),
    rule('a/none', NONE),
  ]);
  const result = judgeFramework({ id: 'own', title: 'Our own', controls }, rules);
  expect(result.score).toEqual({ passed: 1, passedInPart: 1, failed: 1, judged: 3, controls: 7 });
  const wide = judgeFramework({ id: 'own', title: 'Our own', partial: true, controls }, rules);
  expect(wide.score).toEqual({ passed: 0, passedInPart: 2, failed: 1, judged: 3, controls: 7 });
});

describe('whatever rules say', () => {
  const some = fc.record({
    passed: fc.nat(2),
    failed: fc.nat(1),
    unknown: fc.nat(1),
    notApplicable: fc.nat(2),
  });
  const RULES = ['a/one', 'a/two', 'a/three'];
  /** Each rule of a scan, or nothing where it was not chosen. */
  const scan = fc.tuple(
    ...RULES.map((id) =>
      fc.option(
        fc
          .record({ counts: some, judged: fc.boolean(), part: fc.boolean() })
          .map(({ counts: said, judged, part }): [string, JudgedRule] =>
            judged
              ? rule(id, said, { kinds: [{ resourceType: 'T', part: part ? 'x' : 'y', counts: said }] })
              : rule(id, NONE, { judged }),
          ),
        { nil: undefined },
      ),
    ),
  );
  const references = fc
    .subarray(RULES)
    .chain((ids) =>
      fc.tuple(
        ...ids.map((id) =>
          fc.constantFrom<Control['rules'][number]>(id, { rule: id, broader: true }, { rule: id, part: 'x' }),
        ),
      ),
    );
  const control = fc.record({ rules: references, partial: fc.boolean(), manual: fc.boolean() });

  /** Of a reference: what its rule said that is about the control. */
  function saidTo(
    reference: Control['rules'][number],
    all: ReadonlyMap<string, JudgedRule>,
  ): Counts | undefined {
    const { rule: id, part } =
      typeof reference === 'string' ? { rule: reference } : { part: undefined, ...reference };
    const found = all.get(id);
    if (found?.judged !== true) return undefined;
    return part === undefined || found.kinds[0]?.part === part ? found.counts : NONE;
  }

  it('a control fails by every failure of its own, passes only where all was seen, and the score adds up', () => {
    fc.assert(
      fc.property(fc.array(control, { maxLength: 6 }), scan, (controls, chosenRules) => {
        const all = new Map(chosenRules.filter((each) => each !== undefined));
        const result = judgeFramework(
          {
            id: 'own',
            title: 'Our own',
            controls: controls.map((each, index) => ({ ...each, id: `${index}`, title: 'One' })),
          },
          all,
        );
        for (const [index, { rules, partial, manual }] of controls.entries()) {
          const said = rules.map((reference) => ({ reference, counts: saidTo(reference, all) }));
          const told = said.flatMap((each) => (each.counts === undefined ? [] : [each.counts]));
          const fails = said.some(
            ({ reference, counts: of }) =>
              (of?.failed ?? 0) > 0 && !(typeof reference === 'object' && reference.broader === true),
          );
          const open = told.some(({ unknown, failed }) => unknown + failed > 0);
          const looked = !partial && told.length === rules.length && told.length > 0;
          const passes = told.some(({ passed }) => passed > 0);
          const unjudged = manual ? 'MANUAL' : 'NOT_JUDGED';
          expect(result.controls[index]?.status).toBe(
            fails
              ? 'FAILED'
              : open
                ? 'UNKNOWN'
                : passes
                  ? looked
                    ? 'PASSED'
                    : 'PASSED_IN_PART'
                  : looked
                    ? 'NOT_APPLICABLE'
                    : unjudged,
          );
        }
        const { score } = result;
        const many = (wanted: string) => result.controls.filter(({ status }) => status === wanted).length;
        expect(score).toEqual({
          passed: many('PASSED'),
          passedInPart: many('PASSED_IN_PART'),
          failed: many('FAILED'),
          judged: score.passed + score.passedInPart + score.failed,
          controls: controls.length,
        });
      }),
      { seed: 7, numRuns: 300 },
    );
  });
});
