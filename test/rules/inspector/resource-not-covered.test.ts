import { describe, expect, it } from 'vitest';
import rule from '../../../rules/inspector/resource-not-covered.ts';
import { ACCOUNT, judge, statuses } from '../../support/judge.ts';
import { reportOfVerdicts } from '../../support/report-of-verdicts.ts';
import { scanningOf } from './readings.fixture.ts';

type Unscanned = Parameters<typeof rule.check>[0]['unscanned'];
type Resource = Unscanned['resources'][number];
type Reason = NonNullable<NonNullable<Resource['scanStatus']>['reason']>;

const instance = (resourceId: string, reason: Reason | undefined): Resource => ({
  accountId: ACCOUNT,
  resourceId,
  resourceType: 'AWS_EC2_INSTANCE',
  scanType: 'PACKAGE',
  scanStatus: { statusCode: 'INACTIVE', reason },
});

const judged = (resources: readonly Resource[], more = false) =>
  judge(rule, { scanning: scanningOf(), unscanned: { resources, more } });

describe('inspector/resource-not-covered', () => {
  it.each<[Reason | undefined, string]>([
    ['UNMANAGED_EC2_INSTANCE', 'fail'],
    ['NO_INVENTORY', 'fail'],
    ['UNSUPPORTED_OS', 'fail'],
    ['SCAN_FREQUENCY_MANUAL', 'fail'],
    ['INTERNAL_ERROR', 'fail'],
    ['EC2_INSTANCE_STOPPED', 'notApplicable'],
    ['RESOURCE_TERMINATED', 'notApplicable'],
    ['PENDING_INITIAL_SCAN', 'notApplicable'],
    ['SCAN_ELIGIBILITY_EXPIRED', 'notApplicable'],
    [undefined, 'unknown'],
  ])('%s: %s', (reason, status) => {
    expect(judged([instance('i-1', reason)])).toMatchObject([
      { status, resource: { id: `arn:aws:ec2:us-east-1:${ACCOUNT}:instance/i-1` } },
    ]);
  });

  it('is milder for what somebody excluded', () => {
    expect(judged([instance('i-1', 'EXCLUDED_BY_TAG')])).toMatchObject([{ severity: { score: 2 } }]);
  });

  it('is one finding for each reason, with the resources as parts', () => {
    const verdicts = judged([
      instance('i-1', 'UNMANAGED_EC2_INSTANCE'),
      instance('i-2', 'UNMANAGED_EC2_INSTANCE'),
      instance('i-3', 'UNSUPPORTED_OS'),
    ]);
    const { findings } = reportOfVerdicts({ ruleId: 'inspector/resource-not-covered', verdicts });
    expect(new Set(findings.map(({ description }) => description))).toEqual(
      new Set([
        'Inspector in us-east-1 does not scan 2 resources: Systems Manager does not manage the instance.',
        'Inspector in us-east-1 does not scan a resource: Inspector does not support its operating system.',
      ]),
    );
  });

  it('passes where everything is scanned', () => {
    expect(judged([])).toMatchObject([{ status: 'pass', resource: { type: 'AwsAccount' } }]);
  });

  it('says where there are more than were read', () => {
    expect(statuses(judged([instance('i-1', 'NO_INVENTORY')], true))).toEqual(['fail', 'unknown']);
  });

  it('leaves Inspector that is off to inspector/scanning-off', () => {
    const readings = { scanning: scanningOf('DISABLED'), unscanned: { resources: [], more: false } };
    expect(judge(rule, readings)).toMatchObject([
      { status: 'notApplicable', reason: expect.stringContaining('inspector/scanning-off') },
    ]);
  });
});
