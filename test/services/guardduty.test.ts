import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  activeFindings,
  affectedResource,
  detector,
  findingUrl,
  optionalDetectorAdministrator,
} from '../../src/services/guardduty.ts';
import { denied } from '../support/faults.ts';
import { stubbedPlace } from '../support/place.ts';
import type { Answerer, Answers } from '../support/stub.ts';
import { success, textParam } from '../support/wire.ts';

afterEach(() => vi.unstubAllEnvs());

const detectors =
  (...DetectorIds: string[]): Answerer =>
  (call) =>
    success(call, { detectorIds: DetectorIds });

const on: Answers = {
  'guardduty:ListDetectors': detectors('d1'),
  'guardduty:GetDetector': (call) => success(call, { serviceRole: 'role', status: 'ENABLED', features: [] }),
};

describe('detector', () => {
  it('carries its id and ARN', async () => {
    await using scan = await stubbedPlace(on);
    expect(await detector(scan.place)).toMatchObject({
      id: 'd1',
      arn: 'arn:aws:guardduty:eu-west-1:111122223333:detector/d1',
      Status: 'ENABLED',
    });
  });

  it('is undefined where GuardDuty was never on', async () => {
    await using scan = await stubbedPlace({ 'guardduty:ListDetectors': detectors() });
    expect(await detector(scan.place)).toBeUndefined();
  });
});

const idsOf = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => `f${from + index}`);

describe('activeFindings', () => {
  it('asks for the own unarchived findings that matter, page by page, fifty details a call', async () => {
    const asked: unknown[] = [];
    await using scan = await stubbedPlace({
      ...on,
      'guardduty:ListFindings': (call) => {
        asked.push(call.params.findingCriteria);
        return textParam(call, 'nextToken') === undefined
          ? success(call, { findingIds: idsOf(0, 50), nextToken: 'next' })
          : success(call, { findingIds: idsOf(50, 53) });
      },
      'guardduty:GetFindings': (call) => {
        const ids = Array.isArray(call.params.findingIds) ? call.params.findingIds.map(String) : [];
        return success(call, { findings: ids.map((id) => ({ id })) });
      },
    });
    expect((await activeFindings(scan.place)).map(({ Id }) => Id)).toEqual(idsOf(0, 53));
    expect(scan.calls().filter((operation) => operation === 'GetFindings')).toHaveLength(2);
    expect(asked[0]).toEqual({
      criterion: {
        accountId: { equals: ['111122223333'] },
        'service.archived': { equals: ['false'] },
        severity: { greaterThanOrEqual: 4 },
      },
    });
  });

  it('asks for no details when there are no findings, and for nothing without a detector', async () => {
    await using without = await stubbedPlace({ 'guardduty:ListDetectors': detectors() });
    expect(await activeFindings(without.place)).toEqual([]);
    await using none = await stubbedPlace({
      ...on,
      'guardduty:ListFindings': (call) => success(call, { findingIds: [] }),
    });
    expect(await activeFindings(none.place)).toEqual([]);
    expect(none.calls()).toEqual(['ListDetectors', 'GetDetector', 'ListFindings']);
  });

  it('fails when the details are denied', async () => {
    await using scan = await stubbedPlace({
      ...on,
      'guardduty:ListFindings': (call) => success(call, { findingIds: ['f1'] }),
      'guardduty:GetFindings': denied(),
    });
    await expect(activeFindings(scan.place)).rejects.toMatchObject({ action: 'guardduty:GetFindings' });
  });
});

describe('optionalDetectorAdministrator', () => {
  const administrated =
    (relationshipStatus: string): Answerer =>
    (call) =>
      success(call, { administrator: { accountId: '999988887777', relationshipStatus } });

  it.each<[string, Answerer, unknown]>([
    ['of a member', administrated('Enabled'), expect.objectContaining({ AccountId: '999988887777' })],
    ['of a member that has left', administrated('Removed'), undefined],
    ['of an account of its own', (call) => success(call, {}), undefined],
  ])('is that %s', async (_case, answer, value) => {
    await using account = await stubbedPlace({ ...on, 'guardduty:GetAdministratorAccount': answer });
    expect(await optionalDetectorAdministrator(account.place)).toEqual({ ok: true, value });
  });

  it('is not asked for where GuardDuty does not run', async () => {
    await using account = await stubbedPlace({ 'guardduty:ListDetectors': detectors() });
    expect(await optionalDetectorAdministrator(account.place)).toEqual({ ok: true, value: undefined });
    expect(account.calls()).toEqual(['ListDetectors']);
  });
});

type Finding = Parameters<typeof affectedResource>[0];

const finding = (Resource: Finding['Resource'], changes: Partial<Finding> = {}): Finding => ({
  AccountId: '111122223333',
  Arn: 'arn:aws-cn:guardduty:cn-north-1:111122223333:detector/d1/finding/f1',
  CreatedAt: undefined,
  Id: 'f1',
  Region: 'cn-north-1',
  Resource,
  SchemaVersion: '2.0',
  Severity: 8,
  Type: undefined,
  UpdatedAt: undefined,
  ...changes,
});

describe('affectedResource', () => {
  it.each([
    [
      'an instance, by its ARN in its partition',
      { ResourceType: 'Instance', InstanceDetails: { InstanceId: 'i-1' } },
      'AwsEc2Instance',
      'arn:aws-cn:ec2:cn-north-1:111122223333:instance/i-1',
    ],
    [
      'an access key, though the finding names a bucket too',
      {
        ResourceType: 'AccessKey',
        AccessKeyDetails: { AccessKeyId: 'AKIAEXAMPLE' },
        S3BucketDetails: [{ Arn: 'arn:aws-cn:s3:::b' }],
      },
      'AwsIamAccessKey',
      'AKIAEXAMPLE',
    ],
    [
      'a bucket, though the finding names a key too',
      {
        ResourceType: 'S3Bucket',
        AccessKeyDetails: { AccessKeyId: 'AKIAEXAMPLE' },
        S3BucketDetails: [{ Arn: 'arn:aws-cn:s3:::b' }],
      },
      'AwsS3Bucket',
      'arn:aws-cn:s3:::b',
    ],
    [
      'an object',
      {
        ResourceType: 'S3Object',
        S3BucketDetails: [{ S3ObjectDetails: [{ ObjectArn: 'arn:aws-cn:s3:::b/k' }] }],
      },
      'AwsS3Object',
      'arn:aws-cn:s3:::b/k',
    ],
    [
      'an EKS cluster',
      { ResourceType: 'EKSCluster', EksClusterDetails: { Arn: 'arn:e' } },
      'AwsEksCluster',
      'arn:e',
    ],
    [
      'an ECS cluster',
      { ResourceType: 'ECSCluster', EcsClusterDetails: { Arn: 'arn:c' } },
      'AwsEcsCluster',
      'arn:c',
    ],
    ['a container', { ResourceType: 'Container', ContainerDetails: { Id: 'c1' } }, 'Container', 'c1'],
    [
      'a function',
      { ResourceType: 'Lambda', LambdaDetails: { FunctionArn: 'arn:f' } },
      'AwsLambdaFunction',
      'arn:f',
    ],
    [
      'a database',
      { ResourceType: 'RDSDBInstance', RdsDbInstanceDetails: { DbInstanceArn: 'arn:d' } },
      'AwsRdsDbInstance',
      'arn:d',
    ],
    [
      'a limitless database',
      { ResourceType: 'RDSLimitlessDB', RdsLimitlessDbDetails: { DbShardGroupArn: 'arn:l' } },
      'Other',
      'arn:l',
    ],
  ] satisfies [string, Finding['Resource'], string, string][])('%s', (_case, resource, type, id) => {
    expect(affectedResource(finding(resource))).toEqual({ type, id });
  });

  it.each([
    ['a type we do not know', { ResourceType: 'Novelty' }],
    ['a known type without its details', { ResourceType: 'S3Bucket', S3BucketDetails: [] }],
    ['no resource', undefined],
  ])('the finding itself for %s', (_case, resource) => {
    expect(affectedResource(finding(resource))).toEqual({
      type: 'Other',
      id: 'arn:aws-cn:guardduty:cn-north-1:111122223333:detector/d1/finding/f1',
    });
  });
});

describe('findingUrl', () => {
  it.each([
    ['aws', 'https://console.aws.amazon.com/guardduty/home?region=r#/findings?search=id%3Df1'],
    ['aws-cn', 'https://console.amazonaws.cn/guardduty/home?region=r#/findings?search=id%3Df1'],
    ['aws-us-gov', 'https://console.amazonaws-us-gov.com/guardduty/home?region=r#/findings?search=id%3Df1'],
    ['aws-eusc', 'https://console.amazonaws-eusc.eu/guardduty/home?region=r#/findings?search=id%3Df1'],
    ['aws-iso', undefined],
  ])('%s', (partition, url) => {
    expect(findingUrl('f1', partition, 'r')).toBe(url);
  });

  it('quotes an id that is none', () => {
    expect(findingUrl('f"><1', 'aws', 'r')).not.toMatch(/[<>"]/);
  });
});
