import { describe, expect, it } from 'vitest';
import rule from '../../../rules/guardduty/active-findings.ts';
import { ReadError } from '../../../src/aws/read-error.ts';
import type { Detector, DetectorFinding } from '../../../src/services/guardduty/index.ts';
import { ACCOUNT, judge, statuses } from '../../support/judge.ts';

const detector: Detector = {
  id: 'd1',
  arn: `arn:aws:guardduty:us-east-1:${ACCOUNT}:detector/d1`,
  ServiceRole: 'role',
  Status: 'ENABLED',
};

type Active = Parameters<typeof rule.check>[0]['active'];

const finding = (changes: Partial<DetectorFinding> = {}): DetectorFinding => ({
  AccountId: ACCOUNT,
  Arn: `${detector.arn}/finding/f1`,
  CreatedAt: '2026-11-01T00:00:00.000Z',
  Id: 'f1',
  Region: 'us-east-1',
  Resource: { ResourceType: 'Instance', InstanceDetails: { InstanceId: 'i-1' } },
  SchemaVersion: '2.0',
  Severity: 8,
  Type: 'CryptoCurrency:EC2/BitcoinTool.B!DNS',
  Title: 'EC2 instance i-1 asks for a Bitcoin domain.',
  UpdatedAt: '2026-11-19T08:00:00.000Z',
  Service: { Count: 3, EventLastSeen: '2026-11-19T08:00:00.000Z' },
  ...changes,
});

const judged = (findings: readonly DetectorFinding[], options = {}, unread?: Active['unread']) =>
  judge(rule, { detector, active: { findings, unread } }, { options });

describe('guardduty/active-findings', () => {
  it('carries a finding over with type, title, severity, resource, time and link', () => {
    expect(judged([finding()])).toEqual([
      {
        status: 'fail',
        resource: { type: 'AwsEc2Instance', id: `arn:aws:ec2:us-east-1:${ACCOUNT}:instance/i-1` },
        part: 'f1',
        type: 'CryptoCurrency:EC2/BitcoinTool.B!DNS',
        title: 'EC2 instance i-1 asks for a Bitcoin domain.',
        description: 'EC2 instance i-1 asks for a Bitcoin domain.',
        severity: { score: 8, reason: 'GuardDuty rates it so' },
        evidence: {
          AccountId: ACCOUNT,
          Id: 'f1',
          Type: 'CryptoCurrency:EC2/BitcoinTool.B!DNS',
          Severity: 8,
          ResourceType: 'Instance',
          Count: 3,
          EventFirstSeen: undefined,
          EventLastSeen: '2026-11-19T08:00:00.000Z',
          UpdatedAt: '2026-11-19T08:00:00.000Z',
          Sample: false,
          Url: 'https://console.aws.amazon.com/guardduty/home?region=us-east-1#/findings?search=id%3Df1',
        },
        detectedBy: {
          service: 'GuardDuty',
          findingArn: `${detector.arn}/finding/f1`,
          url: 'https://console.aws.amazon.com/guardduty/home?region=us-east-1#/findings?search=id%3Df1',
        },
        observed: {
          firstObservedAt: undefined,
          lastObservedAt: new Date('2026-11-19T08:00:00.000Z'),
          updatedAt: new Date('2026-11-19T08:00:00.000Z'),
        },
      },
    ]);
  });

  it.each([
    ['below the option', 6.9, {}, 'pass'],
    ['at the option', 7, {}, 'fail'],
    ['at a lower option', 5, { severity: 5 }, 'fail'],
    ['below a higher option', 8.9, { severity: 9 }, 'pass'],
    ['of unknown severity', undefined, {}, 'unknown'],
  ])('a finding %s', (_case, Severity, options, status) => {
    expect(statuses(judged([finding({ Severity })], options))).toEqual([status]);
  });

  it('never rates a finding higher than it says it may', () => {
    expect(rule.raisedTo).toBe(10);
    expect(judged([finding({ Severity: 9.5 })])).toMatchObject([{ severity: { score: 9.5 } }]);
  });

  it('lowers what GuardDuty itself took back', () => {
    expect(judged([finding({ Confidence: 0 })])).toMatchObject([
      { status: 'fail', severity: { score: 0 }, evidence: { Confidence: 0 } },
    ]);
  });

  it('says of a sample that it is one', () => {
    expect(judged([finding({ Title: '[SAMPLE] EC2 instance …' })])).toMatchObject([
      { evidence: { Sample: true } },
    ]);
  });

  it('leaves attack sequences to guardduty/attack-sequence-seen, and a finding that belongs to one is told by it', () => {
    const AssociatedAttackSequenceArn = `${detector.arn}/finding/s1`;
    const verdicts = judged([
      finding({
        Id: 's1',
        Arn: AssociatedAttackSequenceArn,
        Type: 'AttackSequence:S3/CompromisedData',
        Severity: 9,
      }),
      finding({ AssociatedAttackSequenceArn }),
    ]);
    expect(verdicts).toMatchObject([
      {
        part: 'f1',
        toldBy: {
          rule: 'guardduty/attack-sequence-seen',
          resource: AssociatedAttackSequenceArn,
          part: 's1',
        },
      },
    ]);
  });

  describe('that were not read', () => {
    const unread = (...value: { severity: number; count: number }[]): Active['unread'] => ({
      ok: true,
      value,
    });

    it('are one verdict with their number, as severe as the worst of them', () => {
      expect(
        judged(
          [finding()],
          {},
          unread({ severity: 8, count: 12 }, { severity: 7.5, count: 1 }, { severity: 5, count: 900 }),
        ),
      ).toMatchObject([
        { part: 'f1' },
        {
          status: 'fail',
          resource: { id: detector.arn },
          part: 'unread',
          severity: { score: 8 },
          evidence: { FindingsRead: 1, FindingsUnread: { HIGH: 13 } },
          description: expect.stringContaining('13 more active findings'),
        },
      ]);
    });

    it('do not matter below the option', () => {
      expect(judged([], {}, unread({ severity: 5, count: 900 }))).toMatchObject([{ status: 'pass' }]);
    });

    it('are unknown where AWS would not count them', () => {
      const error = new ReadError('denied', {
        kind: 'denied',
        action: 'guardduty:GetFindingsStatistics',
        accountId: ACCOUNT,
        region: 'us-east-1',
      });
      expect(statuses(judged([finding()], {}, { ok: false, error }))).toEqual(['fail', 'unknown']);
    });
  });

  it('tells two findings on one resource apart', () => {
    expect(
      judged([finding(), finding({ Id: 'f2' })]).map((verdict) => 'part' in verdict && verdict.part),
    ).toEqual(['f1', 'f2']);
  });

  it('passes on a detector that runs and has none', () => {
    expect(judged([])).toMatchObject([{ status: 'pass', resource: { id: detector.arn } }]);
  });

  it.each([
    ['no detector', undefined],
    ['a suspended detector without findings', { ...detector, Status: 'DISABLED' as const }],
  ])('leaves %s to guardduty/disabled', (_case, found) => {
    expect(judge(rule, { detector: found, active: { findings: [], unread: undefined } })).toMatchObject([
      { status: 'notApplicable', reason: expect.stringContaining('guardduty/disabled') },
    ]);
  });

  it('carries over what a suspended detector still holds', () => {
    const suspended: Detector = { ...detector, Status: 'DISABLED' };
    expect(
      statuses(judge(rule, { detector: suspended, active: { findings: [finding()], unread: undefined } })),
    ).toEqual(['fail']);
  });
});
