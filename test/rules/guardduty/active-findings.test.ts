import { describe, expect, it } from 'vitest';
import rule from '../../../rules/guardduty/active-findings.ts';
import type { Detector } from '../../../src/services/guardduty.ts';
import { ACCOUNT, judge, statuses } from '../../support/judge.ts';

const detector: Detector = {
  id: 'd1',
  arn: `arn:aws:guardduty:us-east-1:${ACCOUNT}:detector/d1`,
  ServiceRole: 'role',
  Status: 'ENABLED',
};

type Findings = Parameters<typeof rule.check>[0]['findings'];

const finding = (changes: Partial<Findings[number]> = {}): Findings[number] => ({
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

const judged = (findings: Findings, options = {}) => judge(rule, { detector, findings }, { options });

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

  it('names every resource of an attack sequence, and the finding as what is affected', () => {
    const sequence = {
      Uid: 's',
      Description: undefined,
      Signals: [],
      Resources: [
        { Uid: 'arn:aws:s3:::data', ResourceType: 'S3_BUCKET' as const },
        { Uid: 'AKIAEXAMPLE', ResourceType: 'ACCESS_KEY' as const },
      ],
    };
    const verdicts = judged([
      finding({
        Resource: { ResourceType: 'AttackSequence' },
        Service: { Detection: { Sequence: sequence } },
      }),
    ]);
    expect(verdicts).toMatchObject([
      {
        resource: { type: 'Other', id: `${detector.arn}/finding/f1` },
        evidence: { Resources: ['arn:aws:s3:::data', 'AKIAEXAMPLE'] },
      },
    ]);
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
    expect(judge(rule, { detector: found, findings: [] })).toMatchObject([
      { status: 'notApplicable', reason: expect.stringContaining('guardduty/disabled') },
    ]);
  });

  it('carries over what a suspended detector still holds', () => {
    const suspended: Detector = { ...detector, Status: 'DISABLED' };
    expect(statuses(judge(rule, { detector: suspended, findings: [finding()] }))).toEqual(['fail']);
  });
});
