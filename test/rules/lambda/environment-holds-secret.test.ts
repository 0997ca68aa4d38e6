import { describe, expect, it } from 'vitest';
import rule from '../../../rules/lambda/environment-holds-secret.ts';
import { judge, statuses } from '../../support/judge.ts';
import { reportOfVerdicts } from '../../support/report-of-verdicts.ts';
import { FUNCTION_ARN, functionOf } from './functions.fixture.ts';

const withSecrets = (...names: string[]) =>
  judge(rule, {
    functions: [
      functionOf({
        variables: {
          count: 3,
          secrets: names.map((name) => ({ name, kind: 'password' })),
          hiddenBecause: undefined,
        },
      }),
    ],
  });

describe('lambda/environment-holds-secret', () => {
  it('passes without a secret, and names variable and kind of each', () => {
    expect(statuses(withSecrets())).toEqual(['pass']);
    expect(withSecrets('DB_PASSWORD')).toMatchObject([
      {
        status: 'fail',
        part: 'DB_PASSWORD',
        evidence: { variable: 'DB_PASSWORD', holds: 'password' },
        description: 'Environment variable DB_PASSWORD of function orders holds a secret: password.',
      },
    ]);
  });

  it('is unknown of a function whose variables AWS did not show', () => {
    const variables = { count: 0, secrets: [], hiddenBecause: 'AccessDeniedException: no key' };
    expect(judge(rule, { functions: [functionOf({ variables })] })).toMatchObject([
      { status: 'unknown', reason: expect.stringContaining('no key') },
    ]);
  });

  it('is one finding a function', () => {
    const { findings } = reportOfVerdicts({
      ruleId: 'lambda/environment-holds-secret',
      verdicts: withSecrets('API_KEY', 'DB_PASSWORD'),
    });
    expect(findings).toMatchObject([
      {
        description: '2 environment variables of function orders hold secrets.',
        resources: [{ id: FUNCTION_ARN }],
        parts: [{ part: 'API_KEY' }, { part: 'DB_PASSWORD' }],
      },
    ]);
  });
});
