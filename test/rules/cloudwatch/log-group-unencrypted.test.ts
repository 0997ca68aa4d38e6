import { describe, expect, it } from 'vitest';
import rule from '../../../rules/cloudwatch/log-group-unencrypted.ts';
import { judge, statuses } from '../../support/judge.ts';
import { reportOfVerdicts } from '../../support/report-of-verdicts.ts';
import { groupOf } from './log-groups.fixture.ts';

const ruleId = 'cloudwatch/log-group-unencrypted';
const key = 'arn:aws:kms:eu-west-1:111122223333:key/1';

describe(ruleId, () => {
  it.each([
    ['a key', [groupOf({ kmsKeyId: key })], ['pass']],
    ['none', [groupOf()], ['fail']],
    ['no log group', [], ['notApplicable']],
  ])('%s', (_case, logGroups, expected) => {
    expect(statuses(judge(rule, { logGroups }))).toEqual(expected);
  });

  it('is one finding of the account', () => {
    const said = (region: string) => ({
      ruleId,
      region,
      verdicts: judge(rule, { logGroups: [groupOf()] }, { region }),
    });
    expect(reportOfVerdicts(said('eu-west-1'), said('eu-west-2')).findings).toMatchObject([
      {
        description: '2 log groups in 2 Regions have no customer managed KMS key.',
        evidence: { Regions: ['eu-west-1', 'eu-west-2'] },
        parts: [{ region: 'eu-west-1' }, { region: 'eu-west-2' }],
      },
    ]);
    expect(reportOfVerdicts(said('eu-west-1')).findings).toMatchObject([
      { description: 'One log group in eu-west-1 has no customer managed KMS key.' },
    ]);
  });
});
