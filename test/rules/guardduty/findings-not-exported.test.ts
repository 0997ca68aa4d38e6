import { describe, expect, it } from 'vitest';
import rule from '../../../rules/guardduty/findings-not-exported.ts';
import { judge } from '../../support/judge.ts';
import { reportOfVerdicts } from '../../support/report-of-verdicts.ts';
import { detectorOf, NOBODY, NOT_RUNNING, SOMEBODY } from './readings.fixture.ts';

const detector = detectorOf();

type Destinations = Parameters<typeof rule.check>[0]['destinations'];
const destination = (Status: 'PUBLISHING' | 'STOPPED' | 'UNABLE_TO_PUBLISH_FIX_DESTINATION_PROPERTY') => ({
  DestinationId: 'b',
  DestinationType: 'S3' as const,
  Status,
});

describe('guardduty/findings-not-exported', () => {
  it.each<[string, Destinations, string]>([
    ['none', [], 'fail'],
    ['one that works', [destination('PUBLISHING')], 'pass'],
    ['one that is stopped', [destination('STOPPED')], 'fail'],
    ['one that cannot be written to', [destination('UNABLE_TO_PUBLISH_FIX_DESTINATION_PROPERTY')], 'fail'],
    [
      'one that works beside one that is stopped',
      [destination('STOPPED'), destination('PUBLISHING')],
      'pass',
    ],
  ])('destinations: %s', (_case, destinations, status) => {
    expect(judge(rule, { detector, administrator: NOBODY, destinations })).toMatchObject([
      { status, resource: { id: detector.arn } },
    ]);
  });

  it('leaves it to the administrator, by its name, in a member', () => {
    expect(judge(rule, { detector, administrator: SOMEBODY, destinations: undefined })).toMatchObject([
      { status: 'notApplicable', reason: expect.stringContaining('999988887777') },
    ]);
  });

  it.each(NOT_RUNNING)('leaves %s to guardduty/disabled', (_case, found) => {
    expect(judge(rule, { detector: found, administrator: NOBODY, destinations: undefined })).toMatchObject([
      { status: 'notApplicable', reason: expect.stringContaining('guardduty/disabled') },
    ]);
  });

  it('is one finding of the account where it holds in several Regions', () => {
    const said = (region: string) => ({
      ruleId: 'guardduty/findings-not-exported',
      region,
      verdicts: judge(rule, { detector, administrator: NOBODY, destinations: [] }, { region }),
    });
    expect(reportOfVerdicts(said('eu-west-1'), said('us-east-1')).findings).toMatchObject([
      { description: 'GuardDuty in 2 Regions exports its findings nowhere.', parts: { length: 2 } },
    ]);
  });
});
