import { describe, expect, it } from 'vitest';
import rule from '../../../rules/lambda/function-public.ts';
import { ReadError } from '../../../src/aws/read-error.ts';
import type { FunctionAlias, FunctionUrl } from '../../../src/services/lambda/index.ts';
import { judge, statuses } from '../../support/judge.ts';
import { reportOfVerdicts } from '../../support/report-of-verdicts.ts';
import { FUNCTION_ARN, functionOf } from './functions.fixture.ts';

type Readings = Parameters<typeof rule.check>[0];
type Policy = Readings['access'][number]['Policy'];

const allow = (Action: string, Principal: unknown, Condition?: object, Resource = FUNCTION_ARN) => ({
  Sid: Action.split(':')[1],
  Effect: 'Allow',
  Principal,
  Action,
  Resource,
  Condition,
});
const policyOf = (...Statement: object[]): Policy => ({
  ok: true,
  value: {
    name: 'Policy',
    text: Statement.length === 0 ? undefined : JSON.stringify({ Version: '2012-10-17', Statement }),
  },
});
const denied: Policy & { ok: false } = {
  ok: false,
  error: new ReadError('lambda:GetPolicy is denied', {
    kind: 'denied',
    action: 'lambda:GetPolicy',
    accountId: '111122223333',
    region: 'us-east-1',
  }),
};
const urlOf = (Policy: Policy, AuthType: 'NONE' | 'AWS_IAM' = 'NONE', alias?: string): FunctionUrl => ({
  alias,
  config: {
    FunctionArn: alias === undefined ? FUNCTION_ARN : `${FUNCTION_ARN}:${alias}`,
    FunctionUrl: 'https://abc.lambda-url.us-east-1.on.aws/',
    AuthType,
    CreationTime: '2026-01-01T00:00:00Z',
    LastModifiedTime: '2026-01-01T00:00:00Z',
  },
  Policy,
});
const check = (Policy: Policy, ...urls: FunctionUrl[]) =>
  judge(rule, {
    access: [{ fn: functionOf(), Policy, aliases: { ok: true, value: [] }, urls: { ok: true, value: urls } }],
  });
const aliasOf = (Name: string, Policy: Policy): FunctionAlias => ({
  AliasArn: `${FUNCTION_ARN}:${Name}`,
  Name,
  Policy,
});
const checkAliases = (aliases: Readings['access'][number]['aliases']) =>
  judge(rule, {
    access: [{ fn: functionOf(), Policy: policyOf(), aliases, urls: { ok: true, value: [] } }],
  });

const CALLS = allow('lambda:InvokeFunctionUrl', '*', {
  StringEquals: { 'lambda:FunctionUrlAuthType': 'NONE' },
});
const INVOKES_BY_URL = allow('lambda:InvokeFunction', '*', {
  Bool: { 'lambda:InvokedViaFunctionUrl': 'true' },
});
const INVOKES = allow('lambda:InvokeFunction', '*');
const BUCKET = allow('lambda:InvokeFunction', { Service: 's3.amazonaws.com' });

describe('lambda/function-public', () => {
  it.each<[string, object[], string, object]>([
    ['no policy', [], 'pass', {}],
    ['anyone invokes', [INVOKES], 'fail', { exposure: 'internet' }],
    [
      'anyone of the organization invokes',
      [allow('lambda:InvokeFunction', '*', { StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorgid' } })],
      'pass',
      {},
    ],
    ['another account invokes', [allow('lambda:InvokeFunction', { AWS: '222233334444' })], 'pass', {}],
    ['what callers of a URL are allowed, without a URL', [CALLS, INVOKES_BY_URL], 'pass', {}],
    ['anyone reads its code', [allow('lambda:GetFunction', { AWS: '*' })], 'fail', {}],
    ['anyone reads its variables', [allow('lambda:GetFunctionConfiguration', { AWS: '*' })], 'fail', {}],
    ['anyone turns its aliases elsewhere', [allow('lambda:UpdateAlias', { AWS: '*' })], 'fail', {}],
    [
      'anyone invokes its versions and aliases',
      [allow('lambda:InvokeFunction', '*', undefined, `${FUNCTION_ARN}:*`)],
      'fail',
      {},
    ],
    [
      'anyone invokes it, but for a Deny',
      [INVOKES, { ...allow('lambda:InvokeFunction', '*'), Sid: 'no', Effect: 'Deny' }],
      'pass',
      {},
    ],
    ['S3 for any customer', [BUCKET], 'fail', { severity: { score: 3 } }],
    [
      'S3 for the account',
      [
        allow(
          'lambda:InvokeFunction',
          { Service: 's3.amazonaws.com' },
          { StringEquals: { 'AWS:SourceAccount': '111122223333' } },
        ),
      ],
      'pass',
      {},
    ],
  ])('%s', (_case, statements, status, more) => {
    expect(check(policyOf(...statements))).toMatchObject([{ status, ...more }]);
  });

  it.each<[string, object[], FunctionUrl['config']['AuthType'], string, object]>([
    ['AuthType NONE, which the policy allows nobody to call', [], 'NONE', 'pass', {}],
    ['AuthType NONE, open to anyone', [CALLS, INVOKES_BY_URL], 'NONE', 'fail', { exposure: 'internet' }],
    ['AuthType NONE, without the second permission', [CALLS], 'NONE', 'fail', { severity: { score: 4 } }],
    ['AuthType NONE, with only the second permission', [INVOKES_BY_URL], 'NONE', 'pass', {}],
    ['AuthType AWS_IAM, and statements for NONE', [CALLS, INVOKES_BY_URL], 'AWS_IAM', 'pass', {}],
    [
      'AuthType AWS_IAM, open to any principal',
      [allow('lambda:InvokeFunctionUrl', { AWS: '*' }), INVOKES_BY_URL],
      'AWS_IAM',
      'fail',
      { exposure: 'other-account' },
    ],
    [
      'AuthType NONE within the organization',
      [
        allow('lambda:InvokeFunctionUrl', '*', { StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorgid' } }),
        INVOKES_BY_URL,
      ],
      'NONE',
      'pass',
      {},
    ],
  ])('a URL with %s', (_case, statements, authType, status, more) => {
    const policy = policyOf(...statements);
    expect(check(policy, urlOf(policy, authType === 'AWS_IAM' ? 'AWS_IAM' : 'NONE'))).toMatchObject([
      {},
      { status, part: 'url', ...more },
    ]);
  });

  it('says who gets in at which URL, and how to close it', () => {
    const policy = policyOf(CALLS, INVOKES_BY_URL);
    expect(check(policy, urlOf(policy))[1]).toMatchObject({
      title: 'Function answers anyone at its URL',
      description:
        'Function orders, with the URL https://abc.lambda-url.us-east-1.on.aws/ and AuthType NONE, lets anyone call its URL, if StringEquals lambda:FunctionUrlAuthType: NONE, by statement InvokeFunctionUrl of its policy.',
      commands: [
        'aws lambda update-function-url-config --function-name orders --auth-type AWS_IAM --region us-east-1',
      ],
    });
  });

  it('judges the URL of an alias by the policy of the alias', () => {
    const arn = `${FUNCTION_ARN}:live`;
    const ofAlias = policyOf({ ...CALLS, Resource: arn }, { ...INVOKES_BY_URL, Resource: arn });
    expect(check(policyOf(), urlOf(ofAlias, 'NONE', 'live'))).toMatchObject([
      { status: 'pass' },
      { status: 'fail', part: 'url of live', commands: [expect.stringContaining('--qualifier live')] },
    ]);
  });

  it('judges an alias by its own policy, whether or not it has a URL', () => {
    const ofAlias = (alias: string, Principal: unknown) =>
      policyOf(allow('lambda:InvokeFunction', Principal, undefined, `${FUNCTION_ARN}:${alias}`));
    expect(
      checkAliases({
        ok: true,
        value: [
          aliasOf('live', ofAlias('live', '*')),
          aliasOf('hook', ofAlias('hook', { Service: 's3.amazonaws.com' })),
          aliasOf('next', policyOf()),
          aliasOf('old', denied),
        ],
      }),
    ).toMatchObject([
      { status: 'pass' },
      {
        status: 'fail',
        part: 'alias live',
        description: expect.stringContaining(
          'Function orders:live lets anyone with an AWS account invoke it',
        ),
      },
      { status: 'fail', part: 'alias hook', type: 'Policy:Lambda/FunctionOpenToConfusedDeputy' },
      { status: 'pass', part: 'alias next' },
      { status: 'unknown', part: 'alias old' },
    ]);
    expect(checkAliases(denied)).toMatchObject([{ status: 'pass' }, { status: 'unknown', part: 'alias' }]);
  });

  it('is one finding where anyone invokes the function and calls its URL', () => {
    const policy = policyOf(CALLS, INVOKES);
    const { findings } = reportOfVerdicts({
      ruleId: 'lambda/function-public',
      verdicts: check(policy, urlOf(policy)),
    });
    expect(findings).toMatchObject([
      { title: rule.title, severity: { score: 8.5 }, parts: [{}, { part: 'url' }] },
    ]);
  });

  it('is unknown where policy or URLs may not be read, or the policy cannot be', () => {
    const broken: Policy = { ok: true, value: { name: 'Policy', text: '{' } };
    expect(statuses(check(denied))).toEqual(['unknown']);
    expect(statuses(check(broken, urlOf(broken)))).toEqual(['unknown', 'unknown']);
    expect(statuses(check(policyOf(), urlOf(denied)))).toEqual(['pass', 'unknown']);
    expect(
      statuses(
        judge(rule, {
          access: [{ fn: functionOf(), Policy: policyOf(), aliases: { ok: true, value: [] }, urls: denied }],
        }),
      ),
    ).toEqual(['pass', 'unknown']);
  });
});
