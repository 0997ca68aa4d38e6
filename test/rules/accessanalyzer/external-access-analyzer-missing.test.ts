import { describe, expect, it } from 'vitest';
import rule from '../../../rules/accessanalyzer/external-access-analyzer-missing.ts';
import { ReadError } from '../../../src/aws/read-error.ts';
import { judge, statuses } from '../../support/judge.ts';
import { reportOfVerdicts } from '../../support/report-of-verdicts.ts';

type Readings = Parameters<typeof rule.check>[0];
type Analyzer = Readings['analyzers'][number];
type Position = Extract<Readings['position'], { ok: true }>['value'];

const arn = 'arn:aws:access-analyzer:eu-west-1:111122223333:analyzer/a';
const analyzer = (changes: Partial<Analyzer> = {}): Analyzer => ({
  arn,
  name: 'a',
  type: 'ACCOUNT',
  status: 'ACTIVE',
  createdAt: new Date(0),
  ...changes,
});
const within = (position: Readings['position'], ...analyzers: Analyzer[]) =>
  judge(rule, { analyzers, position }, { region: 'eu-west-1' });
const check = (...analyzers: Analyzer[]) => within({ ok: true, value: { kind: 'standalone' } }, ...analyzers);

const organization = {
  Id: 'o-mine',
  Arn: undefined,
  FeatureSet: 'ALL' as const,
  MasterAccountId: '999988887777',
  MasterAccountArn: undefined,
};

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

  it.each<[string, Position, number | undefined]>([
    ['a member', { kind: 'member', organization }, 2],
    [
      'an administrator of GuardDuty',
      { kind: 'delegated', organization, services: ['guardduty.amazonaws.com'] },
      2,
    ],
    [
      'the administrator of Access Analyzer',
      { kind: 'delegated', organization, services: ['access-analyzer.amazonaws.com'] },
      undefined,
    ],
    ['the management account', { kind: 'management', organization }, undefined],
  ])(
    'weighs less in %s only where an analyzer of the organization cannot be seen',
    (_case, position, score) => {
      const [verdict] = within({ ok: true, value: position });
      expect(verdict).toMatchObject({
        status: 'fail',
        description:
          score === undefined
            ? 'The account has no external access analyzer in eu-west-1.'
            : 'The account has no external access analyzer of its own in eu-west-1. Whether one of its organization covers it cannot be seen from here.',
      });
      expect(verdict && 'severity' in verdict ? verdict.severity?.score : undefined).toBe(score);
    },
  );

  it('weighs as much as ever where the position in the organization is not told', () => {
    const error = new ReadError('organizations:DescribeOrganization is denied', {
      kind: 'denied',
      action: 'organizations:DescribeOrganization',
      accountId: '111122223333',
      region: 'us-east-1',
    });
    const [verdict] = within({ ok: false, error });
    expect(verdict).toMatchObject({ status: 'fail' });
    expect(verdict).not.toHaveProperty('severity');
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

  it('is one finding of the account, with the Regions as parts', () => {
    const missing = (region: string) => ({
      ruleId: 'accessanalyzer/external-access-analyzer-missing',
      region,
      verdicts: judge(
        rule,
        { analyzers: [], position: { ok: true, value: { kind: 'standalone' } } },
        { region },
      ),
    });
    const { findings } = reportOfVerdicts(missing('eu-west-1'), missing('eu-west-2'), missing('us-east-1'));
    expect(findings).toMatchObject([
      {
        description:
          'No external access analyzer of the account works in eu-west-1, eu-west-2, and us-east-1.',
        region: 'us-east-1',
        parts: [{ region: 'eu-west-1' }, { region: 'eu-west-2' }, { region: 'us-east-1' }],
        remediation: {
          commands: ['eu-west-1', 'eu-west-2', 'us-east-1'].map((region) =>
            expect.stringContaining(`--region ${region}`),
          ),
        },
      },
    ]);
  });
});
