import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Standing } from '../../../src/policy/escalation/escalations.ts';
import type { AuthorizationDetails } from '../../../src/services/iam/authorization-details.ts';
import { chainEvidence } from '../../../src/services/iam/escalations.ts';
import {
  ADMINISTRATOR_ACCESS,
  allow,
  deny,
  escalating,
  roleArn,
  runsAs,
  trusting,
  user,
  userArn,
  WHOLE_ACCOUNT,
} from '../../rules/iam/escalating.fixture.ts';
import { inline, policyOf, roleOf } from '../../rules/iam/readings.fixture.ts';

const USERS = ['a', 'b', 'c'];
const ROLES = ['x', 'y', 'z'];
const TARGETS = ['*', ...USERS.map(userArn), ...ROLES.map(roleArn)];
const ACTIONS = [
  'iam:CreateAccessKey',
  'iam:PutUserPolicy',
  'iam:PutRolePolicy',
  'iam:UpdateAssumeRolePolicy',
  'iam:PassRole',
  'iam:DeleteUserPermissionsBoundary',
  'sts:AssumeRole',
  'lambda:*',
];
const MFA = { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } };
const limit = policyOf('limit', allow(['sts:AssumeRole', 'iam:CreateAccessKey', 'iam:Delete*']));

const statement = fc
  .tuple(
    fc.constantFrom(allow, allow, allow, deny),
    fc.subarray(ACTIONS, { minLength: 1, maxLength: 3 }),
    fc.subarray(TARGETS, { minLength: 1, maxLength: 2 }),
    fc.constantFrom({}, {}, MFA),
  )
  .map(([effect, actions, targets, more]) => effect(actions, targets, more));
const statements = fc.array(statement, { maxLength: 3 });
const trusts = fc.constantFrom(
  trusting(WHOLE_ACCOUNT),
  trusting(userArn('a')),
  trusting(roleArn('x')),
  runsAs('lambda.amazonaws.com'),
);

const users = fc
  .tuple(
    fc.array(statements, { minLength: 3, maxLength: 3 }),
    fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
  )
  .map(([own, bounded]) =>
    USERS.map((name, n) => ({
      ...user(name, ...(own[n] ?? [])),
      ...(bounded[n] && { PermissionsBoundary: { PermissionsBoundaryArn: limit.Arn } }),
    })),
  );
const roles = fc
  .tuple(
    fc.array(statements, { minLength: 3, maxLength: 3 }),
    fc.array(trusts, { minLength: 3, maxLength: 3 }),
  )
  .map(([own, trusted]) => [
    ...ROLES.map((RoleName, n) =>
      roleOf({ RoleName, RolePolicyList: [inline('own', ...(own[n] ?? []))], ...trusted[n] }),
    ),
    roleOf({ RoleName: 'administrator', ...ADMINISTRATOR_ACCESS, ...trusting(roleArn('z')) }),
  ]);
const accounts = fc
  .tuple(users, roles)
  .map(([UserDetailList, RoleDetailList]) => ({ UserDetailList, RoleDetailList, Policies: [limit] }));

function standings(account: Partial<AuthorizationDetails>): Map<string, Standing> {
  return new Map(
    escalating(account).escalations.map(({ holder, standing }) => [holder.detail.Arn, standing]),
  );
}

/** All that a reader is told of it. */
function told(standing: Standing | undefined) {
  return standing?.kind === 'escalates'
    ? { ...chainEvidence(standing.chain), granted: standing.chain.granted }
    : standing;
}

/** How bad it is: 0 contained to 2 certain. */
function gravity(standing: Standing | undefined): number {
  if (standing?.kind !== 'escalates') return standing?.kind === 'administrator' ? 3 : 0;
  return standing.chain.certainty === 'certain' ? 2 : 1;
}

describe('escalations', () => {
  it('never get worse by a Deny, nor better by an Allow', () => {
    fc.assert(
      fc.property(accounts, statement, (account, added) => {
        const [first, ...others] = account.UserDetailList;
        const after = standings({
          ...account,
          UserDetailList: [
            {
              ...first,
              UserName: 'a',
              Arn: userArn('a'),
              UserPolicyList: [...(first?.UserPolicyList ?? []), inline('added', added)],
            },
            ...others,
          ],
        });
        const denies = added.Effect === 'Deny';
        for (const [arn, before] of standings(account)) {
          const change = gravity(after.get(arn)) - gravity(before);
          if (denies) expect(change).toBeLessThanOrEqual(0);
          else expect(change).toBeGreaterThanOrEqual(0);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('are told alike in any order of users and roles', () => {
    fc.assert(
      fc.property(accounts, (account) => {
        const backwards = {
          ...account,
          UserDetailList: [...account.UserDetailList].reverse(),
          RoleDetailList: [...account.RoleDetailList].reverse(),
        };
        const after = standings(backwards);
        for (const [arn, before] of standings(account)) {
          expect(told(after.get(arn))).toEqual(told(before));
        }
      }),
      { numRuns: 100 },
    );
  });

  it('go step by step from the user or role to administrator access', () => {
    fc.assert(
      fc.property(accounts, (account) => {
        for (const [arn, standing] of standings(account)) {
          if (standing.kind !== 'escalates') continue;
          const reached = [arn];
          for (const { from, on } of standing.chain.steps) {
            expect(reached).toContain(from);
            reached.push(on);
          }
        }
      }),
      { numRuns: 100 },
    );
  });
});
