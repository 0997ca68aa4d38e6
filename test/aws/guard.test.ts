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
    'DescribeUserPoolClient',
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
