import { describe, expect, it } from 'vitest';
import rule from '../../../rules/ec2/serial-console-enabled.ts';
import { judge, statuses } from '../../support/judge.ts';
import { reportOfVerdicts } from '../../support/report-of-verdicts.ts';

type Setting = Parameters<typeof rule.check>[0]['access'];

const judged = (access: Setting, region = 'us-east-1') => judge(rule, { access }, { region });

const BAD: Setting = { SerialConsoleAccessEnabled: true, ManagedBy: 'account' };

describe('ec2/serial-console-enabled', () => {
  it.each<[string, Setting, string]>([
    ['off', { SerialConsoleAccessEnabled: false, ManagedBy: 'account' }, 'pass'],
    ['on', BAD, 'fail'],
    ['not told', { SerialConsoleAccessEnabled: undefined, ManagedBy: undefined }, 'unknown'],
  ])('%s', (_case, setting, expected) => expect(statuses(judged(setting))).toEqual([expected]));

  it('says how to mend it, unless a declarative policy of the organization sets it', () => {
    expect(judged(BAD)).toMatchObject([
      { commands: ['aws ec2 disable-serial-console-access --region us-east-1'] },
    ]);
    const [byPolicy] = judged({ ...BAD, ManagedBy: 'declarative-policy' });
    expect(byPolicy).toMatchObject({
      description: expect.stringContaining('as a declarative policy of the organization says.'),
    });
    expect(byPolicy).not.toHaveProperty('commands');
  });

  it('is one finding of the account', () => {
    const ruleId = 'ec2/serial-console-enabled';
    const regions = ['us-east-1', 'eu-west-1'];
    const { findings } = reportOfVerdicts(
      ...regions.map((region) => ({ ruleId, region, verdicts: judged(BAD, region) })),
    );
    expect(findings.map(({ description, parts }) => [description, parts?.length])).toEqual([
      ['The serial console of instances may be opened in 2 Regions of the account.', 2],
    ]);
  });
});
