import { describe, expect, it } from 'vitest';
import { ESCALATION_PATHS, type EscalationPath, runnerOf } from '../../../src/policy/escalation/paths.ts';
import { isAbout, TAKES_OTHERS } from '../../../src/policy/escalation/writes.ts';
import type {
  AuthorizationDetails,
  IamRole,
  IamUser,
} from '../../../src/services/iam/authorization-details.ts';
import {
  ADMINISTRATOR_ACCESS,
  allow,
  escalating,
  INSTANCE_PROFILE,
  role,
  runsAs,
  serviceAdministrator,
  trusting,
  user,
  WHOLE_ACCOUNT,
} from '../../rules/iam/escalating.fixture.ts';
import { groupOf, inline, policyOf, roleOf, trust, userOf } from '../../rules/iam/readings.fixture.ts';

/** Whether somebody with these actions, and nothing else, gets administrator access, and by which path. */
function pathOf(actions: readonly string[], by: IamUser | IamRole, rest: Partial<AuthorizationDetails>) {
  const isUser = 'UserName' in by;
  const { escalations } = escalating({
    ...rest,
    UserDetailList: [
      ...(isUser ? [{ ...by, UserPolicyList: [inline('own', allow(actions))] }] : []),
      ...(rest.UserDetailList ?? []),
    ],
    RoleDetailList: [
      ...(isUser ? [] : [{ ...by, RolePolicyList: [inline('own', allow(actions))] }]),
      ...(rest.RoleDetailList ?? []),
    ],
  });
  const standing = escalations.find(({ holder }) => holder.detail.Arn === by.Arn)?.standing;
  return standing?.kind === 'escalates'
    ? {
        path: standing.chain.steps[0]?.path,
        steps: standing.chain.steps.length,
        certainty: standing.chain.certainty,
      }
    : standing?.kind;
}

/** A trust policy for the identities of a provider. */
function vouchedFor(Federated: string) {
  return trust({ Effect: 'Allow', Principal: { Federated }, Action: 'sts:AssumeRoleWithWebIdentity' });
}

/** An account in which the path leads to administrator access. */
function accountFor(path: EscalationPath): { by: IamUser | IamRole; rest: Partial<AuthorizationDetails> } {
  const runner = runnerOf(path);
  const eve = userOf({ UserName: 'eve' });
  if (runner) {
    const service = `${runner.service}.amazonaws.com`;
    const target = {
      ...serviceAdministrator('target', service),
      ...(runner.federated && vouchedFor(service)),
    };
    const InstanceProfileList = runner.byInstanceProfile ? [INSTANCE_PROFILE] : [];
    return { by: eve, rest: { RoleDetailList: [{ ...target, InstanceProfileList }] } };
  }
  const attachedPolicy = { AttachedManagedPolicies: [{ PolicyArn: policyOf('team').Arn }] };
  const weak = roleOf({ RoleName: 'weak', ...attachedPolicy, ...trusting(WHOLE_ACCOUNT) });
  const strong = roleOf({ RoleName: 'strong', ...ADMINISTRATOR_ACCESS, ...runsAs('ec2.amazonaws.com') });
  const limited = { PermissionsBoundary: { PermissionsBoundaryArn: policyOf('limit').Arn } };
  switch (path.category === 'self-escalation' ? path.id : path.required.join()) {
    case 'sso:CreatePermissionSet,sso:AttachManagedPolicyToPermissionSet,sso:CreateAccountAssignment':
    case 'sso-002':
    case 'sso-003':
      return { by: eve, rest: {} };
    case 'iam:DeleteRolePermissionsBoundary,sts:AssumeRole':
      return {
        by: eve,
        rest: {
          RoleDetailList: [{ ...strong, ...trusting(WHOLE_ACCOUNT), ...limited }],
          Policies: [policyOf('limit', allow('s3:Get*'))],
        },
      };
    case 'iam:DeleteUserPermissionsBoundary':
      return {
        by: { ...eve, ...ADMINISTRATOR_ACCESS, ...limited },
        rest: { Policies: [policyOf('limit', allow('iam:DeleteUserPermissionsBoundary'))] },
      };
    case 'iam-001':
      return { by: { ...eve, ...attachedPolicy }, rest: { Policies: [policyOf('team')] } };
    case 'iam-005':
    case 'iam-009':
      return { by: role('eve'), rest: {} };
    case 'iam-007':
    case 'iam-008':
      return { by: eve, rest: {} };
    case 'iam-010':
    case 'iam-011':
      return { by: { ...eve, GroupList: ['crew'] }, rest: { GroupDetailList: [groupOf()] } };
    case 'iam-013':
      return { by: eve, rest: { GroupDetailList: [groupOf(ADMINISTRATOR_ACCESS)] } };
    case 'iam:CreateAccessKey':
    case 'iam:CreateAccessKey,iam:DeleteAccessKey':
    case 'iam:CreateLoginProfile':
    case 'iam:UpdateLoginProfile':
      return { by: eve, rest: { UserDetailList: [userOf({ UserName: 'boss', ...ADMINISTRATOR_ACCESS })] } };
    case 'iam:UpdateAssumeRolePolicy':
      return { by: eve, rest: { RoleDetailList: [strong] } };
    case 'sts:AssumeRole':
      return { by: eve, rest: { RoleDetailList: [{ ...strong, ...trusting(WHOLE_ACCOUNT) }] } };
    default:
      return {
        // On every user or role: it must not be one that it can write itself.
        by: isAbout(path, 'user') ? role('eve') : eve,
        rest: { UserDetailList: [user('weak')], RoleDetailList: [weak], Policies: [policyOf('team')] },
      };
  }
}

/** Paths that ask for more than another one does: that one is told. */
const TOLD_AS: Readonly<Record<string, string>> = {
  'iam-003': 'iam-002',
  'lambda-004': 'lambda-003',
  'lambda-005': 'lambda-003',
  'iam-023': 'own-boundary-removed',
};

/** AWS makes a password only where there is none, and changes one only where there is one. */
const NEEDS_PASSWORD = ['iam-004', 'iam-006'];

/** Whether something has to be there of which IAM tells nothing. */
function hangsOnMore({ id, category, required, needs }: EscalationPath): boolean {
  const taken = category.endsWith('passrole') && !required.includes('iam:PassRole');
  return taken || needs !== undefined || NEEDS_PASSWORD.includes(id);
}

describe('escalation paths', () => {
  it('are those of the source', () => {
    const of = (category: string) => ESCALATION_PATHS.filter((path) => path.category === category).length;
    expect(new Set(ESCALATION_PATHS.map(({ id }) => id)).size).toBe(97);
    expect([
      of('new-passrole'),
      of('existing-passrole'),
      of('principal-access'),
      of('self-escalation'),
    ]).toEqual([44, 26, 17, 10]);
  });

  it.each(ESCALATION_PATHS.map((path) => [path.id, path] as const))(
    '%s leads to administrator access',
    (id, path) => {
      const { by, rest } = accountFor(path);
      expect(pathOf(path.required, by, rest)).toEqual({
        path: TOLD_AS[id] ?? id,
        steps: id === 'iam-022' ? 2 : 1,
        certainty: hangsOnMore(path) ? 'conditional' : 'certain',
      });
    },
  );

  it.each(
    ESCALATION_PATHS.filter(({ id }) => TOLD_AS[id] === undefined).flatMap((path) =>
      path.required.map((action) => [path.id, action, path] as const),
    ),
  )('%s is closed without %s', (id, missing, path) => {
    const { by, rest } = accountFor(path);
    const left = path.required.filter((action) => action !== missing);
    expect(pathOf(left, by, rest)).not.toMatchObject({ path: id });
  });

  it.each(ESCALATION_PATHS.filter((path) => leadsToTarget(path)).map((path) => [path.id, path] as const))(
    '%s leads nowhere when its target has no more',
    (_id, path) => {
      const { by, rest } = accountFor(path);
      const weakened = {
        UserDetailList: rest.UserDetailList?.map((user) => ({ ...user, AttachedManagedPolicies: [] })) ?? [],
        GroupDetailList:
          rest.GroupDetailList?.map((group) => ({ ...group, AttachedManagedPolicies: [] })) ?? [],
        RoleDetailList: rest.RoleDetailList?.map((role) => ({ ...role, AttachedManagedPolicies: [] })) ?? [],
      };
      expect(pathOf(path.required, by, weakened)).toBe('contained');
    },
  );

  it.each(ESCALATION_PATHS.filter((path) => runnerOf(path)).map((path) => [path.id, path] as const))(
    '%s leads nowhere when no role trusts its service',
    (_id, path) => {
      const { by, rest } = accountFor(path);
      const roles =
        rest.RoleDetailList?.map((target) => ({ ...target, ...runsAs('backup.amazonaws.com') })) ?? [];
      expect(pathOf(path.required, by, { RoleDetailList: roles })).toBe('contained');
    },
  );
});

/** Whether the path needs another user, role or group that is administrator. */
function leadsToTarget(path: EscalationPath): boolean {
  return runnerOf(path) !== undefined || TAKES_OTHERS.includes(path) || path.id === 'iam-013';
}
