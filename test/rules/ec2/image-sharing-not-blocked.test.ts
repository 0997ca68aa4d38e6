import { describe, expect, it } from 'vitest';
import rule from '../../../rules/ec2/image-sharing-not-blocked.ts';
import { judge, statuses } from '../../support/judge.ts';
import { reportOfVerdicts } from '../../support/report-of-verdicts.ts';

type Setting = Parameters<typeof rule.check>[0]['block'];

const judged = (block: Setting, region = 'us-east-1') => judge(rule, { block }, { region });

const BAD: Setting = { ImageBlockPublicAccessState: 'unblocked', ManagedBy: 'account' };

describe('ec2/image-sharing-not-blocked', () => {
  it.each<[string, Setting, string]>([
    ['blocked', { ImageBlockPublicAccessState: 'block-new-sharing', ManagedBy: 'account' }, 'pass'],
    ['not blocked', BAD, 'fail'],
    ['not told', { ImageBlockPublicAccessState: undefined, ManagedBy: undefined }, 'unknown'],
  ])('%s', (_case, setting, expected) => expect(statuses(judged(setting))).toEqual([expected]));

  it('says how to mend it, unless a declarative policy of the organization sets it', () => {
    expect(judged(BAD)).toMatchObject([
      {
        commands: [
          'aws ec2 enable-image-block-public-access --image-block-public-access-state block-new-sharing --region us-east-1',
        ],
      },
    ]);
    const [byPolicy] = judged({ ...BAD, ManagedBy: 'declarative-policy' });
    expect(byPolicy).toMatchObject({
      description: expect.stringContaining('as a declarative policy of the organization says.'),
    });
    expect(byPolicy).not.toHaveProperty('commands');
  });

  it('is one finding of the account', () => {
    const ruleId = 'ec2/image-sharing-not-blocked';
    const regions = ['us-east-1', 'eu-west-1'];
    const { findings } = reportOfVerdicts(
      ...regions.map((region) => ({ ruleId, region, verdicts: judged(BAD, region) })),
    );
    expect(findings.map(({ description, parts }) => [description, parts?.length])).toEqual([
      ['Images may be shared with everybody in 2 Regions of the account.', 2],
    ]);
  });
});
