import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Heap } from '../../../src/policy/escalation/heap.ts';

describe('Heap', () => {
  it('gives the first of those that are in it, whenever it is asked', () => {
    const step = fc.oneof(fc.integer({ min: 0, max: 9 }), fc.constant('pop' as const));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const heap = new Heap<number>((a, b) => a - b);
        const expected: number[] = [];
        for (const one of steps) {
          if (one === 'pop') expect(heap.pop()).toBe(expected.shift());
          else {
            heap.push(one);
            expected.push(one);
            expected.sort((a, b) => a - b);
          }
          expect(heap.first).toBe(expected[0]);
        }
      }),
    );
  });
});
