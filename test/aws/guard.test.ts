import { describe, expect, it } from 'vitest';
import { isRead } from '../../src/aws/guard.ts';

describe('what Postern sends', () => {
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
  ])('%s', (operation) => expect(isRead(operation)).toBe(true));
});

describe('what Postern refuses to send', () => {
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
    ['sessions', 'AssumeRole'],
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
    ['content', 'GetObject'],
    ['content', 'SelectObjectContent'],
    ['content', 'BatchGetItem'],
    ['content', 'GetRecords'],
    ['content', 'GetLogEvents'],
    ['content', 'GetConsoleOutput'],
  ])('%s: %s', (_kind, operation) => expect(isRead(operation)).toBe(false));
});
