import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lookupIn } from '../../../src/policy/decide/request.ts';
import { condition, holdsIn } from '../../../src/policy/language/condition.ts';
import type { Principal } from '../../../src/policy/language/principal.ts';
import type { Truth } from '../../../src/policy/language/truth.ts';

const accountId = '111122223333';
const ROLE: Principal = { kind: 'role', accountId, arn: `arn:aws:iam::${accountId}:role/deploy` };
const USER: Principal = { kind: 'user', accountId, arn: `arn:aws:iam::${accountId}:user/ann` };
const SERVICE: Principal = { kind: 'service', service: 'lambda.amazonaws.com' };
const NOW = new Date('2026-11-20T12:00:00Z');

function ask(
  operator: string,
  key: string,
  values: readonly string[],
  { now = NOW, principal = ROLE }: { readonly now?: Date; readonly principal?: Principal } = {},
): Truth {
  const lookup = lookupIn({ principal, action: 'iam:GetUser', resource: '*', now });
  return holdsIn(condition(operator, key, values, true), lookup);
}

/** Seconds since 1970 in every spelling that a policy may have, https://www.w3.org/TR/NOTE-datetime */
const SPELLINGS: readonly ((seconds: number) => string)[] = [
  (seconds) => String(seconds),
  (seconds) => ` ${seconds}`,
  (seconds) => new Date(seconds * 1000).toISOString(),
  (seconds) => new Date(seconds * 1000).toISOString().replace('.000Z', 'Z'),
  (seconds) => new Date(seconds * 1000).toISOString().replace('.000Z', ''),
  (seconds) => new Date(seconds * 1000).toISOString().replace('.000Z', '+00:00'),
  (seconds) => new Date((seconds + 7200) * 1000).toISOString().replace('.000Z', '+02:00'),
  (seconds) => new Date((seconds - 19_800) * 1000).toISOString().replace('.000Z', '.0-05:30'),
];

const COMPARISONS: Readonly<Record<string, (now: number, value: number) => boolean>> = {
  Equals: (now, value) => now === value,
  LessThan: (now, value) => now < value,
  LessThanEquals: (now, value) => now <= value,
  GreaterThan: (now, value) => now > value,
  GreaterThanEquals: (now, value) => now >= value,
};

const second = fc.integer({ min: 1_000_000_000, max: 4_102_444_800 });
const comparison = fc.constantFrom(...Object.entries(COMPARISONS));
const qualifier = fc.constantFrom('', 'ForAnyValue:', 'ForAllValues:');
const spelt = fc.tuple(second, fc.constantFrom(...SPELLINGS));
const KEYS = ['aws:CurrentTime', 'aws:EpochTime', 'aws:TokenIssueTime', 'AWS:currenttime'];

describe('a condition on the moment of a request', () => {
  it('is decided whatever the spelling, the qualifier and the number of values', () => {
    fc.assert(
      fc.property(
        spelt.chain((one) =>
          fc.tuple(
            fc.oneof(second, fc.constant(one[0])),
            fc.tuple(fc.constant(one), fc.array(spelt, { maxLength: 2 })),
          ),
        ),
        comparison,
        qualifier,
        fc.constantFrom('', 'IfExists'),
        fc.constantFrom(...KEYS),
        ([now, [first, more]], [name, compare], each, ifExists, key) => {
          const dates = [first, ...more];
          const values = dates.map(([seconds, spell]) => spell(seconds));
          expect(ask(`${each}Date${name}${ifExists}`, key, values, { now: new Date(now * 1000) })).toBe(
            dates.some(([seconds]) => compare(now, seconds)),
          );
        },
      ),
    );
  });

  it('is decided by seconds, where they are compared as numbers', () => {
    fc.assert(
      fc.property(second, second, comparison, (now, value, [name, compare]) => {
        const said = ask(`Numeric${name}`, 'aws:EpochTime', [String(value)], { now: new Date(now * 1000) });
        expect(said).toBe(compare(now, value));
      }),
    );
  });

  it('negated, rejects each of its values', () => {
    fc.assert(
      fc.property(second, fc.array(spelt, { minLength: 1, maxLength: 3 }), (now, dates) => {
        const values = dates.map(([seconds, spell]) => spell(seconds));
        const said = ask('DateNotEquals', 'aws:CurrentTime', values, { now: new Date(now * 1000) });
        expect(said).toBe(dates.every(([seconds]) => seconds !== now));
      }),
    );
  });

  it.each([
    ['DateGreaterThan', ['2020'], true],
    ['DateGreaterThan', ['2020-01'], true],
    ['DateLessThan', ['2020-01-01'], false],
    ['DateLessThan', ['2026-11-20T12:00Z'], false],
    ['DateLessThanEquals', ['2026-11-20T12:00Z'], true],
    ['DateLessThan', ['2026-11-20T14:00+01:00'], true],
    ['DateLessThan', ['tomorrow'], 'unknown'],
    ['DateLessThan', ['tomorrow', '2099-01-01'], true],
    ['Null', ['true'], false],
    ['Null', ['false'], true],
    ['StringLike', ['*'], true],
    ['StringLike', ['2026-*'], 'unknown'],
    ['StringNotEquals', ['2020-01-01T00:00:00Z'], 'unknown'],
  ])('%s aws:CurrentTime %j: %s', (operator, values, expected) => {
    expect(ask(operator, 'aws:CurrentTime', values)).toBe(expected);
  });

  it('stays open where the moment is not given', () => {
    const lookup = lookupIn({ principal: ROLE, action: 'iam:GetUser', resource: '*' });
    expect(holdsIn(condition('DateLessThan', 'aws:CurrentTime', ['2020'], true), lookup)).toBe('unknown');
  });
});

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-tokenissuetime */
describe('a condition on when the session began', () => {
  const PAST = ['2020-01-01'];
  it.each<[string, Principal, Truth]>([
    // Neither a session of today nor an access key, which has no such time.
    ['DateLessThan', USER, false],
    // A session of today, but not an access key.
    ['DateGreaterThan', USER, 'unknown'],
    ['DateGreaterThanIfExists', USER, true],
    ['DateNotEquals', USER, true],
    ['DateGreaterThan', ROLE, true],
    ['DateLessThan', ROLE, false],
    ['DateLessThan', { kind: 'root', accountId }, false],
    ['DateGreaterThan', { kind: 'anonymous' }, false],
    ['DateGreaterThan', SERVICE, 'unknown'],
  ])('%s 2020 for %j: %s', (operator, principal, expected) => {
    expect(ask(operator, 'aws:TokenIssueTime', PAST, { principal })).toBe(expected);
  });
  it('is there in every request of a role, and only in some of a user', () => {
    expect(ask('Null', 'aws:TokenIssueTime', ['true'])).toBe(false);
    expect(ask('Null', 'aws:TokenIssueTime', ['true'], { principal: USER })).toBe('unknown');
  });
});
