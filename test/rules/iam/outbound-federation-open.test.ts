import { describe, expect, it } from 'vitest';
import rule from '../../../rules/iam/outbound-federation-open.ts';
import { ReadError } from '../../../src/aws/read-error.ts';
import { tokenRequestersOf } from '../../../src/services/iam/outbound-federation.ts';
import { policyHoldersOf } from '../../../src/services/iam/policy-holders.ts';
import { ACCOUNT, judge, NOW, statuses } from '../../support/judge.ts';
import { ADMINISTRATOR, detailsOf, inline, policyOf, roleOf, userOf } from './readings.fixture.ts';

const ON = { JwtVendingEnabled: true, IssuerIdentifier: 'https://issuer.tokens.sts.global.api.aws' };
const TOKENS = { Effect: 'Allow', Action: 'sts:GetWebIdentityToken', Resource: '*' };
const AUDIENCE = 'sts:IdentityTokenAudience';

const tokensOf = (details: Parameters<typeof detailsOf>[0]) => ({
  ok: true as const,
  value: tokenRequestersOf(policyHoldersOf(detailsOf(details)), ACCOUNT, NOW),
});
const ann = (...statements: readonly object[]) =>
  tokensOf({ UserDetailList: [userOf({ UserPolicyList: [inline('own', ...statements)] })] });
const when = (Condition: object) => ({ ...TOKENS, Condition });

describe('iam/outbound-federation-open', () => {
  it.each<[string, ReturnType<typeof tokensOf>, string]>([
    ['nobody may', tokensOf({}), 'pass'],
    ['any audience', ann(TOKENS), 'fail'],
    ['all of STS', ann({ ...TOKENS, Action: 'sts:*' }), 'fail'],
    ['one audience', ann(when({ 'ForAnyValue:StringEquals': { [AUDIENCE]: 'https://a.example' } })), 'pass'],
    [
      'one and no other',
      ann(when({ 'ForAllValues:StringEquals': { [AUDIENCE]: 'https://a.example' } })),
      'pass',
    ],
    ['one domain', ann(when({ 'ForAllValues:StringLike': { [AUDIENCE]: 'https://*.example' } })), 'pass'],
    ['every domain', ann(when({ 'ForAllValues:StringLike': { [AUDIENCE]: 'https://*' } })), 'fail'],
    [
      'all but one',
      ann(when({ 'ForAllValues:StringNotEquals': { [AUDIENCE]: 'https://a.example' } })),
      'fail',
    ],
    ['a short life alone', ann(when({ NumericLessThanEquals: { 'sts:DurationSeconds': 300 } })), 'fail'],
    [
      'others denied',
      ann(TOKENS, {
        ...when({ 'ForAnyValue:StringNotEquals': { [AUDIENCE]: 'https://a.example' } }),
        Effect: 'Deny',
      }),
      'pass',
    ],
    ['an administrator', ann(ADMINISTRATOR), 'pass'],
    [
      'a role within a boundary that lets it read',
      tokensOf({
        RoleDetailList: [
          roleOf({
            RolePolicyList: [inline('own', TOKENS)],
            PermissionsBoundary: { PermissionsBoundaryArn: `arn:aws:iam::${ACCOUNT}:policy/read` },
          }),
        ],
        Policies: [policyOf('read', { Effect: 'Allow', Action: 's3:Get*', Resource: '*' })],
      }),
      'pass',
    ],
    [
      'a role that only its service can assume',
      tokensOf({
        RoleDetailList: [
          roleOf({ Path: '/aws-service-role/ipam.amazonaws.com/', RolePolicyList: [inline('own', TOKENS)] }),
        ],
      }),
      'pass',
    ],
    [
      'a policy that cannot be read',
      tokensOf({ UserDetailList: [userOf({ UserPolicyList: undefined })] }),
      'unknown',
    ],
    [
      'a policy that cannot be read beside one that allows it',
      tokensOf({
        UserDetailList: [userOf({ UserPolicyList: undefined })],
        RoleDetailList: [roleOf({ RolePolicyList: [inline('own', TOKENS)] })],
      }),
      'fail',
    ],
  ])('on, and %s', (_case, tokens, status) => {
    expect(statuses(judge(rule, { federation: ON, tokens }))).toEqual([status]);
  });

  it('passes where it is off, whoever may', () => {
    const off = { JwtVendingEnabled: false, IssuerIdentifier: undefined };
    expect(statuses(judge(rule, { federation: off, tokens: ann(TOKENS) }))).toEqual(['pass']);
  });

  it('is unknown where AWS does not say, and not applicable where there is none', () => {
    const unsaid = { JwtVendingEnabled: undefined, IssuerIdentifier: undefined };
    expect(statuses(judge(rule, { federation: unsaid, tokens: ann(TOKENS) }))).toEqual(['unknown']);
    expect(statuses(judge(rule, { federation: undefined, tokens: ann() }))).toEqual(['notApplicable']);
  });

  it('is one finding, which names all with the statements that allow it', () => {
    const tokens = tokensOf({
      UserDetailList: [userOf({ UserPolicyList: [inline('own', TOKENS)] })],
      RoleDetailList: [roleOf({ RolePolicyList: [inline('own', TOKENS)] })],
    });
    expect(judge(rule, { federation: ON, tokens })).toMatchObject([
      {
        resource: { type: 'AwsAccount', id: `arn:aws:iam::${ACCOUNT}:root` },
        evidence: {
          ...ON,
          principals: [
            { Arn: `arn:aws:iam::${ACCOUNT}:user/ann`, statements: [{ statement: TOKENS }] },
            { Arn: `arn:aws:iam::${ACCOUNT}:role/helm`, statements: [{ statement: TOKENS }] },
          ],
        },
        description: 'user/ann and another may get a token of AWS for any service outside AWS.',
      },
    ]);
  });

  it('carries the error of the policies where it is on', () => {
    const error = new ReadError('iam:GetAccountAuthorizationDetails is denied', {
      kind: 'denied',
      action: 'iam:GetAccountAuthorizationDetails',
      accountId: ACCOUNT,
      region: 'us-east-1',
    });
    expect(judge(rule, { federation: ON, tokens: { ok: false, error } })).toMatchObject([
      { status: 'unknown', error: { action: 'iam:GetAccountAuthorizationDetails' } },
    ]);
  });
});
