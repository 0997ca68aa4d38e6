import { describe, expect, it } from 'vitest';
import { isPublic, outsideAccess } from '../../src/policy/outside/outside-access.ts';
import { policyOf } from '../policy/policies.fixture.ts';
import {
  ACCOUNT,
  allow,
  arnOf,
  deny,
  judges,
  patterns,
  STRANGER,
  type Statement,
  type World,
  when,
  worldsOverHttp,
} from './world.fixture.ts';

worldsOverHttp();

const BUCKET = 'arn:aws:s3:::app';
const OBJECTS = `${BUCKET}/*`;
const TOPIC = `arn:aws:sns:eu-west-1:${ACCOUNT}:news`;
const QUEUE = `arn:aws:sqs:eu-west-1:${ACCOUNT}:jobs`;
const ORGANIZATION = 'o-exampleorgid';
const HOME = { accountId: ACCOUNT, organizationId: ORGANIZATION };

type Openness = 'public' | 'public unless a Deny applies' | 'limited' | 'closed';

/** How open a resource policy leaves one action on one resource to everybody outside the account. */
function openness(statements: readonly Statement[], action: string, resource: string): Openness {
  const concerned = outsideAccess(policyOf(...statements), { action, resource, home: HOME });
  const open = concerned.filter(isPublic);
  if (open.some(({ unless }) => unless.length === 0)) return 'public';
  if (open.length > 0) return 'public unless a Deny applies';
  return concerned.length > 0 ? 'limited' : 'closed';
}

const everybody = (
  action: string | readonly string[],
  resource: string | readonly string[],
  more: object = {},
) => allow(action, resource, { Principal: '*', ...more });
const nobody = (
  action: string | readonly string[],
  resource: string | readonly string[],
  more: object = {},
) => deny(action, resource, { Principal: '*', ...more });

interface Question {
  readonly title: string;
  readonly statements: readonly Statement[];
  readonly on?: string;
  /** By action. */
  readonly says: Readonly<Record<string, Openness | RegExp>>;
}

const FOREIGN = when('StringNotEquals', 'aws:PrincipalOrgID', ORGANIZATION);

const QUESTIONS: readonly Question[] = [
  {
    title: 'a Deny of one action leaves the others',
    statements: [everybody('s3:*', OBJECTS), nobody('s3:PutObject', OBJECTS)],
    says: { 's3:GetObject': 'public', 's3:PutObject': 'closed' },
  },
  {
    title: 'a Deny of all reads leaves the writes',
    statements: [everybody('s3:*', OBJECTS), nobody('s3:Get*', OBJECTS)],
    says: { 's3:GetObject': 'closed', 's3:GetObjectAcl': 'closed', 's3:PutObject': 'public' },
  },
  {
    title: 'a Deny of all actions but one leaves that one',
    statements: [
      everybody('s3:*', OBJECTS),
      { Effect: 'Deny', Principal: '*', NotAction: 's3:GetObject', Resource: OBJECTS },
    ],
    says: { 's3:GetObject': 'public', 's3:PutObject': 'closed' },
  },
  {
    title: 'a Deny of one prefix leaves the others',
    statements: [everybody('s3:GetObject', OBJECTS), nobody('s3:GetObject', `${BUCKET}/private/*`)],
    says: { 's3:GetObject': 'public' },
  },
  {
    title: 'a Deny of one prefix closes what is below',
    statements: [everybody('s3:GetObject', OBJECTS), nobody('s3:GetObject', `${BUCKET}/private/*`)],
    on: `${BUCKET}/private/a`,
    says: { 's3:GetObject': 'closed' },
  },
  {
    title: 'a Deny of another organization closes one action to strangers',
    statements: [everybody('s3:*', OBJECTS), nobody('s3:PutObject', OBJECTS, FOREIGN)],
    says: { 's3:GetObject': 'public', 's3:PutObject': 'limited' },
  },
  {
    title: 'a Deny of another organization closes all',
    statements: [everybody('s3:*', OBJECTS), nobody('s3:*', OBJECTS, FOREIGN)],
    says: { 's3:GetObject': 'limited', 's3:PutObject': 'limited' },
  },
  {
    title: 'a Deny without TLS closes nothing to those who use it',
    statements: [
      everybody('s3:GetObject', OBJECTS),
      nobody('s3:*', OBJECTS, when('Bool', 'aws:SecureTransport', 'false')),
    ],
    says: { 's3:GetObject': /^public/ },
  },
  {
    title: 'a Deny of other actions is nothing to this one',
    statements: [everybody('s3:GetObject', OBJECTS), nobody(['s3:PutObject', 's3:DeleteObject'], OBJECTS)],
    says: { 's3:GetObject': 'public', 's3:PutObject': 'closed' },
  },
  {
    title: 'exceptions of an Allow apply to the action',
    statements: [{ Effect: 'Allow', Principal: '*', NotAction: 's3:Put*', Resource: OBJECTS }],
    says: { 's3:GetObject': 'public', 's3:PutObject': 'closed' },
  },
  {
    title: 'exceptions of an Allow, and a Deny of what is left',
    statements: [
      { Effect: 'Allow', Principal: '*', NotAction: 's3:Put*', Resource: OBJECTS },
      nobody('s3:Get*', OBJECTS),
    ],
    says: { 's3:GetObject': 'closed', 's3:PutObject': 'closed', 's3:DeleteObject': 'public' },
  },
  {
    title: 'an Allow of everything but other objects',
    statements: [
      { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', NotResource: `${BUCKET}/private/*` },
    ],
    on: `${BUCKET}/private/a`,
    says: { 's3:GetObject': 'closed' },
  },
  {
    title: 'a Deny of one account leaves the others',
    statements: [
      everybody('sqs:SendMessage', QUEUE),
      deny('sqs:*', QUEUE, { Principal: { AWS: `arn:aws:iam::${STRANGER}:root` } }),
    ],
    on: QUEUE,
    says: { 'sqs:SendMessage': 'public' },
  },
  ...[
    ['an ARN', 'ArnLike', BUCKET],
    ['a string', 'StringEquals', BUCKET],
    ['an ARN with any Region and account', 'ArnLike', 'arn:aws:s3:*:*:app'],
    ['a string with any Region and account', 'StringLike', 'arn:aws:s3:*:*:app'],
  ].map(
    ([how = '', operator = '', arn = '']): Question => ({
      title: `the bucket in aws:SourceArn narrows, as ${how}`,
      statements: [everybody('sns:Publish', TOPIC, when(operator, 'aws:SourceArn', arn))],
      on: TOPIC,
      says: { 'sns:Publish': 'limited' },
    }),
  ),
  ...[
    ['any bucket', 'arn:aws:s3:::*'],
    ['any bucket, with any Region and account', 'arn:aws:s3:*:*:*'],
    ['any topic', 'arn:aws:sns:*:*:app'],
  ].map(
    ([what = '', arn = '']): Question => ({
      title: `${what} in aws:SourceArn does not narrow`,
      statements: [everybody('sns:Publish', TOPIC, when('ArnLike', 'aws:SourceArn', arn))],
      on: TOPIC,
      says: { 'sns:Publish': 'public' },
    }),
  ),
];

describe('who from outside may do one action', () => {
  for (const { title, statements, on = `${BUCKET}/a`, says } of QUESTIONS) {
    it(title, () => {
      const said = Object.fromEntries(
        Object.keys(says).map((action) => [action, openness(statements, action, on)]),
      );
      expect(said).toEqual(patterns(says));
    });
  }
});

describe('the trust policy of a role', () => {
  const RULE = 'iam/role-trusts-anyone';
  const trusting = (...trust: readonly Statement[]): World => ({ roles: { app: { trust } } });
  const ANYONE = { Effect: 'Allow', Principal: { AWS: '*' } };
  const open = { [`${RULE} role/app`]: 'fail 9.6' };
  const closed = { [`${RULE} role/app`]: 'pass' };
  judges('anyone', trusting(ANYONE), open);
  judges(
    'anyone for any action of STS, with a Deny of another one',
    trusting({ ...ANYONE, Action: 'sts:*' }, { Effect: 'Deny', Principal: '*', Action: 'sts:TagSession' }),
    open,
  );
  judges(
    'closed: a Deny of assuming',
    trusting({ ...ANYONE, Action: 'sts:*' }, { Effect: 'Deny', Principal: '*', Action: 'sts:AssumeRole*' }),
    closed,
  );
  judges('closed: the own account', trusting({ Effect: 'Allow', Principal: { AWS: arnOf('root') } }), closed);
  judges(
    'closed: the own account, among anyone',
    trusting({ ...ANYONE, ...when('StringEquals', 'aws:PrincipalAccount', ACCOUNT) }),
    closed,
  );
});
