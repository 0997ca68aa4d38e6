import fc from 'fast-check';
import { evaluate } from '../../../src/policy/decide/evaluate.ts';
import { contextOf } from '../../../src/policy/decide/request.ts';
import type { Policy } from '../../../src/policy/language/policy.ts';
import type { Principal } from '../../../src/policy/language/principal.ts';
import type { Home } from '../../../src/policy/outside/outsider.ts';
import { allow, policyOf } from '../policies.fixture.ts';

export const HOME: Home = {
  accountId: '111122223333',
  organizationId: 'o-mine567890',
  organizationAccounts: new Set(['111122223333', '222233334444']),
};

/** In the organization, outside it and named by policies, and a stranger whom none of them names. */
const MEMBER = '222233334444';
const VENDOR = '444455556666';
const STRANGER = '999900001111';

const BUCKET = 'arn:aws:s3:::bucket';
export const OBJECT = `${BUCKET}/private/a`;

const conditions = fc.constantFrom<Record<string, unknown>>(
  {},
  {},
  {},
  { StringEquals: { 'aws:PrincipalOrgID': 'o-mine567890' } },
  { StringNotEquals: { 'aws:PrincipalOrgID': 'o-mine567890' } },
  { StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-mine567890' } },
  { StringEquals: { 'aws:PrincipalAccount': VENDOR } },
  { StringNotEquals: { 'aws:PrincipalAccount': ['111122223333', VENDOR] } },
  { ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${VENDOR}:role/*` } },
  { ArnNotLike: { 'aws:PrincipalArn': `arn:aws:iam::${VENDOR}:role/*` } },
  { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } },
  { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } },
  { Bool: { 'aws:SecureTransport': 'false' } },
  { Bool: { 'aws:PrincipalIsAWSService': 'true' } },
  { BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' } },
  { StringEquals: { 'aws:SourceAccount': VENDOR } },
  { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::my-bucket' } },
  { StringNotEquals: { 'aws:PrincipalOrgID': 'o-mine567890' }, Bool: { 'aws:SecureTransport': 'false' } },
);

const principals = fc.constantFrom<unknown>(
  '*',
  '*',
  '*',
  { AWS: VENDOR },
  { AWS: [MEMBER, '111122223333'] },
  { AWS: `arn:aws:iam::${VENDOR}:role/r` },
  { Service: 'sns.amazonaws.com' },
);

function statement(Effect: 'Allow' | 'Deny') {
  return fc
    .record({
      principal: fc.record({
        name: fc.constantFrom(
          ...(Effect === 'Deny' ? ['Principal', 'Principal', 'NotPrincipal'] : ['Principal']),
        ),
        value: principals,
      }),
      action: fc.record({
        name: fc.constantFrom('Action', 'Action', 'Action', 'NotAction'),
        value: fc.constantFrom('s3:*', 's3:GetObject', 's3:Get*', 's3:PutObject', [
          's3:PutObject',
          's3:GetObject',
        ]),
      }),
      resource: fc.record({
        name: fc.constantFrom('Resource', 'Resource', 'Resource', 'NotResource'),
        value: fc.constantFrom<string | string[]>(
          [BUCKET, `${BUCKET}/*`],
          `${BUCKET}/*`,
          `${BUCKET}/private/*`,
          `${BUCKET}/public/*`,
        ),
      }),
      condition: conditions,
    })
    .map(({ principal, action, resource, condition }) => ({
      Effect,
      [principal.name]: principal.value,
      [action.name]: action.value,
      [resource.name]: resource.value,
      Condition: condition,
    }));
}

/** Bucket policies in which all is mixed that says who may come. */
export const bucketPolicies = fc
  .tuple(
    fc.array(statement('Allow'), { minLength: 1, maxLength: 2 }),
    fc.array(statement('Deny'), { maxLength: 3 }),
  )
  .map(([allows, denies]) => policyOf(...allows, ...denies));

interface Sample {
  readonly principal: Principal;
  readonly context: Readonly<Record<string, string | null>>;
}

const role = (accountId: string, name: string, organizationId: string): Sample => ({
  principal: { kind: 'role', arn: `arn:aws:iam::${accountId}:role/${name}`, accountId, organizationId },
  context: {
    'aws:PrincipalArn': `arn:aws:iam::${accountId}:role/${name}`,
    'aws:SourceAccount': null,
    'aws:SourceArn': null,
  },
});

const service = (name: string, source: Sample['context']): Sample => ({
  principal: { kind: 'service', service: name },
  context: {
    'aws:PrincipalOrgID': null,
    'aws:PrincipalAccount': null,
    'aws:PrincipalArn': null,
    ...source,
  },
});

const strangers: readonly Sample[] = [role(STRANGER, 'x', 'none'), role(STRANGER, 'x', 'o-other12345')];

const samples: readonly Sample[] = [
  ...strangers,
  role(MEMBER, 'm', 'o-mine567890'),
  role(VENDOR, 'r', 'o-other12345'),
  role(VENDOR, 's', 'o-other12345'),
  {
    principal: { kind: 'anonymous' },
    context: { 'aws:PrincipalAccount': 'anonymous', 'aws:SourceAccount': null, 'aws:SourceArn': null },
  },
  ...['sns.amazonaws.com', 'events.amazonaws.com'].flatMap((name) => [
    service(name, { 'aws:SourceAccount': VENDOR, 'aws:SourceArn': 'arn:aws:s3:::my-bucket' }),
    service(name, { 'aws:SourceAccount': STRANGER, 'aws:SourceArn': 'arn:aws:s3:::other-bucket' }),
  ]),
];

const requests = ['203.0.113.7', '198.51.100.7'].flatMap((ip) =>
  ['true', 'false'].map((tls) => ({ 'aws:SourceIp': ip, 'aws:SecureTransport': tls })),
);

function allowed(policy: Policy, { principal, context }: Sample, request: Sample['context']): boolean {
  const { effect } = evaluate(
    {
      principal,
      action: 's3:GetObject',
      resource: OBJECT,
      resourceAccountId: HOME.accountId,
      context: contextOf({ ...context, ...request }),
    },
    { identity: [policyOf(allow('*'))], resource: [policy] },
  );
  return effect === 'allowed';
}

const some = (among: readonly Sample[]) => (policy: Policy) =>
  among.some((one) => requests.some((request) => allowed(policy, one, request)));

/** Whether IAM lets some outsider read the object. */
export const somebodyMay = some(samples);

/** Whether IAM lets some stranger read the object, in some request. */
export const someStrangerMay = some(strangers);

/** Whether IAM lets every stranger read the object, whatever the request. */
export const everyStrangerMay = (policy: Policy) =>
  strangers.every((one) => requests.every((request) => allowed(policy, one, request)));
