import { describe, expect, it } from 'vitest';
import rule from '../../../rules/guardduty/attack-sequence-seen.ts';
import type { DetectorFinding } from '../../../src/services/guardduty/index.ts';
import { ACCOUNT, judge, statuses } from '../../support/judge.ts';
import { deniedTo, detectorOf, NOT_RUNNING } from './readings.fixture.ts';

type Active = Parameters<typeof rule.check>[0]['active'];

const detector = detectorOf();
const arn = `${detector.arn}/finding/s1`;
const signal = (Name: string, day: number) => ({
  Uid: Name,
  Type: 'CLOUD_TRAIL' as const,
  Name,
  Count: 1,
  CreatedAt: undefined,
  UpdatedAt: undefined,
  FirstSeenAt: new Date(Date.UTC(2026, 10, day)),
  LastSeenAt: new Date(Date.UTC(2026, 10, day)),
});

const sequence = (changes: Partial<DetectorFinding> = {}): DetectorFinding => ({
  AccountId: ACCOUNT,
  Arn: arn,
  CreatedAt: '2026-11-01T00:00:00.000Z',
  Id: 's1',
  Region: 'us-east-1',
  Resource: { ResourceType: 'AttackSequence' },
  SchemaVersion: '2.0',
  Severity: 9.5,
  Type: 'AttackSequence:S3/CompromisedData',
  Title: 'Potential data compromise',
  UpdatedAt: '2026-11-19T08:00:00.000Z',
  Service: {
    EventFirstSeen: '2026-11-17T00:00:00.000Z',
    EventLastSeen: '2026-11-19T00:00:00.000Z',
    Detection: {
      Sequence: {
        Uid: 'q1',
        Description: 'Stolen keys read a bucket.',
        Signals: [signal('GetObject', 18), signal('ListRoles', 17)],
        Actors: [{ Id: 'ann', User: { Name: 'ann', Uid: 'AIDAEXAMPLE', Type: 'IAMUser' } }],
        Resources: [
          { Uid: 'AKIAEXAMPLE', ResourceType: 'ACCESS_KEY' },
          { Uid: 'arn:aws:s3:::data', ResourceType: 'S3_BUCKET' },
        ],
      },
    },
  },
  ...changes,
});

const judged = (findings: readonly DetectorFinding[], unread?: Active['unread']) =>
  judge(rule, { detector, active: { findings, unread } });

describe('guardduty/attack-sequence-seen', () => {
  it('tells the attack with its signals in their order, actors and resources', () => {
    expect(judged([sequence()])).toMatchObject([
      {
        status: 'fail',
        resource: { type: 'Other', id: arn },
        part: 's1',
        type: 'AttackSequence:S3/CompromisedData',
        title: 'Potential data compromise',
        description: 'Stolen keys read a bucket.',
        severity: { score: 9.5 },
        evidence: {
          Signals: [{ Name: 'ListRoles' }, { Name: 'GetObject' }],
          Actors: [{ Id: 'ann', User: { Name: 'ann' } }],
          Resources: [{ Uid: 'AKIAEXAMPLE' }, { Uid: 'arn:aws:s3:::data' }],
        },
        detectedBy: { service: 'GuardDuty', findingArn: arn },
        observed: { firstObservedAt: new Date('2026-11-17T00:00:00.000Z') },
      },
    ]);
  });

  it('asks for no lowest severity', () => {
    expect(judged([sequence({ Severity: 4 })])).toMatchObject([{ status: 'fail', severity: { score: 4 } }]);
  });

  it('is unknown for one that AWS does not rate', () => {
    expect(statuses(judged([sequence({ Severity: undefined })]))).toEqual(['unknown']);
  });

  it('passes where there are other findings only', () => {
    expect(judged([sequence({ Type: 'Recon:EC2/Portscan' })])).toMatchObject([
      { status: 'pass', resource: { id: detector.arn } },
    ]);
  });

  it.each<[string, Active['unread'], string[]]>([
    ['CRITICAL', { ok: true, value: [{ severity: 9, count: 1 }] }, ['unknown']],
    ['milder', { ok: true, value: [{ severity: 8, count: 5000 }] }, ['pass']],
    ['uncounted', { ok: false, error: deniedTo('guardduty:GetFindingsStatistics') }, ['unknown']],
  ])('where the findings that were not read are %s', (_case, unread, expected) => {
    expect(statuses(judged([], unread))).toEqual(expected);
  });

  it.each(NOT_RUNNING)('leaves %s to guardduty/disabled', (_case, found) => {
    expect(judge(rule, { detector: found, active: { findings: [], unread: undefined } })).toMatchObject([
      { status: 'notApplicable', reason: expect.stringContaining('guardduty/disabled') },
    ]);
  });
});
