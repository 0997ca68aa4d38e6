import type { Finding } from '@aws-sdk/client-guardduty';
import { partitionOf } from '../../aws/partitions.ts';

/** What a finding is about: a resource type of Security Hub, and the ARN or id that AWS names it by. */
export interface AffectedResource {
  readonly type: string;
  readonly id: string | undefined;
}

/** By `resource.resourceType`: https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings-summary.html */
const AFFECTED: ReadonlyMap<string | undefined, (finding: Finding) => AffectedResource> = new Map([
  ['AccessKey', ({ Resource }) => affected('AwsIamAccessKey', Resource?.AccessKeyDetails?.AccessKeyId)],
  ['Container', ({ Resource }) => affected('Container', Resource?.ContainerDetails?.Id)],
  ['ECSCluster', ({ Resource }) => affected('AwsEcsCluster', Resource?.EcsClusterDetails?.Arn)],
  ['EKSCluster', ({ Resource }) => affected('AwsEksCluster', Resource?.EksClusterDetails?.Arn)],
  ['Instance', (finding) => affected('AwsEc2Instance', instanceArn(finding))],
  ['Lambda', ({ Resource }) => affected('AwsLambdaFunction', Resource?.LambdaDetails?.FunctionArn)],
  [
    'RDSDBInstance',
    ({ Resource }) => affected('AwsRdsDbInstance', Resource?.RdsDbInstanceDetails?.DbInstanceArn),
  ],
  ['RDSLimitlessDB', ({ Resource }) => affected('Other', Resource?.RdsLimitlessDbDetails?.DbShardGroupArn)],
  ['S3Bucket', ({ Resource }) => affected('AwsS3Bucket', Resource?.S3BucketDetails?.[0]?.Arn)],
  [
    'S3Object',
    ({ Resource }) =>
      affected('AwsS3Object', Resource?.S3BucketDetails?.[0]?.S3ObjectDetails?.[0]?.ObjectArn),
  ],
]);

/** The resource that a finding is about; the finding itself where it names none, or several as an attack sequence does. */
export function affectedResource(finding: Finding): { readonly type: string; readonly id: string } {
  const { type, id } =
    AFFECTED.get(finding.Resource?.ResourceType)?.(finding) ?? affected('Other', undefined);
  return id === undefined ? { type: 'Other', id: finding.Arn ?? finding.Id ?? 'finding' } : { type, id };
}

function affected(type: string, id: string | undefined): AffectedResource {
  return { type, id };
}

function instanceArn({ Arn, Region, AccountId, Resource }: Finding): string | undefined {
  const InstanceId = Resource?.InstanceDetails?.InstanceId;
  const [, partition] = Arn?.split(':') ?? [];
  return InstanceId === undefined ||
    partition === undefined ||
    Region === undefined ||
    AccountId === undefined
    ? undefined
    : `arn:${partition}:ec2:${Region}:${AccountId}:instance/${InstanceId}`;
}

/**
 * Where people look at a finding, as AWS links it from notifications; undefined in a partition whose console we do not know.
 * https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings_eventbridge.html
 * @param region whose GuardDuty holds the finding, which may differ from the Region that the finding names
 */
export function findingUrl(id: string, partition: string, region: string): string | undefined {
  const host = partitionOf(partition)?.consoleHost;
  return host === undefined
    ? undefined
    : `https://${host}/guardduty/home?region=${region}#/findings?search=id%3D${encodeURIComponent(id)}`;
}
