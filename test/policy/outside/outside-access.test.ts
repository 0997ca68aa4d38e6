// biome-ignore-all lint/suspicious/noTemplateCurlyInString: policy variables are spelled like this
import { describe, expect, it } from 'vitest';
import { condition } from '../../../src/policy/language/condition.ts';
import { narrowsWho } from '../../../src/policy/outside/narrows-who.ts';
import { isPublic, type OutsideQuestion, outsideAccess } from '../../../src/policy/outside/outside-access.ts';
import type { Home } from '../../../src/policy/outside/outsider.ts';
import { policyOf } from '../policies.fixture.ts';

const home: Home = {
  accountId: '111122223333',
  organizationId: 'o-mine567890',
  organizationAccounts: new Set(['111122223333', '222233334444']),
};

const objects = 'arn:aws:s3:::bucket/*';
function grant(principal: unknown, more: object = {}): object {
  return { Effect: 'Allow', Principal: principal, Action: 's3:GetObject', Resource: objects, ...more };
}
function refuse(principal: unknown, Condition?: object, more: object = {}): object {
  return {
    Effect: 'Deny',
    Principal: principal,
    Action: 's3:*',
    Resource: ['arn:aws:s3:::bucket', objects],
    ...(Condition && { Condition }),
    ...more,
  };
}

const question: OutsideQuestion = { action: 's3:GetObject', resource: 'arn:aws:s3:::bucket/a', home };

/** Who gets in, with the kinds of limits: `public`, `account 444455556666 outside + network`. */
function verdict(statements: object[], asked: Partial<OutsideQuestion> = {}): string[] {
  return outsideAccess(policyOf(...statements), { ...question, ...asked }).map((access) => {
    const { who, limits } = access;
    const name =
      who.kind === 'account'
        ? `account ${who.accountId} ${who.inOrganization === undefined ? '?' : who.inOrganization ? 'inside' : 'outside'}`
        : who.kind === 'organization'
          ? `organization ${who.organizationId}${who.own ? ' own' : ''}`
          : who.kind === 'service'
            ? `service ${who.service}`
            : who.kind === 'federated'
              ? `federated ${who.provider}`
              : isPublic(access)
                ? 'public'
                : who.kind;
    return [name, ...limits.map(({ kind }) => kind)].join(' + ');
  });
}

const when = (operator: string, key: string, values: string | string[]) => ({
  Condition: { [operator]: { [key]: values } },
});

describe('outsideAccess by principal (reference_policies_elements_principal.html)', () => {
  it.each([
    ['*', ['public']],
    [{ AWS: '*' }, ['public']],
    [{ AWS: ['*'] }, ['public']],
    [{ AWS: '111122223333' }, []],
    [{ AWS: 'arn:aws:iam::111122223333:role/r' }, []],
    [{ AWS: '222233334444' }, ['account 222233334444 inside']],
    [{ AWS: 'arn:aws:iam::444455556666:root' }, ['account 444455556666 outside']],
    [{ AWS: ['arn:aws:iam::444455556666:user/u', '111122223333'] }, ['account 444455556666 outside']],
    [{ AWS: 'AIDACKCEVSQ6C2EXAMPLE' }, []],
    [{ AWS: 'arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1' }, ['service cloudfront']],
    [{ AWS: 'arn:aws:iam::*:root' }, ['unrecognized']],
    [{ Service: ['sns.amazonaws.com'] }, ['service sns.amazonaws.com']],
    [{ Federated: 'accounts.google.com' }, ['federated accounts.google.com']],
    [{ CanonicalUser: '79a5' }, ['canonicalUser']],
    [{}, []],
  ])('%j: %j', (principal, expected) => {
    expect(verdict([grant(principal)])).toEqual(expected);
  });

  it('NotPrincipal with Allow lets in anyone else', () => {
    expect(
      verdict([{ Effect: 'Allow', NotPrincipal: { AWS: '444455556666' }, Action: '*', Resource: '*' }]),
    ).toEqual(['public']);
  });

  it('tells who signs from who need not', () => {
    const who = (action: string) =>
      outsideAccess(policyOf(grant('*', { Action: action, Resource: '*' })), { ...question, action }).map(
        (access) => access.who,
      );
    expect(who('s3:GetObject')).toEqual([{ kind: 'anyone', signed: false }]);
    expect(who('kms:Decrypt')).toEqual([{ kind: 'anyone', signed: true }]);
  });

  it('asks about one action and one resource', () => {
    const statements = [grant('*', { Action: ['s3:Get*', 's3:List*'] })];
    expect(verdict(statements, { action: 'S3:getobjectacl' })).toEqual(['public']);
    expect(verdict(statements, { action: 's3:PutObject' })).toEqual([]);
    expect(verdict(statements, { resource: 'arn:aws:s3:::bucket' })).toEqual([]);
  });

  it('asks about some resource of a pattern, and says which', () => {
    const named = (...statements: object[]) =>
      outsideAccess(policyOf(...statements), { ...question, resource: { some: objects } }).map(
        ({ resource, limits }) => [resource, ...limits.map(({ kind }) => kind)],
      );
    expect(named(grant('*'))).toEqual([[objects]]);
    expect(named(grant('*', { Resource: 'arn:aws:s3:::bucket/pub/*' }))).toEqual([
      ['arn:aws:s3:::bucket/pub/*'],
    ]);
    const private_ = { Resource: 'arn:aws:s3:::bucket/private/*' };
    expect(named(grant('*'), refuse('*', undefined, private_))).toEqual([[objects]]);
    expect(named(grant('*', private_), refuse('*', undefined, private_))).toEqual([]);
    const elsewhere = {
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:*',
      NotResource: 'arn:aws:s3:::bucket/pub/*',
      Condition: { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } },
    };
    expect(named(grant('*'), elsewhere)).toEqual([[objects, 'network'], ['arn:aws:s3:::bucket/pub/*']]);
  });

  it('does not compile without the account that owns the resource', () => {
    // @ts-expect-error: the ARN of a bucket does not say whose it is
    const incomplete: OutsideQuestion = { action: 's3:GetObject', resource: 'arn:aws:s3:::bucket/a' };
    // @ts-expect-error: nor does the organization
    const withoutAccount: Home = { organizationId: 'o-mine567890' };
    expect(incomplete).not.toHaveProperty('home');
    expect(withoutAccount).not.toHaveProperty('accountId');
  });

  it('does not know who belongs to an organization that was not read', () => {
    expect(verdict([grant({ AWS: '222233334444' })], { home: { accountId: '111122223333' } })).toEqual([
      'account 222233334444 ?',
    ]);
  });
});

describe('outsideAccess under conditions', () => {
  it.each([
    ['IpAddress', 'aws:SourceIp', '0.0.0.0/0', ['public']],
    ['IpAddress', 'aws:SourceIp', '203.0.113.0/24', ['anyone + network']],
    ['StringEquals', 'aws:PrincipalOrgID', 'o-mine567890', ['organization o-mine567890 own + organization']],
    [
      'StringEquals',
      'aws:PrincipalOrgID',
      '${aws:ResourceOrgID}',
      ['organization o-mine567890 own + organization'],
    ],
    [
      'StringEquals',
      'aws:PrincipalOrgID',
      ['o-mine567890', 'o-other12345'],
      ['organization o-mine567890 own + organization', 'organization o-other12345 + organization'],
    ],
    ['StringLike', 'aws:PrincipalOrgID', 'o-*', ['public']],
    ['StringNotEquals', 'aws:PrincipalOrgID', 'o-mine567890', ['public']],
    ['StringEqualsIfExists', 'aws:PrincipalOrgID', 'o-mine567890', ['public']],
    [
      'ForAnyValue:StringLike',
      'aws:PrincipalOrgPaths',
      'o-mine567890/*',
      ['organization o-mine567890 own + organization'],
    ],
    ['StringEquals', 'aws:PrincipalAccount', '111122223333', []],
    ['StringEquals', 'aws:SourceAccount', '${aws:ResourceAccount}', []],
    ['StringEquals', 'AWS:SourceOwner', '444455556666', ['account 444455556666 outside + account']],
    [
      'ArnLike',
      'aws:PrincipalArn',
      'arn:aws:iam::222233334444:role/*',
      ['account 222233334444 inside + principal'],
    ],
    ['ArnLike', 'aws:PrincipalArn', 'arn:aws:iam::*:role/app', ['public']],
    ['ArnLike', 'aws:SourceArn', 'arn:aws:s3:::my-bucket', ['anyone + source']],
    ['ArnLike', 'aws:SourceArn', 'arn:aws:sns:*:111122223333:*', []],
    ['StringEquals', 'aws:SourceVpce', 'vpce-1a2b3c4d', ['anyone + network']],
    ['StringEquals', 'sts:ExternalId', 's', ['public + secret']],
    ['StringEquals', 'aws:PrincipalTag/team', 'x', ['public']],
    ['Bool', 'aws:SecureTransport', 'true', ['public']],
  ])('%s %s %j: %j', (operator, key, values, expected) => {
    expect(verdict([grant('*', when(operator, key, values))])).toEqual(expected);
  });

  it('takes an account outside the organization for shut out by a condition on the organization', () => {
    const own = when('StringEquals', 'aws:PrincipalOrgID', 'o-mine567890');
    expect(verdict([grant({ AWS: ['444455556666', '222233334444'] }, own)])).toEqual([
      'account 222233334444 inside + organization',
    ]);
  });

  it('sees a condition that contradicts the principal', () => {
    expect(
      verdict([grant({ AWS: '444455556666' }, when('StringEquals', 'aws:PrincipalAccount', '222233334444'))]),
    ).toEqual([]);
  });

  it.each([
    [{}, undefined],
    [
      when('StringEquals', 'aws:SourceAccount', ['111122223333', '444455556666']),
      [
        { kind: 'account', accountId: '111122223333', home: true },
        { kind: 'account', accountId: '444455556666', home: false },
      ],
    ],
    [
      when('ArnLike', 'aws:SourceArn', 'arn:aws:s3:::my-bucket'),
      [{ kind: 'resource', arn: 'arn:aws:s3:::my-bucket' }],
    ],
    [
      when('StringEquals', 'aws:SourceOrgID', 'o-mine567890'),
      [{ kind: 'organization', organizationId: 'o-mine567890', own: true }],
    ],
  ])('says on whose behalf a service acts: %j', (condition, onBehalfOf) => {
    const policy = policyOf(grant({ Service: 'sns.amazonaws.com' }, condition));
    expect(outsideAccess(policy, question).map(({ who }) => who)).toEqual([
      { kind: 'service', service: 'sns.amazonaws.com', onBehalfOf },
    ]);
  });

  it('nobody, where a service would have to act for two accounts at once', () => {
    const Condition = {
      StringEquals: { 'aws:SourceAccount': '111122223333' },
      ArnLike: { 'aws:SourceArn': 'arn:aws:sns:*:444455556666:*' },
    };
    expect(verdict([grant({ Service: 'sns.amazonaws.com' }, { Condition })])).toEqual([]);
  });
});

describe('outsideAccess with Deny', () => {
  const notMine = { StringNotEquals: { 'aws:PrincipalOrgID': 'o-mine567890' } };
  it.each([
    ['of everyone', [refuse('*')], []],
    ['of other actions', [refuse('*', undefined, { Action: 's3:Put*' })], ['public']],
    ['of other resources', [refuse('*', undefined, { Resource: 'arn:aws:s3:::bucket' })], ['public']],
    [
      'of everyone outside the organization',
      [refuse('*', notMine)],
      ['organization o-mine567890 own + organization'],
    ],
    [
      'of everyone outside who is no service',
      [
        refuse('*', {
          StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-mine567890' },
          BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
        }),
      ],
      ['organization o-mine567890 own + organization', 'service *'],
    ],
    [
      'of everyone outside a network',
      [refuse('*', { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } })],
      ['anyone + network'],
    ],
    [
      'of everyone outside the internet',
      [refuse('*', { NotIpAddress: { 'aws:SourceIp': '0.0.0.0/0' } })],
      ['public'],
    ],
    [
      'of all other accounts',
      [refuse('*', { StringNotEquals: { 'aws:PrincipalAccount': '111122223333' } })],
      [],
    ],
    ['of plain HTTP', [refuse('*', { Bool: { 'aws:SecureTransport': 'false' } })], ['public']],
    ['of one account', [refuse({ AWS: '444455556666' })], ['public']],
    ['of all but our account', [{ ...refuse(undefined), NotPrincipal: { AWS: '111122223333' } }], []],
    [
      'of those outside both',
      [
        refuse('*', {
          StringNotEquals: { 'aws:PrincipalOrgID': 'o-mine567890' },
          NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' },
        }),
      ],
      ['organization o-mine567890 own + organization', 'anyone + network'],
    ],
    [
      'of those outside who use plain HTTP',
      [
        refuse('*', {
          StringNotEquals: { 'aws:PrincipalOrgID': 'o-mine567890' },
          Bool: { 'aws:SecureTransport': 'false' },
        }),
      ],
      ['public'],
    ],
  ])('%s', (_what, denies, expected) => {
    expect(verdict([grant('*'), ...denies])).toEqual(expected);
  });

  it('shuts out the account it names', () => {
    expect(verdict([grant({ AWS: '444455556666' }), refuse({ AWS: '444455556666' })])).toEqual([]);
  });

  it('leaves the other actions', () => {
    const statements = [
      grant('*', { Action: ['s3:GetObject', 's3:PutObject'] }),
      refuse('*', undefined, { Action: 's3:Put*' }),
    ];
    expect(verdict(statements)).toEqual(['public']);
    expect(verdict(statements, { action: 's3:PutObject' })).toEqual([]);
  });

  it('leaves those whom its NotPrincipal names', () => {
    const Condition = { StringEquals: { 'aws:PrincipalAccount': '444455556666' } };
    const NotPrincipal = { AWS: ['111122223333', '444455556666'] };
    expect(verdict([grant('*'), { ...refuse(undefined), NotPrincipal }])).toEqual([
      'account 444455556666 outside',
    ]);
    expect(verdict([grant('*'), { ...refuse(undefined), NotPrincipal }, refuse('*', Condition)])).toEqual([]);
    const sparing = { Condition: { BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' } } };
    expect(verdict([grant('*'), { ...refuse(undefined), NotPrincipal, ...sparing }])).toEqual([
      'service *',
      'account 444455556666 outside',
    ]);
  });

  it('of a few takes nothing from strangers, and may take all from those few', () => {
    const few = { StringEquals: { 'aws:PrincipalAccount': '444455556666' } };
    const unless = (...statements: object[]) =>
      outsideAccess(policyOf(...statements), question).map((access) => access.unless.length);
    expect(unless(grant('*'), refuse('*', few))).toEqual([0]);
    expect(unless(grant('*', { Condition: few }), refuse('*', few))).toEqual([1]);
  });

  it('names the Deny that may take access back', () => {
    const policy = policyOf(grant('*'), refuse('*', { Bool: { 'aws:SecureTransport': 'false' } }));
    expect(outsideAccess(policy, question)[0]?.unless.map(({ statement }) => statement.index)).toEqual([1]);
  });

  it('counts anonymous requests, which have no aws:PrincipalIsAWSService, where a service takes them', () => {
    const sparing = { ...notMine, Bool: { 'aws:PrincipalIsAWSService': 'false' } };
    expect(verdict([grant('*'), refuse('*', sparing)])).toContain('public');
    const key = { Action: 'kms:*', Resource: '*' };
    expect(verdict([grant('*', key), refuse('*', sparing, key)], { action: 'kms:Decrypt' })).toEqual([
      'organization o-mine567890 own + organization',
      'service *',
    ]);
  });
});

describe('narrowsWho', () => {
  it.each([
    ['IpAddress', 'aws:SourceIp', ['0.0.0.0/0'], undefined],
    ['IpAddress', 'aws:SourceIp', ['::/0'], undefined],
    ['IpAddress', 'aws:SourceIp', ['0.0.0.0/1', '128.0.0.0/1'], undefined],
    ['IpAddress', 'aws:SourceIp', ['203.0.113.0/24', '0.0.0.0/0'], undefined],
    ['IpAddress', 'aws:SourceIp', ['8.0.0.0/7'], undefined],
    ['IpAddress', 'aws:SourceIp', ['10.0.0.0/8'], 'network'],
    ['IpAddress', 'aws:SourceIp', ['2001:db8::/32'], 'network'],
    ['IpAddress', 'aws:SourceIp', ['2001:db8::/31'], undefined],
    ['IpAddress', 'aws:SourceIp', ['nonsense'], undefined],
    ['NotIpAddress', 'aws:SourceIp', ['203.0.113.0/24'], undefined],
    ['IpAddressIfExists', 'aws:SourceIp', ['203.0.113.0/24'], undefined],
    ['IpAddress', 'aws:VpcSourceIp', ['10.0.0.0/8'], undefined],
    ['StringEquals', 'AWS:PRINCIPALORGID', ['o-mine567890'], 'organization'],
    ['StringLike', 'aws:PrincipalOrgID', ['o-mine567890', '*'], undefined],
    ['StringEquals', 'aws:PrincipalOrgID', ['*'], 'organization'],
    ['ForAllValues:StringEquals', 'aws:PrincipalOrgID', ['o-mine567890'], undefined],
    ['Null', 'aws:PrincipalOrgID', ['false'], undefined],
    ['StringEqualsIfExists', 'aws:PrincipalAccount', ['111122223333'], 'account'],
    ['StringLike', 'aws:PrincipalAccount', ['1111*'], undefined],
    ['StringEquals', 'aws:PrincipalAccount', ['${aws:PrincipalAccount}'], undefined],
    ['StringEquals', 'aws:PrincipalAccount', ['${aws:ResourceAccount}'], 'account'],
    ['ArnEquals', 'aws:PrincipalArn', ['*'], undefined],
    ['ArnLike', 'aws:SourceArn', ['arn:aws:*:*:*:*'], undefined],
    ['ArnLike', 'aws:SourceArn', ['arn:aws:s3:::*'], undefined],
    ['ArnLike', 'aws:SourceArn', ['arn:aws:s3:::bucket'], 'source'],
    ['ArnLike', 'aws:SourceArn', ['arn:aws:s3:::bucket*'], undefined],
    ['ArnLike', 'aws:SourceArn', ['arn:aws:s3:*:*:bucket'], 'source'],
    ['ArnLike', 'aws:SourceArn', ['arn:aws:s3:*:*:*'], undefined],
    ['ArnLike', 'aws:SourceArn', ['arn:aws:sns:*:*:topic'], undefined],
    ['StringLike', 'aws:userid', ['AROACKCEVSQ6C2EXAMPLE:*'], 'principal'],
    ['StringLike', 'aws:userid', ['*:bob'], undefined],
    ['StringEquals', 'kms:ViaService', ['s3.us-east-1.amazonaws.com'], undefined],
    ['StringEquals', 'kms:CallerAccount', ['111122223333'], 'account'],
    ['Bool', 'elasticfilesystem:AccessedViaMountTarget', ['true'], 'network'],
    ['Bool', 'elasticfilesystem:AccessedViaMountTarget', ['false'], undefined],
    ['StringLike', 'token.actions.githubusercontent.com:sub', ['repo:org/*'], 'subject'],
    ['StringLike', 'token.actions.githubusercontent.com:sub', ['repo:org*'], undefined],
    ['StringLike', 'token.actions.githubusercontent.com:sub', ['repo:org/app:*', 'repo:*'], undefined],
    ['StringEquals', 'token.actions.githubusercontent.com:aud', ['sts.amazonaws.com'], 'audience'],
    ['StringLike', 'app.terraform.io:sub', ['organization:acme:project:*'], 'subject'],
    ['StringLike', 'app.terraform.io:sub', ['organization:*'], undefined],
    ['StringLike', 'aws:Referer', ['https://example.com/*'], undefined],
    ['SomethingNew', 'aws:PrincipalOrgID', ['o-mine567890'], undefined],
  ])('%s %s %j: %s', (operator, key, values, expected) => {
    expect(narrowsWho(condition(operator, key, values, true))).toBe(expected);
  });
});
