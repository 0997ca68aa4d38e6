import { describe, expect, it } from 'vitest';
import rule from '../../../rules/guardduty/disabled.ts';
import { judge } from '../../support/judge.ts';

const detector = (Status: 'ENABLED' | 'DISABLED') => ({ id: 'd1', ServiceRole: 'role', Status });

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

  it('fails for a suspended detector, and passes for one that runs', () => {
    const resource = { id: 'arn:aws:guardduty:us-east-1:111122223333:detector/d1' };
    expect(judge(rule, { detector: detector('DISABLED') })).toMatchObject([{ status: 'fail', resource }]);
    expect(judge(rule, { detector: detector('ENABLED') })).toMatchObject([{ status: 'pass', resource }]);
  });
});
