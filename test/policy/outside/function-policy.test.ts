import { describe, expect, it } from 'vitest';
import { functionAdmissions, openToAnyone, urlOpening } from '../../../src/policy/index.ts';

const arn = 'arn:aws:lambda:eu-west-1:111122223333:function:orders';
const asker = { home: { accountId: '111122223333' } };
const allow = (Action: string | readonly string[], Condition?: object, Principal: unknown = '*') => ({
  Effect: 'Allow',
  Principal,
  Action,
  Resource: arn,
  ...(Condition && { Condition }),
});
const policy = (...Statement: object[]) => ({
  name: 'Policy',
  text: JSON.stringify({ Version: '2012-10-17', Statement }),
});
const auth = (type: string, operator = 'StringEquals') => ({
  [operator]: { 'lambda:FunctionUrlAuthType': type },
});
const viaUrl = { Bool: { 'lambda:InvokedViaFunctionUrl': 'true' } };

describe('functionAdmissions', () => {
  it.each<[string, object, string]>([
    ['anyone invokes', allow('lambda:InvokeFunction'), 'open'],
    ['anyone does all', allow('lambda:*'), 'open'],
    ['by a URL only', allow('lambda:InvokeFunction', viaUrl), 'closed'],
    ['calls of the URL', allow('lambda:InvokeFunctionUrl'), 'closed'],
    ['both, by a URL only', allow(['lambda:InvokeFunction', 'lambda:InvokeFunctionUrl'], viaUrl), 'closed'],
    [
      'by a URL or without one',
      allow('lambda:InvokeFunction', { BoolIfExists: { 'lambda:InvokedViaFunctionUrl': 'true' } }),
      'open',
    ],
    ['makes a URL of AuthType NONE', allow('lambda:CreateFunctionUrlConfig', auth('NONE')), 'open'],
    [
      'invokes, with an AuthType that such requests do not have',
      allow('lambda:InvokeFunction', auth('NONE')),
      'closed',
    ],
    ['an account', allow('lambda:InvokeFunction', undefined, { AWS: '222233334444' }), 'closed'],
  ])('%s', (_case, statement, verdict) => {
    expect(openToAnyone('Function orders', functionAdmissions(policy(statement), arn, asker)).verdict).toBe(
      verdict,
    );
  });
});

describe('urlOpening', () => {
  it.each<[string, string, object[], [string, string]]>([
    [
      'as the console writes it',
      'NONE',
      [allow('lambda:InvokeFunctionUrl', auth('NONE')), allow('lambda:InvokeFunction', viaUrl)],
      ['open', 'open'],
    ],
    ['without conditions', 'NONE', [allow('lambda:Invoke*')], ['open', 'open']],
    ['as before October 2025', 'NONE', [allow('lambda:InvokeFunctionUrl', auth('NONE'))], ['open', 'closed']],
    [
      'for the other AuthType',
      'NONE',
      [allow('lambda:InvokeFunctionUrl', auth('AWS_IAM'))],
      ['closed', 'closed'],
    ],
    [
      'but for the other AuthType',
      'NONE',
      [allow('lambda:InvokeFunctionUrl', auth('AWS_IAM', 'StringNotEquals'))],
      ['open', 'closed'],
    ],
    ['for those who sign', 'AWS_IAM', [allow('lambda:Invoke*', auth('AWS_IAM'))], ['open', 'open']],
    [
      'with a Deny',
      'NONE',
      [allow('lambda:Invoke*'), { ...allow('lambda:*'), Effect: 'Deny' }],
      ['closed', 'closed'],
    ],
  ])('%s, of AuthType %s', (_case, authType, statements, [calls, invokes]) => {
    const opening = urlOpening('Function orders', policy(...statements), { ...asker, arn, authType });
    expect([opening.calls.verdict, opening.invokes.verdict]).toEqual([calls, invokes]);
  });
});
