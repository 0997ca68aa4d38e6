import { describe, expect, it } from 'vitest';
import {
  ACCOUNT,
  allow,
  arnOf,
  contained,
  deny,
  judges,
  type Role,
  STRANGER,
  type Statement,
  TRUSTS_ACCOUNT,
  trustsService,
  type User,
  verdictsOf,
  type World,
  when,
  worldsOverHttp,
} from './world.fixture.ts';

worldsOverHttp();

/** The rules that say of somebody that he is administrator, or can become one. */
const RULES = [
  'iam/administrator-without-mfa',
  'iam/inline-policy-grants-full-admin',
  'iam/policy-grants-full-admin',
  'iam/principal-can-escalate',
  'iam/role-with-administrator-access',
];

/** How gravely a user or role is told to be administrator, or able to become one; 0 when nothing says so. */
async function gravity(world: World, who: string): Promise<number> {
  const verdicts = await verdictsOf(world, RULES);
  const told = verdicts.filter(({ resource, status }) => resource === who && status === 'fail');
  expect(verdicts.filter(({ status }) => status === 'unknown')).toEqual([]);
  return Math.max(0, ...told.map(({ severity }) => severity ?? 0));
}

/** A user with an access key and without MFA, so that an administrator among them is told by 8.5. */
const user = (ann: User, more: World = {}): World => ({ ...more, users: { ann: { key: true, ...ann } } });
const inline = (...statements: readonly Statement[]): World => user({ inline: statements });
/** A role that instances take: an administrator among them is told by 5.0, or by 8.0 for what is written inline. */
const role = (app: Partial<Role>, more: World = {}): World => ({
  ...more,
  roles: { app: { trust: trustsService('ec2'), inInstanceProfile: true, ...app } },
});

const ALL = allow('*');
const ALL_BUT_IAM = { Effect: 'Allow', NotAction: 'iam:*', Resource: '*' };
const LETTERS = [...'abcdefghijklmnopqrstuvwxyz'].map((letter) => `${letter}*`);

interface Administrator {
  readonly world: World;
  readonly who: 'user/ann' | 'role/app';
  readonly atLeast: number;
}

const administrator = (world: World, atLeast = 8.5): Administrator => ({ world, who: 'user/ann', atLeast });
const machine = (world: World, atLeast: number): Administrator => ({ world, who: 'role/app', atLeast });

const ADMINISTRATORS: Readonly<Record<string, Administrator>> = {
  'AdministratorAccess is attached': administrator(user({ attached: ['AdministratorAccess'] })),
  'everything on everything': administrator(inline(ALL)),
  'every action of every service': administrator(inline(allow('*:*'))),
  'every action letter by letter': administrator(inline(allow(LETTERS))),
  'a statement for IAM and one for the rest': administrator(inline(ALL_BUT_IAM, allow('iam:*'))),
  'a group for IAM and a policy for the rest': administrator(
    user({ inline: [ALL_BUT_IAM], groups: ['team'] }, { groups: { team: { inline: [allow('iam:*')] } } }),
  ),
  'a group that has AdministratorAccess': administrator(
    user({ groups: ['team'] }, { groups: { team: { attached: ['AdministratorAccess'] } } }),
  ),
  'within a boundary that allows all': administrator(
    user(
      { attached: ['AdministratorAccess'], boundary: 'everything' },
      { policies: { everything: [allow(LETTERS)] } },
    ),
  ),
  'all but actions of a service that there is not': administrator(
    inline({ Effect: 'Allow', NotAction: 'nosuchservice:*', Resource: '*' }),
  ),
  'all but resources of an account that there is not': administrator(
    inline({ Effect: 'Allow', Action: '*', NotResource: 'arn:aws:iam::000000000000:*' }),
  ),
  'from a day that is past': administrator(
    inline(allow('*', '*', when('DateGreaterThan', 'aws:CurrentTime', '2020-01-01T00:00:00Z'))),
  ),
  'for principals of the account, by a group': administrator(
    user(
      { groups: ['team'] },
      {
        groups: {
          team: { inline: [allow('*', '*', when('StringEquals', 'aws:PrincipalAccount', ACCOUNT))] },
        },
      },
    ),
  ),
  'but for a Deny that matches nothing': machine(
    role({ inline: [ALL, deny('*', 'arn:aws:iam::000000000000:*')] }),
    8,
  ),
  'for any principal of IAM': machine(
    role({ inline: [allow('*', '*', when('ArnLike', 'aws:PrincipalArn', 'arn:aws:iam::*:*'))] }),
    8,
  ),
  'not in a Region that there is not, by a managed policy': machine(
    role(
      { attached: ['all'] },
      { policies: { all: [allow('*', '*', when('StringNotEquals', 'aws:RequestedRegion', 'nowhere'))] } },
    ),
    5,
  ),
};

describe('an administrator is told by a finding on himself', () => {
  it('in 15 spellings', () => expect(Object.keys(ADMINISTRATORS)).toHaveLength(15));
  for (const [title, { world, who, atLeast }] of Object.entries(ADMINISTRATORS)) {
    it(title, async () => {
      expect(await gravity(world, who)).toBeGreaterThanOrEqual(atLeast);
    });
  }
});

/** World, and who in it is no administrator: ann unless told. */
interface Other {
  readonly world: World;
  readonly who?: 'user/ann' | 'role/app';
}

const OTHERS: Readonly<Record<string, World | Other>> = {
  'AdministratorAccess within a boundary of one service': user(
    { attached: ['AdministratorAccess'], boundary: 'limit' },
    { policies: { limit: [allow('s3:*')] } },
  ),
  'everything within a boundary that only denies': user(
    { attached: ['AdministratorAccess'], boundary: 'limit' },
    { policies: { limit: [deny('iam:*')] } },
  ),
  'a group of administrators, within a boundary': user(
    { groups: ['team'], boundary: 'ReadOnlyAccess' },
    { groups: { team: { inline: [ALL] } } },
  ),
  'a role of administrators, within a boundary': {
    world: role(
      { attached: ['AdministratorAccess'], boundary: 'limit' },
      { policies: { limit: [allow('s3:*')] } },
    ),
    who: 'role/app',
  },
  'everything but IAM, by a Deny': inline(ALL, deny('iam:*')),
  'nothing, by a Deny': inline(ALL, deny('*')),
  'nothing, by a Deny that the account meets': inline(
    ALL,
    deny('*', '*', when('StringEquals', 'aws:PrincipalAccount', ACCOUNT)),
  ),
  'nothing since a day that is past': inline(
    ALL,
    deny('*', '*', when('DateGreaterThan', 'aws:CurrentTime', '2020-01-01T00:00:00Z')),
  ),
  'one service, by a Deny of all others': inline(ALL, { Effect: 'Deny', NotAction: 's3:*', Resource: '*' }),
  'one bucket, by a Deny of all else': inline(ALL, {
    Effect: 'Deny',
    Action: '*',
    NotResource: ['arn:aws:s3:::app', 'arn:aws:s3:::app/*'],
  }),
  'everything on one bucket': inline(allow('*', ['arn:aws:s3:::app', 'arn:aws:s3:::app/*'])),
  'everything on what is in no account': inline({ Effect: 'Allow', Action: '*', NotResource: '*' }),
  'nothing, by exclusion of all': inline({ Effect: 'Allow', NotAction: '*', Resource: '*' }),
  'everything but IAM, by exclusion': inline({
    Effect: 'Allow',
    NotAction: ['iam:*', 'organizations:*', 'account:*'],
    Resource: '*',
  }),
  'everything but IAM, and reading IAM': inline(ALL_BUT_IAM, allow(['iam:Get*', 'iam:List*'])),
  'PowerUserAccess is attached': user({ attached: ['PowerUserAccess'] }),
  'ReadOnlyAccess is attached': user({ attached: ['ReadOnlyAccess'] }),
  'everything for principals of another account': inline(
    allow('*', '*', when('StringEquals', 'aws:PrincipalAccount', STRANGER)),
  ),
  'everything for services': inline(allow('*', '*', when('Bool', 'aws:PrincipalIsAWSService', 'true'))),
  'everything until a day that is past': inline(
    allow('*', '*', when('DateLessThan', 'aws:CurrentTime', '2020-01-01T00:00:00Z')),
  ),
  'all of IAM in another account': inline(allow('iam:*', `arn:aws:iam::${STRANGER}:*`)),
  'a harmless policy that one may attach': inline(
    allow(
      'iam:AttachUserPolicy',
      '*',
      when('ArnEquals', 'iam:PolicyARN', 'arn:aws:iam::aws:policy/ReadOnlyAccess'),
    ),
  ),
  'a policy that nobody has, which one may write': user(
    { inline: [allow('iam:CreatePolicyVersion', arnOf('policy/spare'))] },
    { policies: { spare: [allow('s3:*')] } },
  ),
  'an older version of a policy that one may not put in force': user(
    { attached: ['own'] },
    { policies: { own: { inForce: [allow('s3:*')], older: [ALL] } } },
  ),
};

describe('who is no administrator is not told to be one', () => {
  it('in 24 spellings', () => expect(Object.keys(OTHERS)).toHaveLength(24));
  for (const [title, other] of Object.entries(OTHERS)) {
    const { world, who = 'user/ann' }: Other = 'world' in other ? other : { world: other };
    it(title, async () => expect(await gravity(world, who)).toBe(0));
  }
});

/** What looks like a way and is none, as scanners that read statements one by one report. */
describe('false positives that are documented of others', () => {
  const target = (trust: Statement): Readonly<Record<string, Role>> => ({
    target: { trust, attached: ['AdministratorAccess'], inInstanceProfile: true },
  });
  const LAMBDA = ['iam:PassRole', 'lambda:CreateFunction', 'lambda:InvokeFunction'];
  const ann = (ann: User, more: World = {}): World => ({ ...more, users: { ann } });
  const closed = contained('user/ann');
  const PATHS = ['iam:CreatePolicyVersion', 'iam:AttachUserPolicy', 'iam:PutUserPolicy'];

  judges(
    'a role may be passed, and nothing started with it',
    ann({ inline: [allow('iam:PassRole')] }, { roles: target(trustsService('lambda')) }),
    closed,
  );
  judges(
    'the role does not trust the service',
    ann({ inline: [allow(LAMBDA)] }, { roles: target(trustsService('backup')) }),
    closed,
  );
  judges(
    'a boundary',
    ann(
      { inline: [allow(LAMBDA)], boundary: 'limit' },
      { roles: target(trustsService('lambda')), policies: { limit: [allow('lambda:*')] } },
    ),
    closed,
  );
  judges(
    'a role of another account',
    ann(
      { inline: [allow('sts:AssumeRole', `arn:aws:iam::${STRANGER}:role/administrator`)] },
      { roles: target(TRUSTS_ACCOUNT) },
    ),
    closed,
  );
  judges(
    'a Deny of the role to pass',
    ann(
      { inline: [allow(LAMBDA), deny('iam:PassRole', arnOf('role/target'))] },
      { roles: target(trustsService('lambda')) },
    ),
    closed,
  );
  judges('an Allow and a Deny in one policy', ann({ inline: [allow(PATHS), deny(PATHS)] }), closed);
  judges(
    'an Allow and a Deny in two policies',
    ann({ inline: [allow(PATHS)], attached: ['guard'] }, { policies: { guard: [deny(PATHS)] } }),
    closed,
  );
  judges('a Deny of IAM', ann({ inline: [allow([...PATHS, 's3:*']), deny('iam:*')] }), closed);
  judges(
    'a resource that leads nowhere',
    ann(
      { inline: [allow(PATHS, [arnOf('user/bob'), arnOf('policy/spare')])] },
      { policies: { spare: [allow('s3:*')] } },
    ),
    closed,
  );
  judges(
    'a condition on a tag that the user does not have',
    ann({ inline: [allow(PATHS, '*', when('StringEquals', 'aws:PrincipalTag/team', 'ops'))] }),
    closed,
  );
  judges(
    'a condition on another principal',
    ann({ inline: [allow(PATHS, '*', when('ArnEquals', 'aws:PrincipalArn', arnOf('user/bob')))] }),
    closed,
  );
  judges(
    'a condition on a day that is past',
    ann({ inline: [allow(PATHS, '*', when('DateLessThan', 'aws:CurrentTime', '2020-01-01T00:00:00Z'))] }),
    closed,
  );
});
