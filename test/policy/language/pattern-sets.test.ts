import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { literal, wildcard } from '../../../src/policy/language/pattern.ts';
import { covers, matches, meet, representative } from '../../../src/policy/language/pattern-sets.ts';

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

describe('covers and meet', () => {
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
    ['*-prod', 'app-*', 'app-*-prod'],
    ['role/*', 'role/app', 'role/app'],
    ['a*', 'b*', undefined],
    ['a?c', 'ab*', 'abc'],
    ['user/*', 'role/*', undefined],
    ['a?*', 'ab*', 'ab*'],
    [
      'arn:aws:lambda:*:111122223333:*',
      'arn:aws:lambda:*:*:function:app-*',
      'arn:aws:lambda:*:111122223333:function:app-*',
    ],
  ])('%s and %s meet in %s', (a, b, expected) => {
    expect(meet(wildcard(a), wildcard(b))?.text).toBe(expected);
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

  it('what both match is found, and the meeting lies in both', () => {
    fc.assert(
      fc.property(pattern, pattern, text, (a, b, t) => {
        const common = meet(wildcard(a), wildcard(b));
        const both = matches(wildcard(a), literal(t)) === true && matches(wildcard(b), literal(t)) === true;
        if (both) expect(common).toBeDefined();
        if (common) {
          expect(covers(wildcard(a), common)).toBe(true);
          expect(covers(wildcard(b), common)).toBe(true);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('leaves out what a fixed part of both would have to be in two places for', () => {
    const [a, b, overlapping] = [wildcard('app-*'), wildcard('*-prod'), literal('app-prod')];
    expect(matches(a, overlapping) && matches(b, overlapping)).toBe(true);
    const meeting = meet(a, b);
    expect(meeting && matches(meeting, overlapping)).toBe(false);
    expect(meeting && matches(meeting, literal('app-eu-prod'))).toBe(true);
  });

  it('is exactly what both match where * stands only at the end of each', () => {
    const open = fc
      .tuple(fc.string({ unit: fc.constantFrom('a', 'b', '?'), maxLength: 5 }), fc.constantFrom('', '*'))
      .map(([beginning, end]) => beginning + end);
    fc.assert(
      fc.property(open, open, text, (a, b, t) => {
        const common = meet(wildcard(a), wildcard(b));
        const both = matches(wildcard(a), literal(t)) === true && matches(wildcard(b), literal(t)) === true;
        expect(common !== undefined && matches(common, literal(t)) === true).toBe(both);
      }),
      { numRuns: 5000 },
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
