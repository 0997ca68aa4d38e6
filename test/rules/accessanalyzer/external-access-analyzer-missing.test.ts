import { describe, expect, it } from 'vitest';
import rule from '../../../rules/accessanalyzer/external-access-analyzer-missing.ts';
import { judge, statuses } from '../../support/judge.ts';

type Analyzer = Parameters<typeof rule.check>[0]['analyzers'][number];

const arn = 'arn:aws:access-analyzer:eu-west-1:111122223333:analyzer/a';
const analyzer = (changes: Partial<Analyzer> = {}): Analyzer => ({
  arn,
  name: 'a',
  type: 'ACCOUNT',
  status: 'ACTIVE',
  createdAt: new Date(0),
  ...changes,
});
const check = (...analyzers: Analyzer[]) => judge(rule, { analyzers }, { region: 'eu-west-1' });

describe('accessanalyzer/external-access-analyzer-missing', () => {
  it.each<[string, Analyzer[], string]>([
    ['none', [], 'fail'],
    ['of the account', [analyzer()], 'pass'],
    ['of the organization', [analyzer({ type: 'ORGANIZATION' })], 'pass'],
    ['disabled', [analyzer({ status: 'DISABLED' })], 'fail'],
    ['failed', [analyzer({ status: 'FAILED' })], 'fail'],
    ['disabled beside one that works', [analyzer({ status: 'DISABLED' }), analyzer()], 'pass'],
    ['being made', [analyzer({ status: 'CREATING' })], 'unknown'],
    ['state not told', [analyzer({ status: undefined })], 'unknown'],
  ])('%s', (_case, analyzers, status) => {
    expect(statuses(check(...analyzers))).toEqual([status]);
  });

  it('gives the command that makes one, but not beside one that does not work', () => {
    expect(check()).toMatchObject([
      {
        resource: { type: 'AwsAccount' },
        commands: [
          'aws accessanalyzer create-analyzer --analyzer-name external-access --type ACCOUNT --region eu-west-1',
        ],
      },
    ]);
    const statusReason = { code: 'ORGANIZATION_DELETED' } as const;
    const [verdict] = check(analyzer({ status: 'DISABLED', statusReason }));
    expect(verdict).toMatchObject({
      evidence: { analyzers: [{ arn, type: 'ACCOUNT', status: 'DISABLED', statusReason }] },
      description: 'The external access analyzer in eu-west-1 does not work: it is DISABLED.',
    });
    expect(verdict).not.toHaveProperty('commands');
  });
});
