import { describe, expect, it } from 'vitest';
import { admissions, openToAnyone, openToOutsideAccounts } from '../../../src/policy/outside/admission.ts';
import { bucketUses, keyUses, topicUses } from '../../../src/policy/outside/uses.ts';
import {
  KINDS,
  type Kind,
  ORGANIZATION,
  OWN,
  policyFor,
  SIBLING,
  SPELLINGS,
  STRANGER,
} from './spellings.fixture.ts';

describe('openToAnyone', () => {
  it('knows 25 spellings', () => expect(SPELLINGS).toHaveLength(25));
  const kinds = Object.entries(KINDS);
  it('of nine resources', () => expect(kinds).toHaveLength(9));
  it.each(SPELLINGS)('$title', (spelling) => {
    const said = kinds.map(([name, kind]: [string, Kind]) => {
      const arn = kind.arn('it');
      return [name, openToAnyone('It', kind.ask(policyFor(kind, spelling, arn), arn)).verdict];
    });
    const expected = kinds.map(([name]) => [name, spelling.verdict]);
    expect(Object.fromEntries(said)).toEqual(Object.fromEntries(expected));
  });
});

const TOPIC = `arn:aws:sns:eu-west-1:${OWN}:news`;
const when = (operator: string, key: string, value: string | string[]) => ({
  Condition: { [operator]: { [key]: value } },
});

interface Known {
  readonly organizationId?: string;
  readonly organizationAccounts?: ReadonlySet<string>;
}

const inOrganization: Known = {
  organizationId: ORGANIZATION,
  organizationAccounts: new Set([OWN, SIBLING]),
};

const ofTopic = (statements: readonly object[], known: Known = inOrganization, manager?: string) =>
  admissions(
    { name: 'Policy', text: JSON.stringify({ Version: '2012-10-17', Statement: statements }) },
    { uses: topicUses(TOPIC), home: { accountId: OWN, ...known }, managementAccountId: manager },
  );

const allow = (Principal: unknown, more: object = {}) => ({
  Effect: 'Allow',
  Principal,
  Action: 'sns:*',
  Resource: TOPIC,
  ...more,
});

describe('the sentence', () => {
  it.each([
    [
      [allow('*', { Sid: 'Open', Action: ['sns:Publish', 'sns:Subscribe'] })],
      'Topic news lets anyone publish to it and subscribe to it, by statement Open of its policy.',
    ],
    [
      [allow('*'), { ...allow('*', when('Bool', 'aws:SecureTransport', 'false')), Effect: 'Deny' }],
      'Topic news lets anyone publish to it, subscribe to it, and administer it, by statement 1 of its policy, as far as statement 2 does not deny it.',
    ],
    [
      [allow('*', { Action: 'sns:Publish', ...when('StringLike', 'aws:PrincipalOrgID', 'o-*') })],
      'Topic news lets anyone with an AWS account publish to it, if StringLike aws:PrincipalOrgID: o-*, by statement 1 of its policy.',
    ],
    [
      [allow({ Service: 's3.amazonaws.com' }, { Action: 'sns:Publish' })],
      'Topic news lets s3.amazonaws.com publish to it on behalf of any AWS account, by statement 1 of its policy.',
    ],
    [
      [
        allow(
          { Service: 's3.amazonaws.com' },
          { Action: 'sns:Publish', ...when('ArnLike', 'aws:SourceArn', 'arn:aws:s3:::uploads') },
        ),
      ],
      'Topic news lets s3.amazonaws.com publish to it on behalf of arn:aws:s3:::uploads, whose account no condition names, if ArnLike aws:SourceArn: arn:aws:s3:::uploads, by statement 1 of its policy.',
    ],
    [
      [allow('*', { Action: 'sns:Publish' }), allow('*', { Action: 'sns:Subscribe' }), allow('*')],
      'Topic news lets anyone publish to it, by statement 1 of its policy. Topic news lets anyone subscribe to it, by statement 2 of its policy. The evidence has 1 more such way in.',
    ],
  ])('%#', (statements, sentence) => {
    expect(openToAnyone('Topic news', ofTopic(statements)).sentence).toBe(sentence);
  });

  it('has the statement, who and the actions as evidence', () => {
    const statement = allow('*', { Sid: 'Open', Action: 'sns:Publish' });
    const deny = { ...allow('*', when('Bool', 'aws:SecureTransport', 'false')), Effect: 'Deny' };
    expect(openToAnyone('Topic news', ofTopic([statement, deny])).evidence).toEqual({
      admitted: [
        {
          kind: 'public',
          who: 'anyone',
          actions: ['sns:Publish'],
          resources: [TOPIC],
          policy: 'Policy',
          statement,
          unless: [deny],
        },
      ],
    });
  });
});

describe('admissions', () => {
  const kinds = (...args: Parameters<typeof ofTopic>) =>
    ofTopic(...args).admitted.map(({ kind, who }) => [kind, who.kind]);
  it.each<[string, object[], (string | undefined)[][]]>([
    ['a sibling', [allow({ AWS: SIBLING })], [['inside', 'account']]],
    ['a stranger', [allow({ AWS: STRANGER })], [['outside account', 'account']]],
    [
      'another organization',
      [allow('*', when('StringEquals', 'aws:PrincipalOrgID', 'o-other12345'))],
      [['outside account', 'organization']],
    ],
    [
      'a service for a stranger',
      [allow({ Service: 's3.amazonaws.com' }, when('StringEquals', 'aws:SourceAccount', STRANGER))],
      [['outside account', 'service']],
    ],
    [
      'a service for a sibling',
      [allow({ Service: 's3.amazonaws.com' }, when('StringEquals', 'aws:SourceAccount', SIBLING))],
      [['inside', 'service']],
    ],
    [
      'a service for the organization',
      [allow({ Service: 's3.amazonaws.com' }, when('StringEquals', 'aws:SourceOrgID', ORGANIZATION))],
      [['inside', 'service']],
    ],
    [
      'the logs of load balancers',
      [allow({ Service: 'logdelivery.elasticloadbalancing.amazonaws.com' })],
      [['inside', 'service']],
    ],
    [
      'the account that writes the logs of load balancers of a Region',
      [allow({ AWS: 'arn:aws:iam::127311923021:root' }), allow({ AWS: 'arn:aws:iam::127311923021:user/u' })],
      [
        ['inside', 'account'],
        ['inside', 'account'],
      ],
    ],
    [
      'the same of another partition',
      [allow({ AWS: 'arn:aws-us-gov:iam::048591011584:root' }), allow({ AWS: '638102146993' })],
      [
        ['inside', 'account'],
        ['inside', 'account'],
      ],
    ],
    [
      'any service',
      [allow('*', when('Bool', 'aws:PrincipalIsAWSService', 'true'))],
      [['confused deputy', 'service']],
    ],
    [
      'an own SAML provider',
      [allow({ Federated: `arn:aws:iam::${OWN}:saml-provider/corp` })],
      [['inside', 'federated']],
    ],
    [
      'a shared identity provider',
      [allow({ Federated: 'accounts.google.com' })],
      [['undecided', 'federated']],
    ],
    ['what is no principal', [allow({ AWS: 'arn:aws:iam::*:root' })], [['undecided', 'unrecognized']]],
    [
      'a network',
      [allow('*', when('StringEquals', 'aws:SourceVpc', 'vpc-0123456789abcdef0'))],
      [['limited', 'anyone']],
    ],
  ])('%s', (_who, statements, expected) => {
    expect(kinds(statements)).toEqual(expected);
  });

  it('knows the management account, though a member may not list the accounts', () => {
    expect(kinds([allow({ AWS: STRANGER })], { organizationId: ORGANIZATION }, STRANGER)).toEqual([
      ['inside', 'account'],
    ]);
  });

  it('takes the encryption context of a service for its customer, and that of others for nothing', () => {
    const KEY = `arn:aws:kms:eu-west-1:${OWN}:key/k`;
    const context = when(
      'ArnLike',
      'kms:EncryptionContext:aws:logs:arn',
      `arn:aws:logs:eu-west-1:${OWN}:log-group:*`,
    );
    const ofKey = (Principal: unknown) =>
      admissions(
        {
          name: 'Policy',
          text: JSON.stringify({
            Statement: [{ Effect: 'Allow', Principal, Action: 'kms:Decrypt', Resource: '*', ...context }],
          }),
        },
        { uses: keyUses(KEY), home: { accountId: OWN } },
      ).admitted.map(({ kind }) => kind);
    expect(ofKey({ Service: 'logs.eu-west-1.amazonaws.com' })).toEqual(['inside']);
    expect(ofKey('*')).toEqual(['public']);
  });

  it('asks about a bucket and its objects apart, and tells of them together', () => {
    const text = JSON.stringify({
      Statement: [
        {
          Effect: 'Allow',
          Principal: '*',
          Action: ['s3:GetObject', 's3:ListBucket'],
          Resource: ['arn:aws:s3:::b', 'arn:aws:s3:::b/public/*'],
        },
      ],
    });
    const { admitted } = admissions(
      { name: 'Policy', text },
      { uses: bucketUses('arn:aws:s3:::b'), home: { accountId: OWN } },
    );
    expect(admitted.map(({ does, actions, resources }) => ({ does, actions, resources }))).toEqual([
      {
        does: ['read objects', 'list its objects'],
        actions: ['s3:GetObject', 's3:ListBucket'],
        resources: ['arn:aws:s3:::b/public/*', 'arn:aws:s3:::b'],
      },
    ]);
  });

  it('of no policy are none, and of a damaged one unknown', () => {
    const asked = { uses: topicUses(TOPIC), home: { accountId: OWN } };
    expect(admissions({ name: 'Policy', text: undefined }, asked)).toEqual({
      admitted: [],
      unread: undefined,
    });
    const damaged = admissions({ name: 'Policy', text: '{' }, asked);
    expect(damaged.unread).toMatch(/^Policy is /);
    expect(openToAnyone('Topic news', damaged).verdict).toBe('undecided');
    expect(openToOutsideAccounts('Topic news', damaged).verdict).toBe('undecided');
  });
});

describe('openToOutsideAccounts', () => {
  const verdict = (statements: object[], known?: Known, manager?: string) =>
    openToOutsideAccounts('Topic news', ofTopic(statements, known, manager)).verdict;
  it('tells strangers from siblings, and does not know them where it may not list them', () => {
    expect(verdict([allow({ AWS: STRANGER })])).toBe('open');
    expect(verdict([allow({ AWS: SIBLING })])).toBe('closed');
    expect(verdict([allow({ AWS: STRANGER })], { organizationId: ORGANIZATION })).toBe('undecided');
    expect(verdict([allow({ AWS: STRANGER })], { organizationId: ORGANIZATION }, STRANGER)).toBe('closed');
    expect(verdict([allow({ AWS: '127311923021' })], { organizationId: ORGANIZATION })).toBe('closed');
    expect(verdict([allow('*')])).toBe('closed');
    expect(verdict([allow({ Federated: `arn:aws:iam::${STRANGER}:saml-provider/corp` })])).toBe('open');
    expect(verdict([allow({ Federated: `arn:aws:iam::${SIBLING}:saml-provider/corp` })])).toBe('closed');
  });

  it('says of whom it is not known', () => {
    const forStranger = when('StringEquals', 'aws:SourceAccount', STRANGER);
    const { sentence } = openToOutsideAccounts(
      'Topic news',
      ofTopic([allow({ Service: 's3.amazonaws.com' }, forStranger)], { organizationId: ORGANIZATION }),
    );
    expect(sentence).toMatch(new RegExp(`^whether account ${STRANGER} belongs to the organization`));
  });

  it('says who is where', () => {
    expect(
      openToOutsideAccounts('Topic news', ofTopic([allow({ AWS: STRANGER }, { Action: 'sns:Publish' })]))
        .sentence,
    ).toBe(
      `Topic news lets account ${STRANGER}, which is outside the organization, publish to it, by statement 1 of its policy.`,
    );
  });
});
