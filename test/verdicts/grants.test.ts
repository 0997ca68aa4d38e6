import { describe } from 'vitest';
import {
  ACCOUNT,
  allow,
  contained,
  ESCALATES,
  judges,
  STRANGER,
  type Statement,
  TRUSTS_ACCOUNT,
  trustsService,
  type World,
  when,
  worldsOverHttp,
} from './world.fixture.ts';

worldsOverHttp();

/** `Allow * on *` by an inline policy of a user, a role and a group, and by a managed policy. */
const everywhere = (...statements: readonly Statement[]): World => ({
  users: {
    ann: { inline: statements, key: true },
    bob: { attached: ['all'], key: true },
    eve: { groups: ['team'], key: true },
  },
  roles: {
    deploy: { trust: trustsService('ec2'), inline: statements, inInstanceProfile: true },
    operator: { trust: TRUSTS_ACCOUNT, attached: ['all'] },
  },
  groups: { team: { inline: statements } },
  policies: { all: statements },
});

const INLINE = 'iam/inline-policy-grants-full-admin';
const MANAGED = 'iam/policy-grants-full-admin';
const MFA = 'iam/administrator-without-mfa';
const BY_SERVICE = 'iam/role-with-administrator-access';
const NOBODY = 'iam/no-administrator-besides-root';

const told = (score: string) => ({
  [`${INLINE} user/ann`]: `fail ${score}`,
  [`${INLINE} role/deploy`]: `fail ${score}`,
  [`${INLINE} group/team`]: `fail ${score}`,
  [`${MANAGED} policy/all`]: `fail ${score}`,
});

/** They count as administrators, and nothing is said twice. */
const counted = {
  [`${MFA} user/ann`]: /^fail/,
  [`${MFA} user/bob`]: /^fail/,
  [`${MFA} user/eve`]: /^fail/,
  [`${BY_SERVICE} role/deploy`]: /^fail/,
  [`${NOBODY} account`]: 'pass',
  [`${ESCALATES} user/ann`]: 'nothing',
  [`${ESCALATES} user/bob`]: 'nothing',
  [`${ESCALATES} role/deploy`]: 'nothing',
};

const FULL = {
  ...told('8.0'),
  ...counted,
  [`${MFA} user/ann`]: 'fail 8.5',
  [`${BY_SERVICE} role/deploy`]: 'fail 5.0',
};

const NO_ADMINISTRATOR = {
  [`${INLINE} user/ann`]: 'pass',
  [`${INLINE} role/deploy`]: 'pass',
  [`${INLINE} group/team`]: 'pass',
  [`${MANAGED} policy/all`]: 'pass',
  [`${MFA} user/ann`]: 'nothing',
  [`${BY_SERVICE} role/deploy`]: 'pass',
  [`${NOBODY} account`]: 'fail 5.0',
  ...contained('user/ann'),
  ...contained('role/deploy'),
};

describe('everything under a condition that everybody meets is the plain grant', () => {
  judges('no condition', everywhere(allow('*')), FULL);
  judges('any principal', everywhere(allow('*', '*', when('StringLike', 'aws:PrincipalArn', '*'))), FULL);
  judges(
    'aws:PrincipalAccount is the own account',
    everywhere(allow('*', '*', when('StringEquals', 'aws:PrincipalAccount', ACCOUNT))),
    FULL,
  );
  judges(
    'aws:PrincipalAccount is one of a list with the own account',
    everywhere(allow('*', '*', when('StringEquals', 'aws:PrincipalAccount', [STRANGER, ACCOUNT]))),
    FULL,
  );
  judges(
    'aws:PrincipalAccount is not another account',
    everywhere(allow('*', '*', when('StringNotEquals', 'aws:PrincipalAccount', STRANGER))),
    FULL,
  );
  judges(
    'aws:PrincipalArn like any of IAM',
    everywhere(allow('*', '*', when('ArnLike', 'aws:PrincipalArn', 'arn:aws:iam::*:*'))),
    FULL,
  );
  judges(
    'aws:PrincipalArn like any of the account',
    everywhere(allow('*', '*', when('ArnLike', 'aws:PrincipalArn', `arn:aws:iam::${ACCOUNT}:*`))),
    FULL,
  );
  judges(
    'a date that is past',
    everywhere(allow('*', '*', when('DateGreaterThan', 'aws:CurrentTime', '2020-01-01T00:00:00Z'))),
    FULL,
  );
  judges(
    'no service asks',
    everywhere(allow('*', '*', when('Bool', 'aws:PrincipalIsAWSService', 'false'))),
    FULL,
  );
  judges(
    'not in a Region that there is not',
    everywhere(allow('*', '*', when('StringNotEquals', 'aws:RequestedRegion', 'nowhere'))),
    FULL,
  );
  judges(
    'two of them together',
    everywhere({
      ...allow('*'),
      Condition: {
        StringEquals: { 'aws:PrincipalAccount': ACCOUNT },
        Bool: { 'aws:SecureTransport': 'true' },
      },
    }),
    FULL,
  );
  judges(
    'a part plain, the rest under such a condition',
    everywhere(
      { Effect: 'Allow', NotAction: 'iam:*', Resource: '*' },
      allow('iam:*', '*', when('StringEquals', 'aws:PrincipalAccount', ACCOUNT)),
    ),
    FULL,
  );
});

describe('everything under a condition that nobody meets is nothing', () => {
  judges(
    'aws:PrincipalAccount is another account',
    everywhere(allow('*', '*', when('StringEquals', 'aws:PrincipalAccount', STRANGER))),
    NO_ADMINISTRATOR,
  );
  judges(
    'aws:PrincipalArn of another account',
    everywhere(allow('*', '*', when('ArnLike', 'aws:PrincipalArn', `arn:aws:iam::${STRANGER}:*`))),
    NO_ADMINISTRATOR,
  );
  judges(
    'a service asks',
    everywhere(allow('*', '*', when('Bool', 'aws:PrincipalIsAWSService', 'true'))),
    NO_ADMINISTRATOR,
  );
  judges(
    'a date that is past, to begin before it',
    everywhere(allow('*', '*', when('DateLessThan', 'aws:CurrentTime', '2020-01-01T00:00:00Z'))),
    NO_ADMINISTRATOR,
  );
  judges(
    'a date that is to come, to begin after it',
    everywhere(allow('*', '*', when('DateGreaterThan', 'aws:CurrentTime', '2099-01-01T00:00:00Z'))),
    NO_ADMINISTRATOR,
  );
});

describe('everything under a condition that narrows is told with it', () => {
  const NARROW = { ...told('6.0'), ...counted };
  judges(
    'an address',
    everywhere(allow('*', '*', when('IpAddress', 'aws:SourceIp', '203.0.113.0/24'))),
    NARROW,
  );
  judges(
    'a VPC',
    everywhere(allow('*', '*', when('StringEquals', 'aws:SourceVpc', 'vpc-0abcdef0123456789'))),
    NARROW,
  );
  judges(
    'a VPC endpoint',
    everywhere(allow('*', '*', when('StringEquals', 'aws:SourceVpce', 'vpce-0abcdef0123456789'))),
    NARROW,
  );
  judges(
    // IAM is asked in us-east-1, so a Region that keeps it out is no administrator's.
    'a Region',
    everywhere(allow('*', '*', when('StringEquals', 'aws:RequestedRegion', 'us-east-1'))),
    NARROW,
  );
  judges(
    'a tag of the resource',
    everywhere(allow('*', '*', when('StringEquals', 'aws:ResourceTag/team', 'ops'))),
    NARROW,
  );
  judges(
    'a part plain, the rest from an address',
    everywhere(
      { Effect: 'Allow', NotAction: 'iam:*', Resource: '*' },
      allow('iam:*', '*', when('IpAddress', 'aws:SourceIp', '203.0.113.0/24')),
    ),
    NARROW,
  );
  judges(
    'MFA, so that no administrator is without it',
    everywhere(allow('*', '*', when('Bool', 'aws:MultiFactorAuthPresent', 'true'))),
    {
      ...told('3.0'),
      ...counted,
      [`${MFA} user/ann`]: /^(pass|nothing)$/,
      [`${MFA} user/bob`]: /^(pass|nothing)$/,
      [`${MFA} user/eve`]: /^(pass|nothing)$/,
    },
  );
  judges(
    'a tag of the principal, of a role, whose sessions may have others',
    {
      roles: {
        deploy: {
          trust: trustsService('ec2'),
          inline: [allow('*', '*', when('StringEquals', 'aws:PrincipalTag/team', 'ops'))],
          inInstanceProfile: true,
        },
      },
    },
    {
      [`${INLINE} role/deploy`]: 'fail 6.0',
      [`${BY_SERVICE} role/deploy`]: /^fail/,
      [`${ESCALATES} role/deploy`]: 'nothing',
    },
  );
  judges(
    'some actions from an address are no administrator',
    everywhere(allow(['s3:*', 'ec2:Describe*'], '*', when('IpAddress', 'aws:SourceIp', '203.0.113.0/24'))),
    NO_ADMINISTRATOR,
  );
});

describe('within a boundary', () => {
  const bounded = (...boundary: readonly Statement[]): World => ({
    users: { ann: { inline: [allow('*')], boundary: 'limit', key: true } },
    policies: { limit: boundary },
  });
  judges(
    'that allows all under a condition that everybody meets',
    bounded(allow('*', '*', when('StringEquals', 'aws:PrincipalAccount', ACCOUNT))),
    { [`${MFA} user/ann`]: 'fail 8.5', [`${NOBODY} account`]: 'pass', [`${ESCALATES} user/ann`]: 'nothing' },
  );
  judges(
    'that allows all from an address',
    bounded(allow('*', '*', when('IpAddress', 'aws:SourceIp', '203.0.113.0/24'))),
    { [`${MFA} user/ann`]: /^fail/, [`${NOBODY} account`]: 'pass', [`${ESCALATES} user/ann`]: 'nothing' },
  );
  judges('that allows one service', bounded(allow('s3:*')), {
    [`${MFA} user/ann`]: 'nothing',
    [`${NOBODY} account`]: 'fail 5.0',
    ...contained('user/ann'),
  });
});
