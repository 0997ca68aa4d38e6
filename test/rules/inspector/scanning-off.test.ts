import { describe, expect, it } from 'vitest';
import rule from '../../../rules/inspector/scanning-off.ts';
import { judge, statuses } from '../../support/judge.ts';
import { reportOfVerdicts } from '../../support/report-of-verdicts.ts';
import { scanningOf } from './readings.fixture.ts';

describe('inspector/scanning-off', () => {
  it.each([
    ['ENABLED', 'pass'],
    ['ENABLING', 'pass'],
    ['DISABLED', 'fail'],
    ['DISABLING', 'fail'],
    ['SUSPENDED', 'fail'],
    ['SUSPENDING', 'fail'],
  ] as const)('%s: %s, for each scan', (status, expected) => {
    const verdicts = judge(rule, { scanning: scanningOf(status) });
    expect(verdicts.map((verdict) => ['part' in verdict && verdict.part, verdict.status])).toEqual(
      ['EC2', 'ECR', 'LAMBDA', 'LAMBDA_CODE'].map((part) => [part, expected]),
    );
  });

  it('is not applicable for a scan that the Region lacks', () => {
    expect(statuses(judge(rule, { scanning: scanningOf('ENABLED', { lambdaCode: undefined }) }))).toEqual([
      'pass',
      'pass',
      'pass',
      'notApplicable',
    ]);
  });

  it('has a command, and is milder for the code of functions', () => {
    const verdicts = judge(rule, {
      scanning: scanningOf('ENABLED', { ecr: 'DISABLED', lambdaCode: 'DISABLED' }),
    });
    expect(verdicts.filter(({ status }) => status === 'fail')).toMatchObject([
      { part: 'ECR', commands: ['aws inspector2 enable --resource-types ECR --region us-east-1'] },
      { part: 'LAMBDA_CODE', severity: { score: 3 } },
    ]);
  });

  it('is one finding of the account where Regions are alike, one of each where they differ', () => {
    const said = (region: string, scanning = scanningOf('DISABLED')) => ({
      ruleId: 'inspector/scanning-off',
      region,
      verdicts: judge(rule, { scanning }, { region }),
    });
    expect(reportOfVerdicts(said('eu-west-1'), said('us-east-1')).findings).toMatchObject([
      {
        description:
          'Inspector in 2 Regions does not scan EC2 instances, container images, Lambda functions, and the code of Lambda functions.',
        parts: { length: 8 },
      },
    ]);
    const different = said('us-east-1', scanningOf('ENABLED', { ec2: 'DISABLED' }));
    expect(reportOfVerdicts(said('eu-west-1'), different).findings).toHaveLength(2);
  });
});
