import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { completed, matchesArn } from '../../../src/policy/language/arn.ts';
import { arnsOf, commonArns, representativeArn } from '../../../src/policy/language/arn-sets.ts';
import { literal, wildcard } from '../../../src/policy/language/pattern.ts';
import type { Truth } from '../../../src/policy/language/truth.ts';

const nothing = () => undefined;
const names = (pattern: string, arn: string): Truth =>
  matchesArn(wildcard(pattern), literal(arn), nothing, false);

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
describe('completing a short ARN', () => {
  it.each([
    ['arn:aws:sqs', 'arn:aws:sqs:*:*:*'],
    ['arn:aws', 'arn:aws:*:*:*:*'],
    ['arn:aws:iam:', 'arn:aws:iam::*:*'],
    ['arn:aws:iam::111122223333', 'arn:aws:iam::111122223333:*'],
    ['arn:aws:lambda:*:function', 'arn:aws:lambda:*:function:*'],
    // It has all six fields.
    ['arn:aws:lambda:*:function:dev', undefined],
    // The wildcard at its end matches as much as it stands.
    ['arn:aws:iam::*', undefined],
    ['arn:*', undefined],
    ['*', undefined],
    ['arn:aws:s3:::bucket', undefined],
    ['arn:aws:sqs:*:*:*', undefined],
    ['bucket', undefined],
  ])('%s becomes %s', (short, whole) => {
    expect(completed(wildcard(short))?.text).toBe(whole);
  });

  it('is done once', () => {
    const part = fc.string({ unit: fc.constantFrom('a', '*', '?'), maxLength: 3 });
    fc.assert(
      fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
        const whole = completed(wildcard(['arn', ...parts].join(':')));
        if (whole === undefined) return;
        expect(whole.colons).toBe(5);
        expect(completed(whole)).toBeUndefined();
      }),
    );
  });
});

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html */
describe('a wildcard at a colon', () => {
  const FUNCTION = 'arn:aws:lambda:eu-west-1:111122223333:function:dev';
  it.each([
    ['arn:aws:lambda:*:*:function:dev', true],
    ['arn:aws:lambda:eu-west-?:111122223333:function:d*', true],
    // It ends its segment.
    ['arn:aws:lambda:*:function:dev', true],
    ['arn:aws:lambda:eu-*:function:dev', true],
    ['arn:aws:lambda:*:dev', true],
    ['arn:aws:*', true],
    // It does not.
    ['arn:aws:lambda:eu-west-1?111122223333:function:dev', false],
    ['arn:aws:lambda:eu-*3333:function:dev', false],
    ['arn:aws:*dev', false],
    // The colon after "function" is one of the last part.
    ['arn:aws:lambda:*:*:function?dev', 'unknown'],
    ['arn:aws:lambda:*:*:f*v', 'unknown'],
    ['arn:aws:lambda:*:*:f*', true],
    // A wildcard that ends a segment before it takes in the rest.
    ['arn:aws:lambda:*:*:*dev', true],
  ])('%s: %s', (pattern, expected) => {
    expect(names(pattern, FUNCTION)).toBe(expected);
  });
});

describe('sets of ARNs', () => {
  const texts = (pattern: string) => arnsOf(wildcard(pattern)).map(({ text }) => text);

  it.each([
    ['arn:aws:s3:::bucket', ['arn:aws:s3:::bucket']],
    ['*', ['arn:*:*:*:*:*']],
    ['arn:aws:lambda:*:function:dev', ['arn:aws:lambda:*:*:function:dev']],
    ['arn:*:*:role/a', ['arn:*:*:*:*:role/a']],
    ['arn:a*:b*:c', ['arn:a*:*:b*:*:c', 'arn:a*:b*:*:*:c']],
    ['arn:aws:lambda:*:function:dev:prod', ['arn:aws:lambda:*:*:function:dev:prod']],
    ['arn:aws:iam::aws:policy/*', ['arn:aws:iam::aws:policy/*']],
    ['arn:aws:iam::1*9:user/a', ['arn:aws:iam::1*9:user/a']],
    ['arn:aws:iam::11:user/a', []],
    ['arn:aws:iam', []],
    ['bucket', []],
    ['urn:aws:s3:::bucket', []],
  ])('%s is %j', (pattern, expected) => {
    expect(texts(pattern).sort()).toEqual(expected);
  });

  const segment = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 3 });
  const account = fc.constantFrom('', '*', '111122223333', '1111*', '*3333', '11112222333?');
  const resource = fc.string({ unit: fc.constantFrom('a', ':', '*', '?'), maxLength: 5 });
  const arn = fc
    .tuple(fc.array(segment, { maxLength: 3 }), account, resource)
    .map(([parts, id, last]) => ['arn', ...parts, id, last].join(':'));
  const text = fc
    .tuple(
      fc.array(fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 2 }), { minLength: 3, maxLength: 3 }),
      fc.constantFrom('', '111122223333', '111100003333'),
      fc.string({ unit: fc.constantFrom('a', ':'), maxLength: 3 }),
    )
    .map(([parts, id, last]) => ['arn', ...parts, id, last].join(':'));

  it('hold only ARNs that the pattern names', () => {
    fc.assert(
      fc.property(arn, (pattern) => {
        for (const set of arnsOf(wildcard(pattern))) {
          const one = representativeArn(set);
          expect(one.split(':').length).toBeGreaterThanOrEqual(6);
          expect(names(pattern, one)).not.toBe(false);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('have in common exactly the ARNs of both', () => {
    const has = (sets: ReturnType<typeof arnsOf>, one: string) =>
      sets.some((set) => {
        const [given] = arnsOf(literal(one));
        return (
          given !== undefined && commonArns(set, given).arns.some((common) => common.text === given.text)
        );
      });
    fc.assert(
      fc.property(arn, arn, text, (a, b, one) => {
        const [left, right] = [arnsOf(wildcard(a)), arnsOf(wildcard(b))];
        const common = left.flatMap((x) => right.flatMap((y) => commonArns(x, y).arns));
        expect(has(common, one)).toBe(has(left, one) && has(right, one));
      }),
      { numRuns: 3000 },
    );
  });

  it('that have something in common have a representative that is of both', () => {
    fc.assert(
      fc.property(arn, arn, (a, b) => {
        for (const x of arnsOf(wildcard(a)))
          for (const y of arnsOf(wildcard(b)))
            for (const common of commonArns(x, y).arns) {
              const one = representativeArn(common);
              expect([names(a, one), names(b, one)]).not.toContain(false);
            }
      }),
      { numRuns: 2000 },
    );
  });

  it('of two that an ARN would have to be twice have nothing in common', () => {
    const [dev] = arnsOf(wildcard('arn:aws:lambda:*:*:function:dev-*'));
    const [test] = arnsOf(wildcard('arn:aws:lambda:*:*:function:test-*'));
    expect(dev && test && commonArns(dev, test).arns).toEqual([]);
  });
});
