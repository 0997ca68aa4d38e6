/** An operation of an API, by the name that the AWS CLI has for its service: `{ service: 's3', operation: 'ListBuckets' }`. */
export interface Operation {
  readonly service: string;
  readonly operation: string;
}

/** Services whose IAM actions have another prefix than the AWS CLI's name. */
const PREFIXES: Readonly<Record<string, string>> = {
  accessanalyzer: 'access-analyzer',
  apigatewayv2: 'apigateway',
  efs: 'elasticfilesystem',
  elb: 'elasticloadbalancing',
  elbv2: 'elasticloadbalancing',
  s3control: 's3',
  'sso-admin': 'sso',
};

/** What services say of themselves, as `service()` declares them. */
const declaredPrefixes = new Map<string, { readonly prefix: string; readonly said: boolean }>();

/**
 * Declares a service and the prefix of its IAM actions, where that is another than its name.
 * @throws TypeError when the service was declared with another prefix: the actions of all its readers follow from it.
 */
export function declareService(service: string, iamPrefix: string | undefined): void {
  const before = declaredPrefixes.get(service);
  const prefix = iamPrefix ?? before?.prefix ?? prefixOf(service);
  if (before !== undefined && before.prefix !== prefix)
    throw new TypeError(
      `the service ${service} is declared with the IAM prefix ${prefix}, and elsewhere with ${before.prefix}`,
    );
  declaredPrefixes.set(service, { prefix, said: iamPrefix !== undefined || (before?.said ?? false) });
}

/** Whether nobody said what the IAM actions of a service begin with, so that it was taken from its name. */
export function guessesPrefix(service: string): boolean {
  return PREFIXES[service] === undefined && declaredPrefixes.get(service)?.said !== true;
}

function prefixOf(service: string): string {
  return declaredPrefixes.get(service)?.prefix ?? PREFIXES[service] ?? service;
}

/** Services with one IAM action for all their reads: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-iam-policy-examples.html */
const ONE_ACTION: Readonly<Record<string, readonly string[]>> = {
  apigateway: ['apigateway:GET'],
  apigatewayv2: ['apigateway:GET'],
};

/**
 * Operations that are allowed by actions of another name, by several or by none: the one that stands for the operation
 * comes first. From the Service Authorization Reference,
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
const ACTIONS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  // https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsiamaccessanalyzer.html
  accessanalyzer: {
    GetFindingV2: ['access-analyzer:GetFinding'],
    ListFindingsV2: ['access-analyzer:ListFindings'],
  },
  // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonapigatewaymanagementv2.html
  apigatewayv2: {
    ListPortals: ['apigateway:ListPortals'],
    ListRoutingRules: ['apigateway:ListRoutingRules'],
  },
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
  s3: {
    GetBucketAccelerateConfiguration: ['s3:GetAccelerateConfiguration'],
    GetBucketAnalyticsConfiguration: ['s3:GetAnalyticsConfiguration'],
    GetBucketCors: ['s3:GetBucketCORS'],
    GetBucketEncryption: ['s3:GetEncryptionConfiguration'],
    GetBucketIntelligentTieringConfiguration: ['s3:GetIntelligentTieringConfiguration'],
    GetBucketInventoryConfiguration: ['s3:GetInventoryConfiguration'],
    GetBucketLifecycleConfiguration: ['s3:GetLifecycleConfiguration'],
    GetBucketMetadataConfiguration: ['s3:GetBucketMetadataTableConfiguration'],
    GetBucketMetricsConfiguration: ['s3:GetMetricsConfiguration'],
    GetBucketNotificationConfiguration: ['s3:GetBucketNotification'],
    GetBucketReplication: ['s3:GetReplicationConfiguration'],
    GetObjectLockConfiguration: ['s3:GetBucketObjectLockConfiguration'],
    GetPublicAccessBlock: ['s3:GetBucketPublicAccessBlock'],
    HeadBucket: ['s3:ListBucket'],
    ListBucketAnalyticsConfigurations: ['s3:GetAnalyticsConfiguration'],
    ListBucketIntelligentTieringConfigurations: ['s3:GetIntelligentTieringConfiguration'],
    ListBucketInventoryConfigurations: ['s3:GetInventoryConfiguration'],
    ListBucketMetricsConfigurations: ['s3:GetMetricsConfiguration'],
    ListBuckets: ['s3:ListAllMyBuckets'],
    ListDirectoryBuckets: ['s3express:ListAllMyDirectoryBuckets'],
    ListObjects: ['s3:ListBucket'],
    ListObjectsV2: ['s3:ListBucket'],
    ListObjectVersions: ['s3:ListBucketVersions'],
  },
  // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
  s3control: {
    GetPublicAccessBlock: ['s3:GetAccountPublicAccessBlock'],
    ListAccessPointsForDirectoryBuckets: ['s3express:ListAccessPointsForDirectoryBuckets'],
    ListRegionalBuckets: ['s3-outposts:ListRegionalBuckets'],
  },
  // https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecurityhub.html
  securityhub: {
    GetFindingsV2: ['securityhub:GetFindings'],
  },
  // No policy can deny it: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
  sts: {
    GetCallerIdentity: [],
  },
  // "This call uses GetWebACL, to verify that your account has permission":
  // https://docs.aws.amazon.com/waf/latest/APIReference/API_GetWebACLForResource.html
  wafv2: {
    GetWebACLForResource: ['wafv2:GetWebACLForResource', 'wafv2:GetWebACL'],
  },
};

/** The IAM actions that a principal must be allowed for an operation, such as `iam:GetAccountSummary`. */
export function actionsOf({ service, operation }: Operation): readonly string[] {
  return ACTIONS[service]?.[operation] ?? ONE_ACTION[service] ?? [`${prefixOf(service)}:${operation}`];
}

/** The IAM action that stands for an operation in reports; a name of the same form where no action is needed. */
export function actionOf(operation: Operation): string {
  return actionsOf(operation)[0] ?? `${operation.service}:${operation.operation}`;
}
