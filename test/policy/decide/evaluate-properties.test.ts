import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Decision, evaluate, type Policies } from '../../../src/policy/decide/evaluate.ts';
import type { Request } from '../../../src/policy/decide/request.ts';
import type { Principal } from '../../../src/policy/language/principal.ts';
import { policyOf } from '../policies.fixture.ts';

const principal: Principal = {
  kind: 'user',
  arn: 'arn:aws:iam::111122223333:user/u',
  accountId: '111122223333',
};

const RANK = { denied: 0, conditional: 1, allowed: 2 };
const rank = ({ effect }: Decision) => RANK[effect];

const actions = fc.subarray(['s3:GetObject', 's3:Get*', 's3:*', '*', 'iam:*', 'S3:PUTOBJECT'], {
  minLength: 1,
});
const resources = fc.subarray(
  [
    '*',
    'arn:aws:s3:::a',
    'arn:aws:s3:::a*',
    'arn:aws:s3:::*b',
    'arn:aws:s3:::?',
    'arn:aws:s3:::c*d',
    'arn:aws:*',
  ],
  { minLength: 1 },
);
const conditions = fc.constantFrom(
  {},
  {},
  { Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } },
  { Condition: { StringEquals: { 'aws:PrincipalAccount': '111122223333' } } },
  { Condition: { StringNotEquals: { 'aws:PrincipalAccount': '111122223333' } } },
);

function statement(effect: 'Allow' | 'Deny') {
  return fc
    .record({
      action: fc.record({ name: fc.constantFrom('Action', 'NotAction'), value: actions }),
      resource: fc.record({ name: fc.constantFrom('Resource', 'Resource', 'NotResource'), value: resources }),
      condition: conditions,
    })
    .map(({ action, resource, condition }) => ({
      Effect: effect,
      [action.name]: action.value,
      [resource.name]: resource.value,
      ...condition,
    }));
}

const statements = fc.array(fc.oneof(statement('Allow'), statement('Allow'), statement('Deny')), {
  maxLength: 4,
});
const request: fc.Arbitrary<Request> = fc.record({
  principal: fc.constant(principal),
  action: fc.constantFrom('s3:GetObject', 's3:PutObject', 'iam:GetUser'),
  resource: fc.constantFrom(
    'arn:aws:s3:::a',
    'arn:aws:s3:::ab',
    { some: 'arn:aws:s3:::*' },
    { some: 'arn:aws:s3:::c*' },
  ),
});

const of = (list: object[]): Policies => ({ identity: [policyOf(...list)] });

describe('evaluate', () => {
  it('never allows more for an added Deny', () => {
    fc.assert(
      fc.property(request, statements, statement('Deny'), (asked, list, added) => {
        const before = rank(evaluate(asked, of(list)));
        expect(rank(evaluate(asked, of([...list, added])))).toBeLessThanOrEqual(before);
      }),
      { numRuns: 1500 },
    );
  });

  it('never allows less for an added Allow', () => {
    fc.assert(
      fc.property(request, statements, statement('Allow'), (asked, list, added) => {
        const before = rank(evaluate(asked, of(list)));
        expect(rank(evaluate(asked, of([...list, added])))).toBeGreaterThanOrEqual(before);
      }),
      { numRuns: 1500 },
    );
  });

  it('does not heed the order of statements', () => {
    fc.assert(
      fc.property(request, statements, (asked, list) => {
        expect(rank(evaluate(asked, of(list.toReversed())))).toBe(rank(evaluate(asked, of(list))));
      }),
      { numRuns: 1000 },
    );
  });

  it.each(['boundary', 'scp', 'session'] as const)('never allows more under a %s', (kind) => {
    fc.assert(
      fc.property(request, statements, statements, (asked, list, limiting) => {
        const limit = policyOf(...limiting);
        const limits = {
          boundary: { boundary: limit },
          scp: { scps: [[limit]] },
          session: { session: [limit] },
        };
        const before = rank(evaluate(asked, of(list)));
        expect(rank(evaluate(asked, { ...of(list), ...limits[kind] }))).toBeLessThanOrEqual(before);
      }),
      { numRuns: 1000 },
    );
  });

  it('answers for some resource at least as well as for each', () => {
    fc.assert(
      fc.property(statements, fc.constantFrom('a', 'ab', 'cd', 'c-d', 'zz'), (list, name) => {
        const asked = { principal, action: 's3:GetObject' };
        const one = evaluate({ ...asked, resource: `arn:aws:s3:::${name}` }, of(list));
        const some = evaluate({ ...asked, resource: { some: 'arn:aws:s3:::*' } }, of(list));
        expect(rank(some)).toBeGreaterThanOrEqual(rank(one));
      }),
      { numRuns: 3000 },
    );
  });
});
