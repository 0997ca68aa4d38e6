import fc from 'fast-check';
import { expect, it } from 'vitest';
import { filterPatternCoverage } from '../../src/event-patterns/coverage.ts';
import type { DemandedEvent } from '../../src/event-patterns/demanded-event.ts';
import { parseFilterPattern } from '../../src/event-patterns/filter-pattern.ts';
import { events, FACTS, matches, trees, written } from './slow-filter.fixture.ts';

const demanded: DemandedEvent = { name: 'ab', identifiedBy: 'v', facts: FACTS };

it('covered: every event matches; missed: the example is such an event, and does not match', () => {
  const seen = { covered: 0, missed: 0, undecided: 0 };
  fc.assert(
    fc.property(
      trees,
      fc.boolean(),
      fc.array(events, { minLength: 20, maxLength: 20 }),
      (tree, loose, some) => {
        const pattern = `{${written(tree, loose)}}`;
        const coverage = filterPatternCoverage(parseFilterPattern(pattern), demanded);
        seen[coverage.coverage] += 1;
        if (coverage.coverage === 'undecided') {
          expect(coverage.reason).toMatch(/AWS does not say/);
          return;
        }
        if (coverage.coverage === 'covered')
          for (const event of some)
            expect([pattern, event, matches(tree, event)]).toEqual([pattern, event, true]);
        else {
          expect([pattern, coverage.example, matches(tree, coverage.example)]).toEqual([
            pattern,
            coverage.example,
            false,
          ]);
          expect(coverage.example).toMatchObject({ v: 'ab', o: { v: 'ab' } });
          expect(coverage.example).not.toHaveProperty('n');
          expect(String(coverage.example.l)).toMatch(/^a.*b$/s);
          expect(['ab', '', undefined]).not.toContain(coverage.example.t);
        }
      },
    ),
    { numRuns: 500 },
  );
  // All three answers were met, or the test shows less than it says.
  expect(Object.values(seen).every((count) => count > 5)).toBe(true);
});

it('with fields that are strings for sure, nothing is left undecided', () => {
  const strings: DemandedEvent = {
    ...demanded,
    facts: { v: { oneOf: ['ab'] }, s: {}, t: {}, l: { like: 'a*b' } },
  };
  const values = ['a', 'ab', '"a*"', '"*b"', '*', '%^a%', '%b$|^$%', '%[^a]%', '%a.?b%'];
  const term = fc
    .tuple(fc.constantFrom('v', 's', 't', 'l'), fc.constantFrom('=', '!='), fc.constantFrom(...values))
    .map(([field, operator, value]) => `$.${field} ${operator} ${value}`);
  const either = fc.array(term, { minLength: 1, maxLength: 5 }).map((terms) => `(${terms.join(' || ')})`);
  const counts = { covered: 0, missed: 0, undecided: 0 };
  fc.assert(
    fc.property(fc.array(either, { minLength: 1, maxLength: 4 }), (parts) => {
      const pattern = `{ ${parts.join(' && ')} }`;
      const { coverage } = filterPatternCoverage(parseFilterPattern(pattern), strings);
      counts[coverage] += 1;
      expect([pattern, coverage]).not.toEqual([pattern, 'undecided']);
    }),
    { numRuns: 500 },
  );
  expect(counts.covered).toBeGreaterThan(5);
});
