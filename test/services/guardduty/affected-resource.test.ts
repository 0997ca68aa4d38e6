import { describe, expect, it } from 'vitest';
import { affectedResource, findingUrl } from '../../../src/services/guardduty/affected-resource.ts';

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
