import { describe, expect, it } from 'vitest';
import { resourceName } from '../../../src/report/content/resource-name.ts';
import { sampleFinding } from '../../support/sample-report.ts';

describe('resourceName', () => {
  it.each([
    ['AwsEc2SecurityGroup', 'arn:aws:ec2:eu-west-1:111122223333:security-group/sg-1', 'sg-1'],
    ['AwsIamUser', 'arn:aws:iam::111122223333:user/staff/eu/alice', 'alice'],
    ['AwsIamUser', 'arn:aws:iam::111122223333:root', 'root'],
    ['AwsAccount', 'arn:aws:iam::111122223333:root', 'account 111122223333'],
    ['AwsS3Bucket', 'arn:aws:s3:::my-bucket', 'my-bucket'],
    ['AwsS3Object', 'arn:aws:s3:::my-bucket/a:b/c', 'my-bucket/a:b/c'],
    ['AwsRdsDbInstance', 'arn:aws:rds:eu-west-1:111122223333:db:orders', 'orders'],
    ['AwsLambdaFunction', 'arn:aws:lambda:eu-west-1:111122223333:function:thumbs:live', 'thumbs:live'],
    ['AwsSnsTopic', 'arn:aws:sns:eu-west-1:111122223333:alerts', 'alerts'],
    ['AwsLogsLogGroup', 'arn:aws:logs:eu-west-1:111122223333:log-group:/aws/lambda/x', '/aws/lambda/x'],
    ['AwsApiGatewayRestApi', 'arn:aws:apigateway:eu-west-1::/restapis/a1b2', 'restapis/a1b2'],
    ['AwsOrganizationsOrganization', 'o-exampleorgid', 'o-exampleorgid'],
    ['Strange', 'arn:aws', 'arn:aws'],
  ])('%s %s is %s', (type, id, name) => {
    expect(resourceName(sampleFinding({ resource: { type, id } }))).toBe(name);
  });

  it('adds the Name tag where it says more, and the part that is judged', () => {
    const id = 'arn:aws:ec2:eu-west-1:111122223333:instance/i-1';
    const named = (Name: string) => ({ resource: { type: 'AwsEc2Instance', id, tags: { Name } } });
    expect(resourceName(sampleFinding(named('web')))).toBe('i-1 (web)');
    expect(resourceName(sampleFinding(named('')))).toBe('i-1');
    expect(resourceName(sampleFinding(named('i-1')))).toBe('i-1');
    expect(resourceName(sampleFinding({ ...named('web'), part: 'volume 2' }))).toBe('i-1 (web), volume 2');
  });
});
