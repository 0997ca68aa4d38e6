import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  contains,
  covers,
  type Interval,
  intersect,
  intervalSet,
  subtract,
  union,
} from '../../src/network/interval-set.ts';

const END = 16;
const interval = fc
  .tuple(fc.integer({ min: 0, max: END }), fc.integer({ min: 0, max: END }))
  .map(([from, until]): Interval<number> => ({ from, until }));
const intervals = fc.array(interval, { maxLength: 6 });
const values = Array.from({ length: END }, (_, value) => value);

/** The same set as plain values, decided one value at a time. */
const model = (list: readonly Interval<number>[]) =>
  new Set(values.filter((value) => list.some(({ from, until }) => from <= value && value < until)));
const members = (list: readonly Interval<number>[]) => values.filter((value) => contains(list, value));

describe('interval sets against a set of plain values', () => {
  it('is sorted and disjoint, and holds what was put in', () => {
    fc.assert(
      fc.property(intervals, (list) => {
        const set = intervalSet(list);
        expect(members(set)).toEqual(values.filter((value) => model(list).has(value)));
        for (const [i, { from, until }] of set.entries()) {
          expect(from).toBeLessThan(until);
          expect(set[i - 1]?.until ?? -1).toBeLessThan(from);
        }
      }),
    );
  });

  it('joins, shares and takes away like plain sets', () => {
    fc.assert(
      fc.property(intervals, intervals, (left, right) => {
        const [a, b] = [intervalSet(left), intervalSet(right)];
        const [inA, inB] = [model(left), model(right)];
        expect(union(a, b)).toEqual(intervalSet([...left, ...right]));
        expect(intersect(a, b)).toEqual(intervalSet(intersect(a, b)));
        expect(members(intersect(a, b))).toEqual(values.filter((v) => inA.has(v) && inB.has(v)));
        expect(subtract(a, b)).toEqual(intervalSet(subtract(a, b)));
        expect(members(subtract(a, b))).toEqual(values.filter((v) => inA.has(v) && !inB.has(v)));
        expect(covers(a, b)).toBe([...inB].every((value) => inA.has(value)));
      }),
    );
  });
});
