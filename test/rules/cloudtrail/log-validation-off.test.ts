import { describe, expect, it } from 'vitest';
import rule from '../../../rules/cloudtrail/log-validation-off.ts';
import type { Trail } from '../../../src/services/cloudtrail/index.ts';
import { judge, statuses } from '../../support/judge.ts';
import { organizationTrail, trailOf } from './readings.fixture.ts';

describe('cloudtrail/log-validation-off', () => {
  it.each<[string, Trail[], string[]]>([
    ['no trail at home', [], ['notApplicable']],
    ['on', [trailOf()], ['pass']],
    ['off', [trailOf({ LogFileValidationEnabled: false })], ['fail']],
    ['not told', [trailOf({ LogFileValidationEnabled: undefined })], ['unknown']],
    [
      'the trail of another account',
      [organizationTrail({ LogFileValidationEnabled: false })],
      ['notApplicable'],
    ],
  ])('%s', (_case, trails, expected) => {
    expect(statuses(judge(rule, { trails }))).toEqual(expected);
  });

  it('gives the command', () => {
    const trail = trailOf({ LogFileValidationEnabled: false });
    expect(judge(rule, { trails: [trail] })).toMatchObject([
      {
        commands: [
          `aws cloudtrail update-trail --name ${trail.TrailARN} --enable-log-file-validation --region us-east-1`,
        ],
      },
    ]);
  });
});
