import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Absorbable, absorb } from '../../src/engine/absorb.ts';

interface Named extends Absorbable {
  readonly name: string;
}

/** A failed verdict of the rule of its name on one resource, told by the rules named. */
function verdict(name: string, toldBy: readonly string[] = [], changes: Partial<Named> = {}): Named {
  return {
    name,
    ruleId: name,
    regional: false,
    accountId: '111122223333',
    region: 'us-east-1',
    resourceId: 'root',
    score: 5,
    status: 'ACTIVE',
    toldBy: toldBy.map((rule) => ({ rule })),
    ...changes,
  };
}

/** What tells each verdict that is absorbed, by name. */
function told(...failed: readonly Named[]): Record<string, string> {
  return Object.fromEntries([...absorb(failed)].map(([{ name }, teller]) => [name, teller.name]));
}

const regional = (region: string): Partial<Absorbable> => ({ regional: true, region });

describe('absorb', () => {
  it.each<[string, readonly Named[], Record<string, string>]>([
    ['alone, it stays', [verdict('a', ['b'])], {}],
    ['with what tells it, it goes', [verdict('a', ['b']), verdict('b')], { a: 'b' }],
    ['what is as severe tells it', [verdict('a', ['b']), verdict('b', [], { score: 5 })], { a: 'b' }],
    ['what is milder does not', [verdict('a', ['b']), verdict('b', [], { score: 4.9 })], {}],
    ['what is suppressed does not', [verdict('a', ['b']), verdict('b', [], { status: 'SUPPRESSED' })], {}],
    ['what is closed does not', [verdict('a', ['b']), verdict('b', [], { status: 'CLOSED' })], {}],
    [
      'what is suppressed itself stays as it is',
      [verdict('a', ['b'], { status: 'SUPPRESSED' }), verdict('b')],
      {},
    ],
    [
      'a chain leads to the one that stays',
      [verdict('a', ['b']), verdict('b', ['c']), verdict('c')],
      { a: 'c', b: 'c' },
    ],
    [
      'a chain stops where what comes next is milder',
      [verdict('a', ['b']), verdict('b', ['c'], { score: 7 }), verdict('c')],
      { a: 'b' },
    ],
    [
      'a milder one on the way does not matter',
      [verdict('a', ['b']), verdict('b', ['c'], { score: 1 }), verdict('c')],
      { a: 'c', b: 'c' },
    ],
    [
      'one that is suppressed on the way does',
      [verdict('a', ['b']), verdict('b', ['c'], { status: 'SUPPRESSED' }), verdict('c')],
      {},
    ],
    ['a circle tells nothing', [verdict('a', ['b']), verdict('b', ['a'])], {}],
    ['nor does it tell others', [verdict('a', ['b']), verdict('b', ['a']), verdict('c', ['a'])], {}],
    ['nothing tells itself', [verdict('a', ['a'])], {}],
    ['of several, the first tells it', [verdict('a', ['c', 'b']), verdict('b'), verdict('c')], { a: 'c' }],
    ['of several, one that is there', [verdict('a', ['c', 'b']), verdict('b')], { a: 'b' }],
    [
      'of several, one that is not milder',
      [verdict('a', ['c', 'b']), verdict('b'), verdict('c', [], { score: 1 })],
      { a: 'b' },
    ],
    [
      'several that end in one',
      [verdict('a', ['b', 'c']), verdict('b', ['c']), verdict('c')],
      { a: 'c', b: 'c' },
    ],
    ['another account tells nothing', [verdict('a', ['b']), verdict('b', [], { accountId: '2' })], {}],
    ['nor does another resource', [verdict('a', ['b']), verdict('b', [], { resourceId: 'ann' })], {}],
    [
      'but for the one that it names',
      [
        verdict('a', [], { toldBy: [{ rule: 'b', resource: 'ann' }] }),
        verdict('b', [], { resourceId: 'ann' }),
      ],
      { a: 'b' },
    ],
    ['a part is no whole', [verdict('a', ['b']), verdict('b', [], { part: 'key-1' })], {}],
    [
      'a part that it names tells it',
      [
        verdict('a', [], { toldBy: [{ rule: 'b', part: 'key-2' }] }),
        verdict('b', [], { part: 'key-1', name: 'b 1' }),
        verdict('b', [], { part: 'key-2', name: 'b 2' }),
      ],
      { a: 'b 2' },
    ],
    [
      'another Region tells nothing of this one',
      [verdict('a', ['b'], regional('eu-west-1')), verdict('b', [], regional('us-east-1'))],
      {},
    ],
    [
      'of the same resource in several Regions, that of the same Region',
      [
        verdict('a', ['b'], regional('eu-west-2')),
        ...['eu-west-1', 'eu-west-2'].map((region) =>
          verdict('b', [], { ...regional(region), name: region }),
        ),
      ],
      { a: 'eu-west-2' },
    ],
    [
      'what is of the account tells every Region',
      [verdict('a', ['b'], regional('eu-west-1')), verdict('b')],
      { a: 'b' },
    ],
    [
      'a Region tells what is of the account, the first of several',
      [
        verdict('a', ['b']),
        ...['eu-west-2', 'eu-west-1'].map((region) =>
          verdict('b', [], { ...regional(region), name: region }),
        ),
      ],
      { a: 'eu-west-1' },
    ],
  ])('%s', (_case, failed, expected) => {
    expect(told(...failed)).toEqual(expected);
    expect(told(...failed.toReversed())).toEqual(expected);
  });

  it('keeps the cause of everything among the findings, never milder, whoever names whom', () => {
    const rules = ['a', 'b', 'c', 'd', 'e'];
    const anyVerdict = fc
      .record({
        rule: fc.constantFrom(...rules),
        toldBy: fc.subarray(rules, { maxLength: 2 }),
        score: fc.constantFrom(1, 5, 9),
        region: fc.constantFrom('eu-west-1', 'us-east-1'),
        regional: fc.boolean(),
        status: fc.constantFrom<Absorbable['status']>('ACTIVE', 'ACTIVE', 'SUPPRESSED'),
      })
      .map(({ rule, toldBy, ...changes }) => verdict(rule, toldBy, changes));
    fc.assert(
      fc.property(fc.array(anyVerdict, { maxLength: 12 }), (failed) => {
        const absorbed = absorb(failed);
        for (const [verdict, teller] of absorbed) {
          expect(verdict.status).toBe('ACTIVE');
          expect(teller.status).toBe('ACTIVE');
          expect(absorbed.has(teller)).toBe(false);
          expect(teller.score).toBeGreaterThanOrEqual(verdict.score);
        }
      }),
    );
  });

  it('follows chains and fans of tens of thousands', () => {
    const chain = Array.from({ length: 20_000 }, (_, index) => verdict(`c${index}`, [`c${index + 1}`]));
    const fan = Array.from({ length: 20_000 }, (_, index) => verdict(`f${index}`, ['c20000']));
    const absorbed = absorb([...chain, ...fan, verdict('c20000')]);
    expect(absorbed.size).toBe(40_000);
    expect(new Set([...absorbed.values()].map(({ name }) => name))).toEqual(new Set(['c20000']));
  });
});
