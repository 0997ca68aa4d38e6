import { describe, expect, it } from 'vitest';
import { checkReads, GuardError } from '../../src/aws/guard.ts';

const declare = (operation: string) => checkReads({ service: 'any', operations: [operation] });

describe('what a reader may declare', () => {
  it.each([
    'GetAccountSummary',
    'ListUsers',
    'DescribeSecurityGroups',
    'BatchGetProjects',
    'HeadBucket',
    'LookupEvents',
    'SearchResources',
    'SelectResourceConfig',
    'GenerateCredentialReport',
    'GetCredentialReport',
    'GetBucketPolicy',
    'GetObjectLockConfiguration',
    'GetAccountPasswordPolicy',
    'GetEndpointAccess',
    'GetPublicAccessBlock',
    'ListServiceSpecificCredentials',
    'GetAccessKeyLastUsed',
    'DescribeInstanceAttribute',
    'ListFunctions',
    'GetFunctionConfiguration',
    'DescribeVpnConnections',
    'GetConnection',
    'GetBucketPolicy',
    'DescribeTaskDefinition',
    'GetTemplate',
  ])('%s', (operation) => expect(() => declare(operation)).not.toThrow());
});

describe('what no reader may declare', () => {
  it.each([
    ['writes', 'CreateUser'],
    ['writes', 'DeleteBucket'],
    ['writes', 'PutBucketPolicy'],
    ['writes', 'StartInstances'],
    ['writes', 'UpdateAccountPasswordPolicy'],
    ['writes', 'GenerateServiceLastAccessedDetails'],
    ['writes', 'GetId'],
    ['writes', 'GetActivityTask'],
    ['writes', 'Getaway'],
    ['writes', 'Listen'],
    ['writes', ''],
    // https://docs.aws.amazon.com/STS/latest/APIReference/API_Operations.html
    ['writes', 'AssumeRole'],
    ['sessions', 'GetSessionToken'],
    ['sessions', 'GetFederationToken'],
    ['sessions', 'GetWebIdentityToken'],
    ['sessions', 'GetRoleCredentials'],
    ['sessions', 'GetCredentialsForIdentity'],
    ['sessions', 'GetOpenIdTokenForDeveloperIdentity'],
    ['sessions', 'GetClusterCredentialsWithIAM'],
    ['sessions', 'GetTemporaryGlueTableCredentials'],
    ['sessions', 'GetAuthorizationToken'],
    ['sessions', 'GetDataAccess'],
    ['secrets', 'GetSecretValue'],
    ['secrets', 'BatchGetSecretValue'],
    ['secrets', 'GetParameter'],
    ['secrets', 'GetParametersByPath'],
    ['secrets', 'GetPasswordData'],
    ['secrets', 'GetRandomPassword'],
    ['secrets', 'GetApiKeys'],
    ['secrets', 'DescribeUserPoolClient'],
    ['sessions', 'GetSessionEndpoint'],
    ['sessions', 'ListSnapshotBlocks'],
    ['signed addresses', 'GetDownloadUrlForLayer'],
    ['signed addresses', 'GetLayerVersion'],
    ['signed addresses', 'GetHLSStreamingSessionURL'],
    ['content', 'GetSnapshotBlock'],
    ['content', 'GetStatementResult'],
    ['content', 'GetRawMessageContent'],
    ['content', 'GetExecutionHistory'],
    ['content', 'GetWorkflowExecutionHistory'],
    ['content', 'GetConsoleScreenshot'],
    ['content', 'GetQueryResults'],
    ['content', 'GetObject'],
    ['content', 'SelectObjectContent'],
    ['content', 'BatchGetItem'],
    ['content', 'GetRecords'],
    ['content', 'GetLogEvents'],
    ['content', 'GetConsoleOutput'],
  ])('%s: %s', (kind, operation) =>
    expect(() => declare(operation)).toThrow(
      new GuardError(
        `any.reader(['${operation}']) declares ${operation}, ${
          kind === 'writes'
            ? 'which is no read: Postern only reads'
            : 'which hands out credentials, secrets or content: Postern never reads them'
        }`,
      ),
    ),
  );
});

describe('what hands out something in one service and tells of settings in another', () => {
  it.each<[string, string, boolean]>([
    ['glue', 'GetConnection', true],
    ['glue', 'GetConnections', true],
    ['codestar-connections', 'GetConnection', false],
    ['networkmanager', 'GetConnections', false],
    ['lambda', 'GetFunction', true],
    ['appsync', 'GetFunction', false],
    ['appsync', 'ListApiKeys', true],
    ['apigateway', 'GetExport', true],
    ['bcm-data-exports', 'GetExport', false],
    ['cloudfront-keyvaluestore', 'ListKeys', true],
    ['kms', 'ListKeys', false],
    ['kms', 'DescribeKey', false],
    ['location', 'DescribeKey', true],
    ['cognito-idp', 'DescribeIdentityProvider', true],
    ['ssm', 'ListCommands', true],
    ['iot', 'ListCommands', false],
    ['sqs', 'GetQueueUrl', false],
    ['stepfunctions', 'DescribeExecution', true],
  ])('%s %s', (service, operation, refused) => {
    const declared = () => checkReads({ service, operations: [operation] });
    if (refused) expect(declared).toThrow('which hands out credentials, secrets or content');
    else expect(declared).not.toThrow();
  });
});
