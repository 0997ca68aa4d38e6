import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Policy } from '../../../src/policy/language/policy.ts';
import { isPublic, outsideAccess } from '../../../src/policy/outside/outside-access.ts';
import { policyOf } from '../policies.fixture.ts';
import {
  bucketPolicies,
  everyStrangerMay,
  HOME,
  OBJECT,
  somebodyMay,
  someStrangerMay,
} from './outsiders.fixture.ts';

const answers = (policy: Policy) =>
  outsideAccess(policy, { action: 's3:GetObject', resource: OBJECT, home: HOME });

const json = (policy: Policy) => JSON.stringify(policy.document.statements.map(({ original }) => original));

describe('outsideAccess agrees with evaluate', () => {
  it('nobody: no outsider is allowed', () => {
    fc.assert(
      fc.property(bucketPolicies, (policy) => {
        fc.pre(answers(policy).length === 0);
        expect(somebodyMay(policy), json(policy)).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });

  it('public without conditions: every stranger is allowed', () => {
    fc.assert(
      fc.property(bucketPolicies, (policy) => {
        const open = answers(policy).filter(isPublic);
        fc.pre(open.some(({ conditions, unless }) => conditions.length === 0 && unless.length === 0));
        expect(everyStrangerMay(policy), json(policy)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('not public: no stranger is allowed but under a condition that limits who', () => {
    fc.assert(
      fc.property(bucketPolicies, (policy) => {
        fc.pre(!answers(policy).some(({ who }) => who.kind === 'anyone'));
        expect(someStrangerMay(policy), json(policy)).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });

  it('asks about a pattern at least as much as about each of its ARNs', () => {
    fc.assert(
      fc.property(bucketPolicies, (policy) => {
        const some = outsideAccess(policy, {
          action: 's3:GetObject',
          resource: { some: 'arn:aws:s3:::bucket/*' },
          home: HOME,
        });
        fc.pre(some.length === 0);
        expect(answers(policy), json(policy)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('does not heed the order of statements', () => {
    const said = (policy: Policy) => new Set(answers(policy).map(({ who }) => JSON.stringify(who)));
    fc.assert(
      fc.property(bucketPolicies, (policy) => {
        const turned = policyOf(...policy.document.statements.map(({ original }) => original).toReversed());
        expect(said(turned), json(policy)).toEqual(said(policy));
      }),
      { numRuns: 1000 },
    );
  });
});
