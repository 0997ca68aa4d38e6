import type { Operation } from './actions.ts';

type ByOperation<T> = Readonly<Record<string, Readonly<Record<string, T>>>>;

/**
 * Lists, maps and structures that AWS leaves out where there is nothing in them, by service and operation; `*` is any
 * operation of the service, or any member. Every other one is always there, empty or not, so that its absence is damage:
 * seen in answers that were recorded from AWS, by cloud-custodian (https://github.com/cloud-custodian/cloud-custodian,
 * tests/data/placebo) and LocalStack (https://github.com/localstack/localstack, *.snapshot.json).
 */
const OMITTED: ByOperation<readonly string[]> = {
  apigateway: {
    // https://github.com/aws/aws-sdk-js/issues/1416
    GetBasePathMappings: ['items'],
    // Recorded: what is not set is not there.
    GetMethod: ['*'],
    GetRestApi: ['*'],
  },
  cloudtrail: {
    // Recorded: the kind that is not in use. One of the two is always there.
    GetEventSelectors: ['EventSelectors', 'AdvancedEventSelectors'],
  },
  cloudwatch: {
    // Recorded: the types that were not asked for, or of which there is none.
    DescribeAlarms: ['CompositeAlarms', 'LogAlarms'],
  },
  ec2: {
    // Recorded: the attributes that were not asked for.
    DescribeImageAttribute: ['*'],
    DescribeInstanceAttribute: ['BlockDeviceMappings', 'Groups', 'ProductCodes'],
    DescribeSnapshotAttribute: ['*'],
  },
  guardduty: {
    // https://docs.aws.amazon.com/guardduty/latest/APIReference/API_GetAdministratorAccount.html
    GetAdministratorAccount: ['Administrator'],
  },
  iam: {
    // Recorded: the job is not done. https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetServiceLastAccessedDetails.html
    GetServiceLastAccessedDetails: ['ServicesLastAccessed'],
  },
  kms: {
    // "If the key has not been used": https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyLastUsage.html
    GetKeyLastUsage: ['KeyLastUsage'],
  },
  lambda: {
    // Recorded.
    GetFunction: ['*'],
    GetFunctionConfiguration: ['*'],
  },
  s3: {
    // Flattened: each item is an element of its own, and none of them is there where there is no item.
    // https://smithy.io/2.0/spec/protocol-traits.html#xmlflattened-trait
    GetBucketLogging: ['LoggingEnabled'],
    GetBucketNotificationConfiguration: ['*'],
    ListBucketAnalyticsConfigurations: ['*'],
    ListBucketIntelligentTieringConfigurations: ['*'],
    ListBucketInventoryConfigurations: ['*'],
    ListBucketMetricsConfigurations: ['*'],
    ListMultipartUploads: ['*'],
    ListObjects: ['*'],
    ListObjectsV2: ['*'],
    ListObjectVersions: ['*'],
  },
  s3control: {
    // An example of AWS lacks it: https://docs.aws.amazon.com/cli/latest/reference/s3control/get-access-point.html
    GetAccessPoint: ['Endpoints'],
    // Flattened.
    ListStorageLensConfigurations: ['*'],
    ListStorageLensGroups: ['*'],
  },
  secretsmanager: {
    // Recorded.
    DescribeSecret: ['*'],
  },
  securityhub: {
    // The model: new in it, and not required. The ARN of the hub is always there.
    DescribeSecurityHubV2: ['Features'],
  },
  sqs: {
    // https://github.com/boto/boto3/issues/1813
    ListQueues: ['QueueUrls'],
    // Recorded.
    GetQueueAttributes: ['Attributes'],
    ListQueueTags: ['Tags'],
  },
  wafv2: {
    // An example of AWS lacks them: https://docs.aws.amazon.com/cli/latest/reference/wafv2/describe-managed-rule-group.html
    DescribeManagedRuleGroup: ['AvailableLabels', 'ConsumedLabels'],
  },
};

/** Operations whose answer may hold nothing at all, because nothing was ever set. */
const SILENT: Readonly<Record<string, readonly string[]>> = {
  apigateway: ['GetBasePathMappings'],
  guardduty: ['GetAdministratorAccount'],
  // LocalStack's snapshots.
  lambda: ['GetFunctionConcurrency', 'GetFunctionCodeSigningConfig'],
  // The empty location is us-east-1: https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html
  s3: [
    'GetBucketAccelerateConfiguration',
    'GetBucketLocation',
    'GetBucketLogging',
    'GetBucketNotificationConfiguration',
    'GetBucketVersioning',
    'ListBucketAnalyticsConfigurations',
    'ListBucketIntelligentTieringConfigurations',
    'ListBucketInventoryConfigurations',
    'ListBucketMetricsConfigurations',
  ],
  s3control: ['ListStorageLensConfigurations', 'ListStorageLensGroups'],
  sqs: ['GetQueueAttributes', 'ListQueues', 'ListQueueTags'],
};

/** What is no list, map or structure, but without which the answer says nothing. */
const INDISPENSABLE: ByOperation<readonly string[]> = {
  guardduty: { GetDetector: ['Status'] },
  iam: { GenerateCredentialReport: ['State'], GetCredentialReport: ['Content'] },
  s3control: { GetAccessPoint: ['PublicAccessBlockConfiguration'] },
  sts: { GetCallerIdentity: ['Account', 'Arn'] },
};

/** What is never empty: every account has Regions and counters, every organization a root. */
const NEVER_EMPTY: ByOperation<readonly string[]> = {
  ec2: { DescribeRegions: ['Regions'] },
  iam: { GetAccountSummary: ['SummaryMap'] },
  organizations: { ListRoots: ['Roots'] },
};

/** Of each of these sets AWS sends one member at least. */
const ONE_OF: ByOperation<readonly string[]> = {
  cloudtrail: { GetEventSelectors: ['EventSelectors', 'AdvancedEventSelectors'] },
};

/** What a service that is declared elsewhere says of the same: members by operation, `*` for any. */
export type Omissions = Readonly<Record<string, readonly string[] | undefined>>;

/** An operation of a client, with what its service was declared to leave out. */
interface OfClient extends Operation {
  readonly omissions: Omissions;
}

export function mayOmit({ service, operation, omissions }: OfClient, member: string): boolean {
  const omitted = [...(OMITTED[service]?.[operation] ?? []), ...(omissions[operation] ?? [])];
  return omitted.includes('*') || omitted.includes(member);
}

/** @param members all that the answer could say */
export function maySayNothing(
  { service, operation, omissions }: OfClient,
  members: readonly string[],
): boolean {
  if (SILENT[service]?.includes(operation)) return true;
  const declared = omissions[operation] ?? [];
  return declared.includes('*') || members.every((member) => declared.includes(member));
}

export function indispensable({ service, operation }: Operation): readonly string[] {
  return INDISPENSABLE[service]?.[operation] ?? [];
}

export function neverEmpty({ service, operation }: Operation): readonly string[] {
  return NEVER_EMPTY[service]?.[operation] ?? [];
}

export function oneOf({ service, operation }: Operation): readonly string[] {
  return ONE_OF[service]?.[operation] ?? [];
}
