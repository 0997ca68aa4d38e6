import { describe, expect, it } from 'vitest';
import rule from '../../../rules/guardduty/protection-plan-off.ts';
import { ReadError } from '../../../src/aws/read-error.ts';
import type { Verdict } from '../../../src/rule/rule.ts';
import type { Detector, Feature } from '../../../src/services/guardduty/index.ts';
import { judge, statuses } from '../../support/judge.ts';
import { reportOfVerdicts, type Said } from '../../support/report-of-verdicts.ts';

type Administrator = Parameters<typeof rule.check>[0]['administrator'];

const FOUNDATIONS = ['CLOUD_TRAIL', 'DNS_LOGS', 'FLOW_LOGS'];
const PLANS = [
  'S3_DATA_EVENTS',
  'EKS_AUDIT_LOGS',
  'EBS_MALWARE_PROTECTION',
  'RDS_LOGIN_EVENTS',
  'LAMBDA_NETWORK_LOGS',
  'AI_PROTECTION',
  'RDS_DATA_RISK',
];
const AGENTS = ['EKS_ADDON_MANAGEMENT', 'ECS_FARGATE_AGENT_MANAGEMENT', 'EC2_AGENT_MANAGEMENT'] as const;

const on = (Name: string): Feature => ({ Name, Status: 'ENABLED' });
const off = (Name: string): Feature => ({ Name, Status: 'DISABLED' });
const runtime: Feature = {
  ...on('RUNTIME_MONITORING'),
  AdditionalConfiguration: AGENTS.map((Name) => ({ Name, Status: 'ENABLED' })),
};
const everything = [...FOUNDATIONS.map(on), ...PLANS.map(on), off('EKS_RUNTIME_MONITORING'), runtime];

const detector = (Features: Feature[] | undefined, changes: Partial<Detector> = {}): Detector => ({
  id: 'd1',
  arn: 'arn:aws:guardduty:eu-west-1:111122223333:detector/d1',
  ServiceRole: 'role',
  Status: 'ENABLED',
  ...(Features === undefined ? {} : { Features }),
  ...changes,
});

const NOBODY: Administrator = { ok: true, value: undefined };

const judged = (Features: Feature[] | undefined, administrator: Administrator = NOBODY) =>
  judge(rule, { detector: detector(Features), administrator }, { region: 'eu-west-1' });

const partOf = (verdict: Verdict) => ('part' in verdict ? verdict.part : undefined);

const withFeature = (feature: Feature) => [
  ...everything.filter(({ Name }) => Name !== feature.Name),
  feature,
];

describe('guardduty/protection-plan-off', () => {
  it('passes for every plan and every agent that is on', () => {
    expect(judged(everything).map((verdict) => [partOf(verdict), verdict.status])).toEqual(
      [...PLANS, 'RUNTIME_MONITORING', ...AGENTS].map((part) => [part, 'pass']),
    );
  });

  it.each(PLANS)('fails for %s alone when that alone is off, with its command', (name) => {
    const failed = judged(withFeature(off(name))).filter(({ status }) => status !== 'pass');
    expect(failed).toMatchObject([
      {
        status: 'fail',
        part: name,
        evidence: { Name: name, Status: 'DISABLED' },
        commands: [
          `aws guardduty update-detector --detector-id d1 --features 'Name=${name},Status=ENABLED' --region eu-west-1`,
        ],
      },
    ]);
  });

  it('gives no command against a GuardDuty policy of the organization, which would undo it', () => {
    const failed = judged(withFeature({ ...off('S3_DATA_EVENTS'), ManagedBy: 'GUARDDUTY_POLICY' }));
    expect(failed[0]).toMatchObject({
      status: 'fail',
      evidence: { ManagedBy: 'GUARDDUTY_POLICY' },
      commands: [],
    });
  });

  it('gives no command to a member account, whose plans its administrator alone can change', () => {
    const administrator: Administrator = { ok: true, value: { AccountId: '999988887777' } };
    expect(judged(withFeature(off('S3_DATA_EVENTS')), administrator)).toContainEqual(
      expect.objectContaining({
        status: 'fail',
        evidence: { Name: 'S3_DATA_EVENTS', Status: 'DISABLED', Administrator: '999988887777' },
        commands: [],
      }),
    );
  });

  it('gives it where AWS does not say whether there is an administrator', () => {
    const error = new ReadError('guardduty:GetAdministratorAccount is denied', {
      kind: 'denied',
      action: 'guardduty:GetAdministratorAccount',
      accountId: '111122223333',
      region: 'eu-west-1',
    });
    const verdicts = judged(withFeature(off('S3_DATA_EVENTS')), { ok: false, error });
    expect(verdicts).toContainEqual(
      expect.objectContaining({ status: 'fail', commands: [expect.stringContaining('update-detector')] }),
    );
  });

  it('is not applicable for a plan that GuardDuty does not list in the Region', () => {
    const verdicts = judged(everything.filter(({ Name }) => Name !== 'LAMBDA_NETWORK_LOGS'));
    expect(verdicts.filter(({ status }) => status !== 'pass')).toMatchObject([
      {
        status: 'notApplicable',
        reason: 'GuardDuty lists no LAMBDA_NETWORK_LOGS in eu-west-1: Lambda Protection is not offered there',
      },
    ]);
  });

  it.each([
    ['no list', undefined],
    ['an empty list', []],
  ])('%s of features tells nothing', (_case, features) => {
    const verdicts = judged(features);
    expect(statuses(verdicts)).toEqual(Array(8).fill('unknown'));
    expect(verdicts.map(partOf)).toEqual([...PLANS, 'RUNTIME_MONITORING']);
  });

  it('is unknown for a plan without status', () => {
    expect(judged(withFeature({ Name: 'RDS_LOGIN_EVENTS' })).map(({ status }) => status)).toContain(
      'unknown',
    );
  });

  it.each([
    ['no detector', undefined],
    ['a suspended detector', detector(everything, { Status: 'DISABLED' })],
  ])('leaves %s to guardduty/disabled', (_case, found) => {
    expect(judge(rule, { detector: found, administrator: NOBODY })).toMatchObject([
      { status: 'notApplicable', reason: expect.stringContaining('guardduty/disabled') },
    ]);
  });

  describe('runtime monitoring', () => {
    const parts = (features: Feature[]) =>
      judged(features)
        .slice(PLANS.length)
        .map((verdict) => [partOf(verdict), verdict.status]);

    it('says nothing of agents while it is off', () => {
      expect(parts(withFeature(off('RUNTIME_MONITORING')))).toEqual([['RUNTIME_MONITORING', 'fail']]);
    });

    it('judges each agent, less severely', () => {
      const features = withFeature({
        ...on('RUNTIME_MONITORING'),
        AdditionalConfiguration: [
          { Name: 'EKS_ADDON_MANAGEMENT', Status: 'ENABLED' },
          { Name: 'EC2_AGENT_MANAGEMENT', Status: 'DISABLED' },
        ],
      });
      expect(parts(features)).toEqual([
        ['RUNTIME_MONITORING', 'pass'],
        ['EKS_ADDON_MANAGEMENT', 'pass'],
        ['ECS_FARGATE_AGENT_MANAGEMENT', 'unknown'],
        ['EC2_AGENT_MANAGEMENT', 'fail'],
      ]);
      expect(judged(features).at(-1)).toMatchObject({ severity: { score: 3 } });
    });

    const withoutRuntime = everything.filter(({ Name }) => !Name?.includes('RUNTIME'));
    const eksAlone = (Status: 'ENABLED' | 'DISABLED'): Feature => ({
      Name: 'EKS_RUNTIME_MONITORING',
      Status,
      AdditionalConfiguration: [{ Name: 'EKS_ADDON_MANAGEMENT', Status }],
    });

    it('judges the older plan where GuardDuty offers that alone', () => {
      expect(parts([...withoutRuntime, eksAlone('ENABLED')])).toEqual([
        ['EKS_RUNTIME_MONITORING', 'pass'],
        ['EKS_ADDON_MANAGEMENT', 'pass'],
      ]);
      expect(parts([...withoutRuntime, eksAlone('DISABLED')])).toEqual([['EKS_RUNTIME_MONITORING', 'fail']]);
    });

    it('counts the older plan for EKS, of which GuardDuty allows no second beside it', () => {
      const older: Feature = {
        ...on('EKS_RUNTIME_MONITORING'),
        AdditionalConfiguration: [{ Name: 'EKS_ADDON_MANAGEMENT', Status: 'ENABLED' }],
      };
      const features = [...PLANS.map(on), off('RUNTIME_MONITORING'), older];
      expect(parts(features)).toEqual([
        ['RUNTIME_MONITORING', 'fail'],
        ['EKS_ADDON_MANAGEMENT', 'pass'],
      ]);
      expect(judged(features)[PLANS.length]).toMatchObject({ severity: { score: 3 } });
    });
  });

  describe('as findings', () => {
    const said = (region: string, ...names: string[]) => ({
      ruleId: 'guardduty/protection-plan-off',
      region,
      verdicts: judge(
        rule,
        {
          detector: detector(
            [
              ...everything.filter(({ Name }) => Name === undefined || !names.includes(Name)),
              ...names.map(off),
            ],
            { arn: `arn:aws:guardduty:${region}:111122223333:detector/d1` },
          ),
          administrator: NOBODY,
        },
        { region },
      ),
    });
    const findings = (...all: readonly Said[]) =>
      reportOfVerdicts(...all).findings.map(({ resources, description, parts }) => [
        resources[0]?.type,
        description,
        parts?.map(({ region, part }) => `${region} ${part}`),
      ]);

    it('one a Region, with the plans as parts', () => {
      expect(
        findings(
          said('eu-west-1', 'S3_DATA_EVENTS', 'RDS_LOGIN_EVENTS'),
          said('us-east-1', 'RUNTIME_MONITORING'),
        ),
      ).toEqual([
        [
          'AwsGuardDutyDetector',
          'GuardDuty in eu-west-1 is without RDS Protection and S3 Protection.',
          ['eu-west-1 RDS_LOGIN_EVENTS', 'eu-west-1 S3_DATA_EVENTS'],
        ],
        [
          'AwsGuardDutyDetector',
          'GuardDuty in us-east-1 is without Runtime Monitoring.',
          ['us-east-1 RUNTIME_MONITORING'],
        ],
      ]);
    });

    it('one of the account where all Regions agree', () => {
      expect(findings(said('eu-west-1', 'S3_DATA_EVENTS'), said('us-east-1', 'S3_DATA_EVENTS'))).toEqual([
        [
          'AwsAccount',
          'GuardDuty in 2 Regions is without S3 Protection.',
          ['eu-west-1 S3_DATA_EVENTS', 'us-east-1 S3_DATA_EVENTS'],
        ],
      ]);
    });
  });
});
