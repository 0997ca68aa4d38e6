import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  allow,
  arnOf,
  contained,
  ESCALATES,
  escalates,
  inShort,
  judges,
  type Role,
  type Statement,
  TRUSTS_ACCOUNT,
  trustsService,
  verdictsOf,
  type World,
  when,
  worldsOverHttp,
} from './world.fixture.ts';

worldsOverHttp();

const pathSchema = z.object({
  id: z.string(),
  category: z.enum(['new-passrole', 'existing-passrole', 'principal-access', 'self-escalation']),
  required: z.array(z.string()),
  needs: z.string().optional(),
});

type Path = z.infer<typeof pathSchema>;

const PATHS = z
  .object({ paths: z.array(pathSchema) })
  .parse(JSON.parse(readFileSync(new URL('escalation-paths.json', import.meta.url), 'utf8'))).paths;

/**
 * Of the paths that pass a role or reach a principal, those that need something besides which IAM does not show: what
 * is updated has to be there, and somebody has to have a password or none. Those that take over something that runs
 * with a role all need that, so they are not listed.
 */
const NEEDS_MORE: ReadonlySet<string> = new Set([
  // An existing stack set, stack, Glue job, ECS cluster, group, queue or identity pool.
  'cloudformation-004',
  'cloudformation-005',
  'glue-005',
  'glue-006',
  'ecs-003',
  'ecs-004',
  'ecs-005',
  'batch-001',
  'autoscaling-002',
  'cognito-identity-001',
  // A password is made only where there is none, and changed only where there is one.
  'iam-004',
  'iam-006',
  // Identity Center that may be managed from the account, or a permission set of one's own.
  'sso-001',
  'sso-002',
  'sso-003',
]);

const scoreOf = ({ id, category }: Path): '8.2' | '6.0' =>
  category === 'existing-passrole' || NEEDS_MORE.has(id) ? '6.0' : '8.2';

/** Which service gets the role, by the beginning of a path's id. As AWS's page of each service on its roles says. */
const SERVICES: readonly [RegExp, string][] = [
  [/^apprunner/, 'tasks.apprunner'],
  [/^bedrock/, 'bedrock-agentcore'],
  [/^(ec2|ec2instanceconnect|ssm-00[12]|emr-\d|autoscaling|imagebuilder|codedeploy)/, 'ec2'],
  [/^(ecs|batch)/, 'ecs-tasks'],
  [/^ssm-003/, 'ssm'],
  [/^(\S+)-\d+$/, '$1'],
];

function serviceOf({ id }: Path): string {
  for (const [pattern, service] of SERVICES) {
    const match = pattern.exec(id);
    if (match) return service.replace('$1', match[1] ?? '');
  }
  throw new Error(`no service for ${id}`);
}

/** https://docs.aws.amazon.com/cognito/latest/developerguide/role-trust-and-permissions.html */
const TRUSTS_COGNITO: Statement = {
  Effect: 'Allow',
  Principal: { Federated: 'cognito-identity.amazonaws.com' },
  Action: 'sts:AssumeRoleWithWebIdentity',
  Condition: {
    StringEquals: { 'cognito-identity.amazonaws.com:aud': 'us-east-1:11111111-2222-3333-4444-555555555555' },
  },
};

const ADMINISTRATOR = { attached: ['AdministratorAccess'] };
const LIMIT = { limit: [allow('s3:Get*')] };

/** An account where ann has exactly what the path requires, and what it leads to; or one where that leads nowhere. */
function worldOf(path: Path, open: boolean): World {
  if (path.category.endsWith('passrole')) return throughService(path, open);
  return PRINCIPALS[path.id]?.(path.required, open) ?? identityCenterWorld(path.required, open);
}

function throughService(path: Path, open: boolean): World {
  const service = serviceOf(path);
  const trust = service === 'cognito-identity' ? TRUSTS_COGNITO : trustsService(service);
  return {
    users: { ann: { inline: [allow(path.required)] } },
    roles: {
      target: {
        ...ADMINISTRATOR,
        // Closed: a service that no path has.
        trust: open ? trust : trustsService('backup'),
        inInstanceProfile: true,
      },
    },
  };
}

/** What may be written is held by a boundary where the way is closed. */
const bounded = (open: boolean) => (open ? {} : { boundary: 'limit' });

type Builder = (required: readonly string[], open: boolean) => World;

/** The user bob is an administrator, or has a boundary. */
const takingUser: Builder = (required, open) => ({
  users: {
    ann: { inline: [allow(required, arnOf('user/b*'))] },
    bob: { ...ADMINISTRATOR, ...bounded(open) },
  },
  policies: LIMIT,
});

const writingUser: Builder = (required, open) => ({
  users: {
    ann: { inline: [allow(required, arnOf('user/b*'))] },
    bob: { ...bounded(open) },
  },
  policies: LIMIT,
});

const onRole =
  (role: Partial<Role>, alsoOn: readonly string[] = []): Builder =>
  (required, open) => ({
    users: { ann: { inline: [allow(required, [arnOf('role/tar*'), ...alsoOn])] } },
    roles: { target: { trust: TRUSTS_ACCOUNT, ...role, ...bounded(open) } },
    policies: { ...LIMIT, own: [allow('s3:GetObject')] },
  });

const CLOSED_TRUST = trustsService('backup');
const OWN = arnOf('policy/own');

const itself =
  (world: (statements: readonly Statement[]) => World): Builder =>
  (required, open) => {
    const made = world([allow(required)]);
    // All that is asked for, but not on the boundary itself.
    const others = ['user/*', 'role/*', 'group/*', 'policy/own'].map(arnOf);
    const limited = { limit: [allow('s3:Get*'), allow(required, others)] };
    const bind = <P extends object>(all: Readonly<Record<string, P>> = {}) =>
      Object.fromEntries(Object.entries(all).map(([name, one]) => [name, { ...one, ...bounded(open) }]));
    return {
      ...made,
      users: bind(made.users),
      roles: bind(made.roles),
      policies: { ...limited, ...made.policies },
    };
  };

const ofUser = itself((inline) => ({ users: { ann: { inline } } }));
const ofRole = itself((inline) => ({ roles: { ann: { trust: TRUSTS_ACCOUNT, inline } } }));
const ofGroup = itself((inline) => ({
  users: { ann: { inline, groups: ['team'] } },
  groups: { team: { inline: [allow('s3:GetObject')] } },
}));

/** By the id of a path. */
const PRINCIPALS: Readonly<Record<string, Builder>> = {
  'iam-001': itself((statements) => ({
    users: { ann: { attached: ['own'] } },
    // Not on its boundary, which is a policy too.
    policies: { own: statements.map((statement) => ({ ...statement, Resource: OWN })) },
  })),
  'iam-002': takingUser,
  'iam-003': takingUser,
  'iam-004': takingUser,
  'iam-005': ofRole,
  'iam-006': takingUser,
  'iam-007': ofUser,
  'iam-008': ofUser,
  'iam-009': ofRole,
  'iam-010': ofGroup,
  'iam-011': ofGroup,
  'iam-012': onRole({ ...ADMINISTRATOR, trust: CLOSED_TRUST }),
  'iam-013': (required, open) => ({
    users: { ann: { inline: [allow(required)] } },
    groups: { administrators: open ? ADMINISTRATOR : { inline: [allow('s3:*')] } },
  }),
  'iam-014': onRole({}),
  'iam-015': writingUser,
  'iam-016': onRole({ attached: ['own'] }, [OWN]),
  'iam-017': onRole({}),
  'iam-018': writingUser,
  'iam-019': onRole({ trust: CLOSED_TRUST }),
  'iam-020': onRole({ attached: ['own'], trust: CLOSED_TRUST }, [OWN]),
  'iam-021': onRole({ trust: CLOSED_TRUST }),
  'iam-022': (required, open) => ({
    users: { ann: { inline: [allow(required)] } },
    roles: {
      target: {
        trust: TRUSTS_ACCOUNT,
        ...(open ? ADMINISTRATOR : { inline: [allow('s3:*')] }),
        boundary: 'limit',
      },
    },
    policies: LIMIT,
  }),
  'iam-023': (required, open) => ({
    users: { ann: { ...(open ? ADMINISTRATOR : { inline: [allow(required)] }), boundary: 'limit' } },
    policies: { limit: [allow([...required, 's3:Get*'])] },
  }),
  'sts-001': onRole(ADMINISTRATOR),
};

/** Somebody of Identity Center has a role in the account that its permission set made. */
const identityCenterWorld: Builder = (required, open) => ({
  users: { ann: { inline: [allow(required)], ...bounded(open) } },
  policies: LIMIT,
});

describe('a path to administrator access', () => {
  it('is known in 97 forms', () => expect(new Set(PATHS.map(({ id }) => id)).size).toBe(97));

  for (const path of PATHS) {
    const holder = /^iam-00[59]$/.test(path.id) ? 'role/ann' : 'user/ann';
    judges(`${path.id}: ${path.required.join(', ')}`, worldOf(path, true), escalates(holder, scoreOf(path)));
    judges(`${path.id} leads nowhere`, worldOf(path, false), contained(holder));
  }
});

describe('tagging', () => {
  const role = (key: string, ...inline: readonly Statement[]): World => ({
    users: {
      ann: { inline: [allow('sts:AssumeRole', '*', when('StringEquals', key, 'open')), ...inline] },
    },
    roles: { target: { trust: TRUSTS_ACCOUNT, ...ADMINISTRATOR } },
  });
  const tagRole = (more: object = {}) => allow('iam:TagRole', arnOf('role/target'), more);
  const BY_TAG = 'aws:ResourceTag/access';

  judges('the role, so that one may assume it', role(BY_TAG, tagRole()), escalates('user/ann'));
  judges('the role, by the key of IAM', role('iam:ResourceTag/access', tagRole()), escalates('user/ann'));
  judges(
    'the role with the value that one is to give',
    role(BY_TAG, tagRole(when('StringEquals', 'aws:RequestTag/access', 'open'))),
    escalates('user/ann'),
  );
  judges('closed: nobody may tag', role(BY_TAG), contained('user/ann'));
  judges(
    'closed: one may tag another role',
    role(BY_TAG, allow('iam:TagRole', arnOf('role/other'))),
    contained('user/ann'),
  );
  judges(
    'closed: one may tag with another value',
    role(BY_TAG, tagRole(when('StringEquals', 'aws:RequestTag/access', 'shut'))),
    contained('user/ann'),
  );
  judges(
    'closed: one may tag with another key',
    role(BY_TAG, tagRole(when('ForAllValues:StringEquals', 'aws:TagKeys', ['team']))),
    contained('user/ann'),
  );

  const oneself = (...inline: readonly Statement[]): World => ({
    users: { ann: { inline: [allow('sts:AssumeRole', arnOf('role/tar*')), ...inline] } },
    roles: {
      target: {
        trust: { ...TRUSTS_ACCOUNT, ...when('StringEquals', 'aws:PrincipalTag/team', 'ops') },
        ...ADMINISTRATOR,
      },
    },
  });
  const tagUser = (more: object = {}) => allow('iam:TagUser', arnOf('user/ann'), more);

  judges('oneself, as a trust policy asks', oneself(tagUser()), escalates('user/ann'));
  judges(
    'oneself, as an own policy asks',
    {
      users: {
        ann: { inline: [allow('*', '*', when('StringEquals', 'aws:PrincipalTag/team', 'ops')), tagUser()] },
      },
    },
    { [`${ESCALATES} user/ann`]: 'fail 8.2' },
  );
  judges('closed: nobody may tag oneself', oneself(), contained('user/ann'));
  judges(
    'closed: one may tag somebody else',
    oneself(allow('iam:TagUser', arnOf('user/bob'))),
    contained('user/ann'),
  );
  judges(
    'closed: one may tag oneself with another value',
    oneself(tagUser(when('StringEquals', 'aws:RequestTag/team', 'dev'))),
    contained('user/ann'),
  );
});

describe('of several equally good targets', () => {
  const target: Role = { trust: trustsService('lambda'), ...ADMINISTRATOR };
  const assumed: Role = { trust: TRUSTS_ACCOUNT, ...ADMINISTRATOR };
  const LAMBDA = ['iam:PassRole', 'lambda:CreateFunction', 'lambda:InvokeFunction'];
  const inOrder = (names: readonly string[], role: Role, actions: readonly string[]): World => ({
    users: { ann: { inline: [allow(actions)] } },
    roles: Object.fromEntries(names.map((name) => [name, role])),
  });
  const users = (names: readonly string[]): World => ({
    users: {
      ...Object.fromEntries(names.map((name) => [name, ADMINISTRATOR])),
      ann: { inline: [allow('iam:CreateAccessKey')] },
    },
  });
  const groups = (names: readonly string[]): World => ({
    users: { ann: { inline: [allow('iam:AddUserToGroup')] } },
    groups: Object.fromEntries(names.map((name) => [name, ADMINISTRATOR])),
  });

  const sameInAnyOrder = async (world: (names: readonly string[]) => World) => {
    const told = await Promise.all(
      [
        ['b', 'c', 'd'],
        ['d', 'c', 'b'],
        ['c', 'd', 'b'],
      ].map(async (names) => {
        const verdicts = await verdictsOf(world(names), [ESCALATES]);
        expect(inShort(verdicts, ESCALATES, 'user/ann')).toBe('fail 8.2');
        return verdicts.find(({ resource }) => resource === 'user/ann');
      }),
    );
    expect(told[1]).toEqual(told[0]);
    expect(told[2]).toEqual(told[0]);
  };

  it('roles to pass are told alike in any order', () =>
    sameInAnyOrder((names) => inOrder(names, target, LAMBDA)));
  it('roles to assume are told alike in any order', () =>
    sameInAnyOrder((names) => inOrder(names, assumed, ['sts:AssumeRole'])));
  it('roles to write are told alike in any order', () =>
    sameInAnyOrder((names) =>
      inOrder(names, { trust: TRUSTS_ACCOUNT }, ['iam:PutRolePolicy', 'sts:AssumeRole']),
    ));
  it('users are told alike in any order', () => sameInAnyOrder(users));
  it('groups are told alike in any order', () => sameInAnyOrder(groups));
});
