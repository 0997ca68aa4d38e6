import type { Provider, Resource } from '@aws-sdk/client-inspector2';
import { partitionOf } from '../../aws/partitions.ts';

/** What Security Hub calls the resource types of Inspector. https://docs.aws.amazon.com/securityhub/latest/userguide/asff-resources.html */
const RESOURCE_TYPES: ReadonlyMap<string | undefined, string> = new Map([
  ['AWS_EC2_INSTANCE', 'AwsEc2Instance'],
  ['AWS_ECR_CONTAINER_IMAGE', 'AwsEcrContainerImage'],
  ['AWS_ECR_REPOSITORY', 'AwsEcrRepository'],
  ['AWS_LAMBDA_FUNCTION', 'AwsLambdaFunction'],
]);

/** The part of a finding type that names the resource, as GuardDuty names it. */
const TYPE_NAMES: ReadonlyMap<string | undefined, string> = new Map([
  ['AWS_EC2_INSTANCE', 'EC2'],
  ['AWS_ECR_CONTAINER_IMAGE', 'ECR'],
  ['AWS_ECR_REPOSITORY', 'ECR'],
  ['AWS_LAMBDA_FUNCTION', 'Lambda'],
  ['CODE_REPOSITORY', 'CodeRepository'],
]);

/** A resource as Inspector names it in findings and in its coverage. */
export interface ScannedResource {
  readonly type: string | undefined;
  readonly id: string | undefined;
  readonly tags?: Readonly<Record<string, string>> | undefined;
  readonly details?: Resource['details'];
  /** Another cloud, where it is in one. */
  readonly provider?: Provider | undefined;
  readonly providerAccountId?: string | undefined;
}

/** The place that asked. */
interface Place {
  readonly account: { readonly id: string; readonly partition: string };
  readonly region: string;
}

/**
 * A resource of Inspector in the words of Security Hub: an instance by its ARN. What has no name of its own, and what is
 * in another cloud, is `Other`.
 */
export function scannedResource(
  { type, id, tags, details, provider, providerAccountId }: ScannedResource,
  { account, region }: Place,
): {
  readonly type: string;
  readonly id: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly details?: Readonly<Record<string, unknown>>;
} {
  const name = id ?? 'resource';
  const told = {
    ...(type !== undefined && RESOURCE_TYPES.has(type) ? {} : { resourceType: type }),
    ...(provider === undefined ? {} : { provider, providerAccountId }),
    ...(details?.awsEcrContainerImage === undefined
      ? {}
      : {
          repositoryName: details.awsEcrContainerImage.repositoryName,
          imageTags: details.awsEcrContainerImage.imageTags,
        }),
    ...(details?.awsEc2Instance === undefined ? {} : { imageId: details.awsEc2Instance.imageId }),
  };
  return {
    type: RESOURCE_TYPES.get(type) ?? 'Other',
    id:
      type === 'AWS_EC2_INSTANCE' && !name.startsWith('arn:')
        ? `arn:${account.partition}:ec2:${region}:${account.id}:instance/${name}`
        : name,
    ...(tags === undefined || Object.keys(tags).length === 0 ? {} : { tags }),
    ...(Object.keys(told).length === 0 ? {} : { details: told }),
  };
}

/** Its name in finding types: `EC2`, `ECR`, `Lambda`, `CodeRepository`, else `Resource`. */
export function typeName({ type }: ScannedResource): string {
  return TYPE_NAMES.get(type) ?? 'Resource';
}

/**
 * Where people look at findings of a Region; undefined in a partition whose console we do not know. AWS documents no link
 * to one finding. https://docs.aws.amazon.com/inspector/latest/user/findings-managing.html
 */
export function findingsUrl(partition: string, region: string): string | undefined {
  const host = partitionOf(partition)?.consoleHost;
  return host === undefined ? undefined : `https://${host}/inspector/v2/home?region=${region}#/findings`;
}
