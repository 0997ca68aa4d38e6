import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { literal, wildcard } from '../../../src/policy/language/pattern.ts';
import {
  covers,
  intersection,
  intersects,
  MOST_PATTERNS,
  matches,
  representative,
} from '../../../src/policy/language/pattern-sets.ts';

describe('matches', () => {
  it.each([
    ['*', '', true],
    ['', '', true],
    ['', 'a', false],
    ['s3:Get*', 's3:GetObject', true],
    ['s3:Get*', 's3:PutObject', false],
    ['*Access*', 'iam:CreateAccessKey', true],
    ['a?c', 'abc', true],
    ['a?c', 'ac', false],
    ['*?', '', false],
    ['a*b*c', 'a-b-b-c', true],
    ['a*b*c', 'a-c-b', false],
    ['a.c', 'abc', false],
    ['a**b', 'ab', true],
  ])('%s on %j is %s', (pattern, text, expected) => {
    expect(matches(wildcard(pattern), literal(text))).toBe(expected);
  });

  it('comes to an end on hostile patterns, which would keep a backtracking matcher for ever', () => {
    expect(matches(wildcard(`${'a*'.repeat(2000)}b`), literal('a'.repeat(20_000)))).toBe(false);
  });

  it('agrees with a regular expression', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', ':'), maxLength: 12 });
    const pattern = fc.string({ unit: fc.constantFrom('a', 'b', ':', '*', '?'), maxLength: 8 });
    fc.assert(
      fc.property(pattern, text, (p, t) => {
        const regex = new RegExp(`^${p.replaceAll('*', '[^]*').replaceAll('?', '[^]')}$`);
        expect(matches(wildcard(p), literal(t))).toBe(regex.test(t));
      }),
      { numRuns: 2000 },
    );
  });
});

const shared = (a: string, b: string) => {
  const { patterns, whole } = intersection(wildcard(a), wildcard(b));
  return { texts: patterns.map(({ text }) => text).sort(), whole };
};

describe('covers and intersection', () => {
  it.each([
    ['*', 's3:*', true],
    ['s3:*', '*', false],
    ['s3:*', 's3:Get*', true],
    ['*:*', '*', false],
    ['**', '*', true],
    ['*?', '?*', true],
    ['a*c', 'a*b*c', true],
    ['a*b*c', 'a*c', false],
    ['?', '*', false],
    ['arn:aws:iam::*:role/*', 'arn:aws:iam::123456789012:role/app-*', true],
  ])('%s covers %s: %s', (outer, inner, expected) => {
    expect(covers(wildcard(outer), wildcard(inner))).toBe(expected);
  });

  it.each([
    ['*-prod', 'app-*', ['app-*-prod', 'app-prod']],
    ['role/*', 'role/app', ['role/app']],
    ['a*', 'b*', []],
    ['a?c', 'ab*', ['abc']],
    ['user/*', 'role/*', []],
    ['a?*', 'ab*', ['ab*']],
    ['a*a', '*a', ['a*a']],
    ['aba*', '*aba', ['aba', 'aba*aba', 'ababa']],
    ['*a*', '*b*', ['*a*b*', '*b*a*']],
  ])('%s and %s share %j', (a, b, expected) => {
    expect(shared(a, b)).toEqual({ texts: expected, whole: true });
  });

  it('says so where it does not tell all', () => {
    const [a, b] = ['*a*b*c*d*e*f*', '*g*h*i*j*k*l*'];
    const { texts, whole } = shared(a, b);
    expect(whole).toBe(false);
    expect(texts.length).toBeLessThanOrEqual(MOST_PATTERNS);
    const long = 'ab'.repeat(600);
    expect(shared(`*${long}`, `${long}*`)).toEqual({ texts: [], whole: false });
  });

  const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 7 });
  const text = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 7 });

  it('covering means matching all that the other matches', () => {
    fc.assert(
      fc.property(pattern, pattern, text, (outer, inner, t) => {
        if (!covers(wildcard(outer), wildcard(inner))) return;
        if (matches(wildcard(inner), literal(t)) === true)
          expect(matches(wildcard(outer), literal(t))).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  it('an intersection is exactly what both match', () => {
    fc.assert(
      fc.property(pattern, pattern, text, (a, b, t) => {
        const { patterns, whole } = intersection(wildcard(a), wildcard(b));
        const both = matches(wildcard(a), literal(t)) === true && matches(wildcard(b), literal(t)) === true;
        expect(whole).toBe(true);
        expect(patterns.some((common) => matches(common, literal(t)) === true)).toBe(both);
        expect(intersects(wildcard(a), wildcard(b))).toBe(patterns.length > 0);
      }),
      { numRuns: 5000 },
    );
  });

  it('an intersection is one whichever comes first, and what both match stays in it where it is cut short', () => {
    const long = fc.string({ unit: fc.constantFrom('a', 'b', '*'), minLength: 10, maxLength: 24 });
    fc.assert(
      fc.property(long, long, (a, b) => {
        const { patterns } = intersection(wildcard(a), wildcard(b));
        for (const common of patterns) {
          const one = literal(representative(common));
          expect(matches(wildcard(a), one) === true && matches(wildcard(b), one) === true).toBe(true);
        }
        expect(patterns.length > 0).toBe(intersection(wildcard(b), wildcard(a)).patterns.length > 0);
      }),
      { numRuns: 500 },
    );
  });

  it('a representative belongs to the pattern and to all that cover it', () => {
    fc.assert(
      fc.property(pattern, pattern, (a, b) => {
        const one = literal(representative(wildcard(a)));
        expect(matches(wildcard(a), one)).toBe(true);
        if (covers(wildcard(b), wildcard(a))) expect(matches(wildcard(b), one)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});
