import { describe, expect, it } from 'vitest';
import rule from '../../../rules/guardduty/disabled.ts';
import { judge } from '../../support/judge.ts';
import { reportOfVerdicts } from '../../support/report-of-verdicts.ts';

const arn = 'arn:aws:guardduty:us-east-1:111122223333:detector/d1';
const detector = (Status: 'ENABLED' | 'DISABLED' | undefined) => ({
  id: 'd1',
  arn,
  ServiceRole: 'role',
  Status,
});

describe('guardduty/disabled', () => {
  it('fails for the account where there is no detector, with the command that makes one', () => {
    expect(judge(rule, { detector: undefined }, { region: 'eu-west-1' })).toMatchObject([
      {
        status: 'fail',
        resource: { type: 'AwsAccount' },
        commands: ['aws guardduty create-detector --enable --region eu-west-1'],
      },
    ]);
  });

  it('says which paid plans the command turns on', () => {
    expect(rule.remediation.text).toContain('every protection plan of the Region on but Runtime Monitoring');
  });

  it.each([
    ['DISABLED', 'fail'],
    ['ENABLED', 'pass'],
    [undefined, 'unknown'],
  ] as const)('status %s: %s', (Status, status) => {
    expect(judge(rule, { detector: detector(Status) })).toMatchObject([{ status, resource: { id: arn } }]);
  });

  it('is one finding of the account, with the Regions as parts, each with its command', () => {
    const off = (region: string) => ({
      ruleId: 'guardduty/disabled',
      region,
      verdicts: judge(rule, { detector: undefined }, { region }),
    });
    const suspended = { ...off('eu-west-2'), verdicts: judge(rule, { detector: detector('DISABLED') }) };
    const [finding, ...others] = reportOfVerdicts(off('eu-west-1'), suspended, off('us-east-1')).findings;
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      region: 'us-east-1',
      resources: [{ type: 'AwsAccount' }],
      description: 'GuardDuty does not run in 3 Regions of the account.',
      evidence: { Regions: ['eu-west-1', 'eu-west-2', 'us-east-1'] },
      parts: [
        { region: 'eu-west-1', description: 'The account has no GuardDuty detector in eu-west-1.' },
        { region: 'eu-west-2', commands: [expect.stringContaining('update-detector')] },
        { region: 'us-east-1' },
      ],
    });
  });

  it('names the Region where it is one', () => {
    const verdicts = judge(rule, { detector: undefined }, { region: 'eu-west-1' });
    expect(
      reportOfVerdicts({ ruleId: 'guardduty/disabled', region: 'eu-west-1', verdicts }).findings,
    ).toMatchObject([
      { description: 'GuardDuty does not run in eu-west-1.', parts: [{ region: 'eu-west-1' }] },
    ]);
  });
});
