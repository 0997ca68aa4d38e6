import { describe } from 'vitest';
import {
  allow,
  arnOf,
  contained,
  deny,
  escalates,
  judges,
  type Role,
  type Statement,
  TRUSTS_ACCOUNT,
  type User,
  type World,
  when,
  worldsOverHttp,
} from './world.fixture.ts';

worldsOverHttp();

const ANN = arnOf('user/ann');
const HELPER = arnOf('role/helper');

const FROM_ADDRESS = when('IpAddress', 'aws:SourceIp', '203.0.113.0/24');

/** Ann may assume the helper, which may do this. */
const helped = (
  inline: readonly Statement[],
  { ann = {}, helper = {}, ...more }: World & { ann?: User; helper?: Partial<Role> } = {},
): World => ({
  ...more,
  users: { ...more.users, ann: { inline: [allow('sts:AssumeRole', HELPER)], ...ann } },
  roles: { ...more.roles, helper: { trust: TRUSTS_ACCOUNT, inline, ...helper } },
});

describe('a role that one may assume may write the one who assumes it', () => {
  const attached: World = { policies: { own: [allow('sts:AssumeRole', HELPER)] } };
  const ofGroup: World = { groups: { team: { inline: [allow('s3:GetObject')] } } };
  const administrators: World = { groups: { administrators: { attached: ['AdministratorAccess'] } } };

  judges('by attaching a policy', helped([allow('iam:AttachUserPolicy', ANN)]), {
    ...escalates('user/ann'),
    ...contained('role/helper'),
  });
  judges('by an inline policy', helped([allow('iam:PutUserPolicy', ANN)]), escalates('user/ann'));
  judges(
    'by a group of administrators',
    helped([allow('iam:AddUserToGroup', arnOf('group/administrators'))], administrators),
    escalates('user/ann'),
  );
  judges(
    'by attaching a policy to its group',
    helped([allow('iam:AttachGroupPolicy', arnOf('group/team'))], {
      ...ofGroup,
      ann: { inline: [allow('sts:AssumeRole', HELPER)], groups: ['team'] },
    }),
    escalates('user/ann'),
  );
  judges(
    'by a new version of its policy',
    helped([allow('iam:CreatePolicyVersion', arnOf('policy/own'))], {
      ...attached,
      ann: { inline: [], attached: ['own'] },
    }),
    escalates('user/ann'),
  );
  const backwards = (last: Statement): World => ({
    roles: {
      first: { trust: TRUSTS_ACCOUNT, inline: [allow('sts:AssumeRole', arnOf('role/second'))] },
      second: { trust: TRUSTS_ACCOUNT, inline: [last] },
    },
  });
  judges('a role by a role', backwards(allow('iam:PutRolePolicy', arnOf('role/first'))), {
    ...escalates('role/first'),
    ...contained('role/second'),
  });
  judges(
    'by way of a helper whose access key it makes',
    {
      users: {
        ann: { inline: [allow('iam:CreateAccessKey', arnOf('user/helper'))] },
        helper: { inline: [allow('iam:AttachUserPolicy', ANN)] },
      },
    },
    { ...escalates('user/ann'), ...contained('user/helper') },
  );
  judges(
    'by way of two roles',
    {
      users: { ann: { inline: [allow('sts:AssumeRole', HELPER)] } },
      roles: {
        helper: { trust: TRUSTS_ACCOUNT, inline: [allow('sts:AssumeRole', arnOf('role/second'))] },
        second: { trust: TRUSTS_ACCOUNT, inline: [allow('iam:AttachUserPolicy', ANN)] },
      },
    },
    { ...escalates('user/ann'), ...contained('role/helper'), ...contained('role/second') },
  );
  judges(
    'under a condition, which makes it less certain',
    helped([allow('iam:AttachUserPolicy', ANN, FROM_ADDRESS)]),
    escalates('user/ann', '6.0'),
  );

  const closed = { ...contained('user/ann'), ...contained('role/helper') };
  judges(
    'closed: it writes somebody else',
    helped([allow('iam:AttachUserPolicy', arnOf('user/bob'))], { users: { bob: {} } }),
    closed,
  );
  judges(
    'closed: it attaches one harmless policy only',
    helped([
      allow(
        'iam:AttachUserPolicy',
        ANN,
        when('ArnEquals', 'iam:PolicyARN', 'arn:aws:iam::aws:policy/ReadOnlyAccess'),
      ),
    ]),
    closed,
  );
  judges('closed: a Deny', helped([allow('iam:*User*', ANN), deny('iam:*UserPolicy')]), closed);
  judges(
    'closed: the helper does not trust the account',
    helped([allow('iam:AttachUserPolicy', ANN)], {
      helper: { trust: { Effect: 'Allow', Principal: { AWS: arnOf('user/bob') } } },
      users: { bob: {} },
    }),
    closed,
  );
  judges(
    'closed: a boundary holds whatever is written',
    helped([allow('iam:AttachUserPolicy', ANN)], {
      ann: { inline: [allow('sts:AssumeRole', HELPER)], boundary: 'limit' },
      policies: { limit: [allow('sts:AssumeRole')] },
    }),
    closed,
  );
  judges(
    'closed: the group is not its own',
    helped([allow('iam:AttachGroupPolicy', arnOf('group/team'))], ofGroup),
    closed,
  );
  judges(
    'closed: the policy is not its own',
    helped([allow('iam:CreatePolicyVersion', arnOf('policy/own'))], attached),
    closed,
  );
  judges(
    'closed: the group it is added to is no administrator',
    helped([allow('iam:AddUserToGroup', arnOf('group/team'))], ofGroup),
    closed,
  );
  judges(
    'closed: the second role writes a third',
    backwards(allow('iam:PutRolePolicy', arnOf('role/third'))),
    {
      ...contained('role/first'),
      ...contained('role/second'),
    },
  );
  judges(
    'closed: the helper of the access key writes itself only so far as a boundary goes',
    {
      users: {
        ann: { inline: [allow('iam:CreateAccessKey', arnOf('user/helper'))] },
        helper: { inline: [allow('iam:AttachUserPolicy', arnOf('user/helper'))], boundary: 'limit' },
      },
      policies: { limit: [allow('iam:AttachUserPolicy')] },
    },
    { ...contained('user/ann'), ...contained('user/helper') },
  );
});

describe('the boundary of somebody else', () => {
  const TARGET = arnOf('role/target');
  const LIMIT = { limit: [allow('s3:Get*')] };
  const role = (...inline: readonly Statement[]): World => ({
    users: { ann: { inline } },
    roles: { target: { trust: TRUSTS_ACCOUNT, attached: ['AdministratorAccess'], boundary: 'limit' } },
    policies: LIMIT,
  });
  const user = (...inline: readonly Statement[]): World => ({
    users: { ann: { inline }, bob: { attached: ['AdministratorAccess'], boundary: 'limit' } },
    policies: LIMIT,
  });
  const BOB = arnOf('user/bob');
  const unbind = (more: object = {}) => allow('iam:DeleteRolePermissionsBoundary', TARGET, more);

  judges(
    'of a role is deleted, and the role assumed',
    role(unbind(), allow('sts:AssumeRole', arnOf('role/tar*'))),
    escalates('user/ann'),
  );
  judges(
    'of a role is replaced by AdministratorAccess, and the role assumed',
    role(allow('iam:PutRolePermissionsBoundary', TARGET), allow('sts:AssumeRole', arnOf('role/tar*'))),
    escalates('user/ann'),
  );
  judges(
    'of a role is written anew, and the role assumed',
    role(
      allow('iam:CreatePolicyVersion', arnOf('policy/limit')),
      allow('sts:AssumeRole', arnOf('role/tar*')),
    ),
    escalates('user/ann'),
  );
  judges(
    'of a role is deleted, and the trust policy written',
    role(unbind(), allow('iam:UpdateAssumeRolePolicy', TARGET)),
    escalates('user/ann'),
  );
  judges(
    'of a role is deleted from an address',
    role(unbind(FROM_ADDRESS), allow('sts:AssumeRole', arnOf('role/tar*'))),
    escalates('user/ann', '6.0'),
  );
  judges(
    'of a user is deleted, and its access key made',
    user(allow(['iam:DeleteUserPermissionsBoundary', 'iam:CreateAccessKey'], BOB)),
    escalates('user/ann'),
  );
  judges(
    'of a user is replaced by AdministratorAccess, and its access key made',
    user(allow(['iam:PutUserPermissionsBoundary', 'iam:CreateAccessKey'], BOB)),
    escalates('user/ann'),
  );
  judges(
    'of oneself is deleted',
    {
      users: {
        ann: { attached: ['AdministratorAccess'], boundary: 'limit' },
      },
      policies: { limit: [allow(['s3:Get*', 'iam:DeleteUserPermissionsBoundary'])] },
    },
    escalates('user/ann'),
  );

  judges('closed: no way to the role', role(unbind()), contained('user/ann'));
  judges(
    'closed: no way to the user',
    user(allow('iam:DeleteUserPermissionsBoundary', BOB)),
    contained('user/ann'),
  );
  judges(
    'closed: the boundary stays',
    role(allow('sts:AssumeRole', arnOf('role/tar*'))),
    contained('user/ann'),
  );
  judges(
    'closed: the boundary is replaced by a harmless one',
    role(
      allow(
        'iam:PutRolePermissionsBoundary',
        TARGET,
        when('ArnEquals', 'iam:PermissionsBoundary', arnOf('policy/limit')),
      ),
      allow('sts:AssumeRole', arnOf('role/tar*')),
    ),
    contained('user/ann'),
  );
  judges(
    'closed: another role is freed',
    role(
      allow('iam:DeleteRolePermissionsBoundary', arnOf('role/other')),
      allow('sts:AssumeRole', arnOf('role/tar*')),
    ),
    contained('user/ann'),
  );
  judges(
    'closed: the role is no administrator without it either',
    {
      users: { ann: { inline: [unbind(), allow('sts:AssumeRole', arnOf('role/tar*'))] } },
      roles: { target: { trust: TRUSTS_ACCOUNT, inline: [allow('s3:*')], boundary: 'limit' } },
      policies: LIMIT,
    },
    contained('user/ann'),
  );
});

describe('who becomes an administrator under a condition', () => {
  const administrators: World = { groups: { administrators: { inline: [allow('*', '*', FROM_ADDRESS)] } } };
  const JOIN = allow('iam:AddUserToGroup', arnOf('group/administrators'));
  const limit = [allow('*', '*', FROM_ADDRESS)];
  const WRITE_BOB = allow(['iam:PutUserPolicy', 'iam:CreateAccessKey'], arnOf('user/bob'));

  judges(
    'by joining a group',
    { ...administrators, users: { ann: { inline: [JOIN] } } },
    escalates('user/ann', '6.0'),
  );
  judges('in a group that a role adds it to', helped([JOIN], administrators), escalates('user/ann', '6.0'));
  judges(
    'within the boundary of somebody whom one may write',
    { users: { ann: { inline: [WRITE_BOB] }, bob: { boundary: 'limit' } }, policies: { limit } },
    escalates('user/ann', '6.0'),
  );
  judges(
    'unless another way needs none',
    { ...administrators, users: { ann: { inline: [JOIN, allow('iam:PutUserPolicy', ANN)] } } },
    escalates('user/ann'),
  );
  judges(
    'closed: in a group of those who are administrators at no time',
    {
      groups: {
        administrators: {
          inline: [allow('*', '*', when('DateLessThan', 'aws:CurrentTime', '2020-01-01T00:00:00Z'))],
        },
      },
      users: { ann: { inline: [JOIN] } },
    },
    contained('user/ann'),
  );
});

describe('an empty group', () => {
  const group = (...inline: readonly Statement[]): World => ({
    users: { ann: { inline } },
    groups: { team: {}, other: {} },
  });
  const TEAM = arnOf('group/team');
  judges(
    'that one may join and write to',
    group(allow(['iam:AddUserToGroup', 'iam:PutGroupPolicy'], TEAM)),
    escalates('user/ann'),
  );
  judges(
    'that one may join and attach to',
    group(allow(['iam:AddUserToGroup', 'iam:AttachGroupPolicy'], TEAM)),
    escalates('user/ann'),
  );
  judges(
    'that a role which one may assume adds one to and writes to',
    helped([allow(['iam:AddUserToGroup', 'iam:PutGroupPolicy'], TEAM)], { groups: { team: {} } }),
    escalates('user/ann'),
  );
  judges(
    'that has a policy, and that one may join and write to',
    {
      users: { ann: { inline: [allow(['iam:AddUserToGroup', 'iam:PutGroupPolicy'], TEAM)] } },
      groups: { team: { inline: [allow('s3:GetObject')] } },
    },
    escalates('user/ann'),
  );
  judges('closed: one may only join', group(allow('iam:AddUserToGroup', TEAM)), contained('user/ann'));
  judges('closed: one may only write to it', group(allow('iam:PutGroupPolicy', TEAM)), contained('user/ann'));
  judges(
    'closed: one joins one and writes to another',
    group(allow('iam:AddUserToGroup', TEAM), allow('iam:PutGroupPolicy', arnOf('group/other'))),
    contained('user/ann'),
  );
  judges(
    'closed: a harmless policy is all that one may attach',
    group(
      allow('iam:AddUserToGroup', TEAM),
      allow(
        'iam:AttachGroupPolicy',
        TEAM,
        when('ArnEquals', 'iam:PolicyARN', 'arn:aws:iam::aws:policy/ReadOnlyAccess'),
      ),
    ),
    contained('user/ann'),
  );
});
