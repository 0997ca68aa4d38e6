import { describe, expect, it } from 'vitest';
import rule from '../../../rules/cloudtrail/trail-not-logging.ts';
import { judge, statuses } from '../../support/judge.ts';
import {
  denied,
  ok,
  organizationTrail,
  statusOf,
  statusReadings,
  stopped,
  trailOf,
} from './readings.fixture.ts';

type Statuses = Parameters<typeof rule.check>[0]['statuses'];

describe('cloudtrail/trail-not-logging', () => {
  it.each<[string, Statuses, string]>([
    ['no trail at home', [], 'notApplicable'],
    ['logging', [{ item: trailOf(), answer: ok(statusOf()) }], 'pass'],
    ['stopped', [{ item: trailOf(), answer: ok(stopped) }], 'fail'],
    [
      'a stopped trail of the organization',
      [{ item: organizationTrail(), answer: ok(stopped) }],
      'notApplicable',
    ],
    ['denied', [{ item: trailOf(), answer: denied('cloudtrail:GetTrailStatus') }], 'unknown'],
  ])('%s', (_case, statusesRead, status) => {
    expect(statuses(judge(rule, statusReadings(...statusesRead)))).toEqual([status]);
  });

  it('says since when, and how to start it', () => {
    const item = trailOf({ IsMultiRegionTrail: false });
    const [verdict] = judge(rule, statusReadings({ item, answer: ok(stopped) }));
    expect(verdict).toMatchObject({
      resource: { type: 'AwsCloudTrailTrail', id: item.TrailARN },
      description: 'The trail all records nothing: it was stopped at 2026-11-17T12:00:00.000Z.',
      commands: [`aws cloudtrail start-logging --name ${item.TrailARN} --region us-east-1`],
    });
    expect(verdict).not.toHaveProperty('toldBy');
  });

  it('says that it never was started', () => {
    expect(judge(rule, statusReadings({ item: trailOf(), answer: ok({ IsLogging: false }) }))).toMatchObject([
      {
        description: 'The trail all records nothing: it was never started.',
        toldBy: { rule: 'cloudtrail/multi-region-trail-missing' },
      },
    ]);
  });

  it('names the account that a trail belongs to', () => {
    expect(judge(rule, statusReadings({ item: organizationTrail(), answer: ok(stopped) }))).toMatchObject([
      { reason: expect.stringContaining('belongs to account 999988887777') },
    ]);
  });
});
