/** Something that may be done with a resource: how a sentence says it, and the actions of which any one does it. */
export interface Use {
  /** As it follows "lets anyone": `publish to it`. */
  readonly does: string;
  readonly actions: readonly string[];
  /** The ARN that the actions are about; or a pattern, where any of the ARNs it matches would do. */
  readonly on: string | { readonly some: string };
}

/** Uses of one resource, in the order in which a sentence names them. */
function usesOf(on: Use['on'], actionsBy: Readonly<Record<string, readonly string[]>>): readonly Use[] {
  return Object.entries(actionsBy).map(([does, actions]) => ({ does, actions, on }));
}

/**
 * Another account writes into a bucket by replication as well, of its own objects and of their deletion.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html
 * @param arn of the bucket, which has neither Region nor account: `arn:aws:s3:::reports`
 */
export function bucketUses(arn: string): readonly Use[] {
  return [
    ...objectUses(`${arn}/*`, arn, { write: ['s3:ReplicateObject'], delete: ['s3:ReplicateDelete'] }),
    ...usesOf(arn, {
      'administer it': [
        's3:PutBucketPolicy',
        's3:DeleteBucketPolicy',
        's3:PutBucketAcl',
        's3:PutBucketPublicAccessBlock',
        's3:PutBucketOwnershipControls',
        's3:PutLifecycleConfiguration',
        's3:PutReplicationConfiguration',
        's3:PutBucketVersioning',
        's3:PutEncryptionConfiguration',
        's3:PutBucketLogging',
        's3:DeleteBucket',
      ],
    }),
  ];
}

/**
 * What may be done through an access point; it is administered by other means.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-service-api-support.html
 * @param arn of the access point: `arn:aws:s3:eu-west-1:111122223333:accesspoint/reports`
 */
export function accessPointUses(arn: string): readonly Use[] {
  return objectUses(`${arn}/object/*`, arn);
}

function objectUses(
  objects: string,
  container: string,
  more: { readonly write: readonly string[]; readonly delete: readonly string[] } = { write: [], delete: [] },
): readonly Use[] {
  return [
    ...usesOf(
      { some: objects },
      {
        'read objects': ['s3:GetObject', 's3:GetObjectVersion'],
        'write objects': ['s3:PutObject', 's3:PutObjectAcl', 's3:PutObjectVersionAcl', ...more.write],
        'delete objects': ['s3:DeleteObject', 's3:DeleteObjectVersion', ...more.delete],
      },
    ),
    ...usesOf(container, { 'list its objects': ['s3:ListBucket', 's3:ListBucketVersions'] }),
  ];
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awskeymanagementservice.html */
export function keyUses(arn: string): readonly Use[] {
  return usesOf(arn, {
    'decrypt with it': ['kms:Decrypt', 'kms:ReEncryptFrom', 'kms:DeriveSharedSecret'],
    'encrypt with it': [
      'kms:Encrypt',
      'kms:ReEncryptTo',
      'kms:GenerateDataKey',
      'kms:GenerateDataKeyWithoutPlaintext',
      'kms:GenerateDataKeyPair',
      'kms:GenerateDataKeyPairWithoutPlaintext',
    ],
    'sign with it': ['kms:Sign', 'kms:GenerateMac'],
    'grant its use to others': ['kms:CreateGrant'],
    'administer it': [
      'kms:PutKeyPolicy',
      'kms:ScheduleKeyDeletion',
      'kms:DisableKey',
      'kms:DeleteImportedKeyMaterial',
      'kms:ReplicateKey',
      'kms:RevokeGrant',
    ],
  });
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsns.html */
export function topicUses(arn: string): readonly Use[] {
  return usesOf(arn, {
    'publish to it': ['sns:Publish'],
    'subscribe to it': ['sns:Subscribe'],
    'administer it': [
      'sns:SetTopicAttributes',
      'sns:AddPermission',
      'sns:RemovePermission',
      'sns:DeleteTopic',
      'sns:PutDataProtectionPolicy',
    ],
  });
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsqs.html */
export function queueUses(arn: string): readonly Use[] {
  return usesOf(arn, {
    'send messages to it': ['sqs:SendMessage'],
    'receive its messages': ['sqs:ReceiveMessage'],
    'delete its messages': ['sqs:DeleteMessage', 'sqs:PurgeQueue'],
    'administer it': [
      'sqs:SetQueueAttributes',
      'sqs:AddPermission',
      'sqs:RemovePermission',
      'sqs:DeleteQueue',
      'sqs:StartMessageMoveTask',
    ],
  });
}

/**
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awslambda.html
 * https://docs.aws.amazon.com/lambda/latest/dg/permissions-function-cross-account.html
 * @param arn of the function, or of the version or alias whose policy it is
 */
export function functionUses(arn: string): readonly Use[] {
  return usesOf(arn, {
    'invoke it': ['lambda:InvokeFunction', 'lambda:InvokeAsync'],
    'call its URL': ['lambda:InvokeFunctionUrl'],
    'read its code': ['lambda:GetFunction'],
    'read its environment variables': ['lambda:GetFunctionConfiguration', 'lambda:ListVersionsByFunction'],
    'administer it': [
      'lambda:UpdateFunctionCode',
      'lambda:UpdateFunctionConfiguration',
      'lambda:AddPermission',
      'lambda:RemovePermission',
      'lambda:CreateFunctionUrlConfig',
      'lambda:UpdateFunctionUrlConfig',
      'lambda:CreateAlias',
      'lambda:UpdateAlias',
      'lambda:PutFunctionConcurrency',
      'lambda:DeleteFunction',
    ],
  });
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerregistry.html */
export function repositoryUses(arn: string): readonly Use[] {
  return usesOf(arn, {
    'pull its images': ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
    'push images to it': ['ecr:PutImage', 'ecr:InitiateLayerUpload', 'ecr:CompleteLayerUpload'],
    'list its images': ['ecr:ListImages', 'ecr:DescribeImages'],
    'administer it': [
      'ecr:SetRepositoryPolicy',
      'ecr:DeleteRepositoryPolicy',
      'ecr:BatchDeleteImage',
      'ecr:DeleteRepository',
      'ecr:PutLifecyclePolicy',
      'ecr:PutImageTagMutability',
    ],
  });
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html */
export function secretUses(arn: string): readonly Use[] {
  return usesOf(arn, {
    'read its value': ['secretsmanager:GetSecretValue'],
    'write its value': ['secretsmanager:PutSecretValue', 'secretsmanager:UpdateSecret'],
    'administer it': [
      'secretsmanager:PutResourcePolicy',
      'secretsmanager:DeleteResourcePolicy',
      'secretsmanager:DeleteSecret',
      'secretsmanager:RotateSecret',
      'secretsmanager:ReplicateSecretToRegions',
    ],
  });
}

/**
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html
 * @param arns a pattern of the ARNs of log groups and their streams: `arn:aws:logs:eu-west-1:111122223333:log-group:*`
 */
export function logGroupUses(arns: string): readonly Use[] {
  return usesOf(
    { some: arns },
    {
      'read log events': [
        'logs:GetLogEvents',
        'logs:FilterLogEvents',
        'logs:StartQuery',
        'logs:StartLiveTail',
        'logs:Unmask',
      ],
      'write log events': ['logs:PutLogEvents', 'logs:CreateLogStream'],
      'send log events elsewhere': ['logs:PutSubscriptionFilter'],
      'delete log events': ['logs:DeleteLogGroup', 'logs:DeleteLogStream', 'logs:PutRetentionPolicy'],
    },
  );
}
