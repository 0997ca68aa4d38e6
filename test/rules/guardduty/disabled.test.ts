import { describe, expect, it } from 'vitest';
import rule from '../../../rules/guardduty/disabled.ts';
import { judge } from '../../support/judge.ts';

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
});
