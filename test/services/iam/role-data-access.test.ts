import { describe, expect, it } from 'vitest';
import type { AuthorizationDetails, IamRole } from '../../../src/services/iam/authorization-details.ts';
import { policyHoldersOf } from '../../../src/services/iam/policy-holders.ts';
import { dataAccess, dataAccessOfTrusted } from '../../../src/services/iam/role-data-access.ts';
import { detailsOf, document, inline, policyOf, roleOf } from '../../rules/iam/readings.fixture.ts';
import { trusts } from '../../rules/iam/trusts.fixture.ts';
import { stubbedPlace } from '../../support/place.ts';
import { success } from '../../support/wire.ts';

const ACCOUNT = '111122223333';
const grants = (Action: string | string[], Resource: string | string[] = '*', more: object = {}) => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
});
const READ_ONLY = grants([
  's3:Get*',
  's3:List*',
  'dynamodb:Scan',
  'dynamodb:GetItem',
  'iam:Get*',
  'sqs:Receive*',
]);
const AUDIT = grants(['iam:Get*', 'iam:List*', 's3:GetBucket*', 'dynamodb:Describe*']);
const bound = { PermissionsBoundary: { PermissionsBoundaryArn: `arn:aws:iam::${ACCOUNT}:policy/limit` } };

function accessOf(role: Partial<IamRole>, rest: Partial<AuthorizationDetails> = {}) {
  const [holder] = policyHoldersOf(detailsOf({ RoleDetailList: [roleOf(role)], ...rest })).roles;
  return holder && dataAccess(holder, ACCOUNT);
}

const written = (...statements: object[]) => ({
  RolePolicyList: statements.map((statement, index) => inline(`p${index}`, statement)),
});

describe('dataAccess', () => {
  it.each<[string, Partial<IamRole>, Partial<AuthorizationDetails>, string]>([
    ['nothing', {}, {}, 'no'],
    ['as much as ReadOnlyAccess', written(READ_ONLY), {}, 'yes'],
    ['settings alone, as SecurityAudit', written(AUDIT), {}, 'no'],
    ['settings, and all objects', written(AUDIT, grants('s3:GetObject', 'arn:aws:s3:::*')), {}, 'yes'],
    ['all objects alone', written(grants('s3:GetObject')), {}, 'no'],
    ['objects and tables', written(grants(['s3:GetObject', 'dynamodb:*'])), {}, 'yes'],
    [
      'one bucket and one table',
      written(
        grants('s3:GetObject', 'arn:aws:s3:::app/*'),
        grants('dynamodb:*', `arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/app`),
      ),
      {},
      'no',
    ],
    [
      'all but one bucket',
      written(READ_ONLY, { ...grants('s3:*', 'arn:aws:s3:::secret/*'), Effect: 'Deny' }),
      {},
      'yes',
    ],
    [
      'all, with a Deny of data',
      written(READ_ONLY, { ...grants(['s3:GetObject', 'dynamodb:*', 'sqs:*']), Effect: 'Deny' }),
      {},
      'no',
    ],
    [
      'all, but not without TLS',
      written(READ_ONLY, {
        ...grants('*'),
        Effect: 'Deny',
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      }),
      {},
      'yes',
    ],
    [
      'all, under a condition that may not hold',
      written({ ...READ_ONLY, Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } } }),
      {},
      'no',
    ],
    [
      'within a boundary of settings',
      { ...written(READ_ONLY), ...bound },
      { Policies: [policyOf('limit', AUDIT)] },
      'no',
    ],
    [
      'within a boundary that allows as much',
      { ...written(READ_ONLY), ...bound },
      { Policies: [policyOf('limit', READ_ONLY)] },
      'yes',
    ],
    ['within a boundary that was not sent', { ...written(READ_ONLY), ...bound }, {}, 'unknown'],
    ['policies not listed', { RolePolicyList: undefined }, {}, 'unknown'],
  ])('%s', (_case, role, rest, expected) => {
    expect(accessOf(role, rest)?.granted).toBe(expected);
  });

  it('says what is read, and by which statements, each once', () => {
    expect(accessOf(written(READ_ONLY))).toMatchObject({
      stores: ['objects in S3', 'items in DynamoDB', 'messages in SQS'],
      statements: [{ statement: { original: READ_ONLY } }],
    });
  });

  it('asks for the ARNs of the partition', () => {
    const china = grants(['s3:GetObject', 'dynamodb:Scan'], ['arn:aws-cn:s3:::*', 'arn:aws-cn:dynamodb:*']);
    const Arn = `arn:aws-cn:iam::${ACCOUNT}:role/helm`;
    expect(accessOf({ Arn, ...written(china) })?.granted).toBe('yes');
    expect(accessOf(written(china))?.granted).toBe('no');
  });
});

describe('dataAccessOfTrusted', () => {
  it('asks about the roles that somebody outside may assume', async () => {
    const role = (RoleName: string, Principal: object) => ({
      RoleName,
      Arn: `arn:aws:iam::${ACCOUNT}:role/${RoleName}`,
      AssumeRolePolicyDocument: document(trusts(Principal)),
      RolePolicyList: [inline('read', READ_ONLY)],
      AttachedManagedPolicies: [],
    });
    await using scan = await stubbedPlace({
      'iam:GetAccountAuthorizationDetails': (call) =>
        success(call, {
          UserDetailList: [],
          GroupDetailList: [],
          Policies: [],
          RoleDetailList: [role('own', { AWS: ACCOUNT }), role('vendor', { AWS: '444455556666' })],
          IsTruncated: false,
        }),
    });
    const access = await dataAccessOfTrusted(scan.place);
    expect([...access].map(([arn, { granted }]) => [arn, granted])).toEqual([
      [`arn:aws:iam::${ACCOUNT}:role/vendor`, 'yes'],
    ]);
  });
});
