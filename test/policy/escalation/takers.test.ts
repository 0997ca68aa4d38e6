import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AccountFacts, Actor } from '../../../src/policy/escalation/actor.ts';
import { policyNamed } from '../../../src/policy/escalation/administrator.ts';
import { compareCertainty } from '../../../src/policy/escalation/certainty.ts';
import { reachOf, wayTo } from '../../../src/policy/escalation/reach.ts';
import { TakersIndex } from '../../../src/policy/escalation/takers.ts';

const ACCOUNT = '111122223333';
const arnOf = (name: string) => `arn:aws:iam::${ACCOUNT}:${name}`;
const NAMES = ['user/ann', 'user/anna', 'user/bob', 'role/dev', 'role/dev-api', 'role/team/ops'];
const FACTS: AccountFacts = {
  partition: 'aws',
  serviceSuffixes: ['amazonaws.com'],
  now: new Date('2026-11-20T12:00:00Z'),
  groups: [],
  otherVersions: () => [],
  administratorPolicies: [],
  tagKeys: { resource: new Set(), principal: new Set(), request: new Set() },
  wantedTags: [],
};

const resource = fc.constantFrom(
  '*',
  'arn:aws:iam::*:role/*',
  'arn:aws:iam::*:*/ann',
  arnOf('user/ann*'),
  arnOf(`user/\${aws:username}`),
  ...NAMES.map(arnOf),
);
const statement = fc.record({
  Effect: fc.constantFrom('Allow', 'Allow', 'Allow', 'Deny'),
  Action: fc.constantFrom(
    'sts:AssumeRole',
    'iam:CreateAccessKey',
    'iam:UpdateLoginProfile',
    'iam:UpdateAssumeRolePolicy',
    'iam:PassRole',
    'lambda:*',
    'lambda:UpdateFunctionCode',
    'ecs:*',
    '*',
  ),
  Resource: fc.oneof(resource, fc.constant('*')),
  Condition: fc.constantFrom({}, {}, { Bool: { 'aws:MultiFactorAuthPresent': 'true' } }),
});
const principal = fc.constantFrom(
  { AWS: `arn:aws:iam::${ACCOUNT}:root` },
  { AWS: '*' },
  { AWS: arnOf('user/bob') },
  { Service: 'lambda.amazonaws.com' },
  { Service: 'ecs-tasks.amazonaws.com' },
);

const actors = fc
  .array(fc.tuple(fc.array(statement, { maxLength: 3 }), principal, fc.boolean()), {
    minLength: NAMES.length,
    maxLength: NAMES.length,
  })
  .map((all) =>
    all.map(([statements, Principal, bounded], n): Actor => {
      const arn = arnOf(NAMES[n] ?? '');
      const kind = arn.includes(':role/') ? 'role' : 'user';
      const policy = (name: string, Statement: readonly object[]) =>
        policyNamed(name, { Version: '2012-10-17', Statement });
      const limit = policy('limit', [
        { Effect: 'Allow', Action: ['sts:*', 'iam:PassRole', 'lambda:*'], Resource: '*' },
      ]);
      const trust = policy('trust', [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal }]);
      return {
        kind,
        arn,
        accountId: ACCOUNT,
        identity: [policy('own', statements)],
        boundary: bounded ? limit : undefined,
        boundaryArn: bounded ? arnOf('policy/limit') : undefined,
        trust: kind === 'role' ? trust : undefined,
        unread: {},
        groups: [],
        customerPolicies: [],
        tags: new Map(),
        inInstanceProfile: false,
        protected: false,
      };
    }),
  );

describe('TakersIndex', () => {
  it('has everybody who gets at a user or role, in a list that is no less certain', () => {
    fc.assert(
      fc.property(actors, (all) => {
        const nodes = all.map((actor) => ({ actor }));
        const index = new TakersIndex(FACTS, nodes);
        for (const target of all) {
          for (const node of nodes) {
            const way = node.actor === target ? undefined : wayTo(FACTS, reachOf(FACTS, node.actor), target);
            if (!way) continue;
            const lists = [...index.of(target)].filter((list) => list.nodes.includes(node));
            expect(lists.some(({ ceiling }) => compareCertainty(ceiling, way.certainty) <= 0)).toBe(true);
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});
