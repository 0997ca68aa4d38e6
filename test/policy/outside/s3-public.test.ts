import { describe, expect, it } from 'vitest';
import { parsePolicy } from '../../../src/policy/language/document.ts';
import type { Truth } from '../../../src/policy/language/truth.ts';
import { isPublicToS3, whereKnown } from '../../../src/policy/outside/s3-public.ts';

const documentOf = (...statements: readonly object[]) => {
  const parsed = parsePolicy(JSON.stringify({ Version: '2012-10-17', Statement: statements }));
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.document;
};

const allow = (changes: object) => ({
  Effect: 'Allow',
  Principal: '*',
  Action: 's3:GetObject',
  Resource: 'arn:aws:s3:::b/*',
  ...changes,
});

const on = (operator: string, key: string, value: unknown) =>
  allow({ Condition: { [operator]: { [key]: value } } });

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
describe('isPublicToS3', () => {
  it.each<[string, object, Truth]>([
    ['everybody', allow({}), true],
    ['everybody as an AWS principal', allow({ Principal: { AWS: '*' } }), true],
    ['everybody but some', allow({ Principal: undefined, NotPrincipal: { AWS: '111122223333' } }), true],
    ['a wildcard in an ARN', allow({ Principal: { AWS: 'arn:aws:iam::111122223333:*' } }), true],
    ['an account', allow({ Principal: { AWS: '444455556666' } }), false],
    ['a service', allow({ Principal: { Service: 'cloudtrail.amazonaws.com' } }), false],
    ['a canonical user', allow({ Principal: { CanonicalUser: 'abc' } }), false],
    ['a Deny of everybody', allow({ Effect: 'Deny' }), false],
    ['an organization', on('StringEquals', 'aws:PrincipalOrgID', 'o-exampleorgid'), false],
    ['an organization by a wildcard', on('StringLike', 'aws:PrincipalOrgID', 'o-*'), true],
    [
      'an account by a key that is not on the list',
      on('StringEquals', 'aws:PrincipalAccount', '444455556666'),
      true,
    ],
    [
      'a principal by a key that is not on the list',
      on('ArnEquals', 'aws:PrincipalArn', 'arn:aws:iam::444455556666:role/r'),
      true,
    ],
    ['a VPC', on('StringEquals', 'aws:SourceVpc', 'vpc-91237329'), false],
    ['any VPC endpoint', on('StringLike', 'aws:SourceVpce', 'vpce-*'), true],
    [
      'one VPC endpoint of two with a wildcard',
      on('StringLike', 'aws:SourceVpce', ['vpce-1', 'vpce-*']),
      true,
    ],
    ['every VPC but one', on('StringNotEquals', 'aws:SourceVpc', 'vpc-1'), true],
    ['whoever comes by a VPC at all', on('Null', 'aws:SourceVpc', 'false'), true],
    ['an ARN', on('ArnLike', 'aws:SourceArn', 'arn:aws:cloudfront::111122223333:distribution/E1'), false],
    ['an ARN with a wildcard', on('ArnLike', 'aws:SourceArn', 'arn:aws:sns:*:111122223333:*'), true],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a policy variable
    ['a policy variable', on('StringEquals', 'aws:SourceAccount', '${aws:PrincipalAccount}'), true],
    ['an account that a service acts for', on('StringEquals', 'aws:SourceAccount', '111122223333'), false],
    ['a session', on('StringEquals', 'aws:userid', 'AROAEXAMPLEID1234:me'), false],
    ['the sessions of a role', on('StringLike', 'aws:userid', 'AROAEXAMPLEID1234:*'), true],
    ['a /8', on('IpAddress', 'aws:SourceIp', '10.0.0.0/8'), false],
    ['a /7', on('IpAddress', 'aws:SourceIp', '10.0.0.0/7'), true],
    ['a /7 besides an address', on('IpAddress', 'aws:SourceIp', ['203.0.113.7', '10.0.0.0/7']), true],
    ['an IPv6 /32', on('IpAddress', 'aws:SourceIp', '2001:db8::/32'), false],
    ['an IPv6 /31', on('IpAddress', 'aws:SourceIp', '2001:db8::/31'), true],
    ['all but some addresses', on('NotIpAddress', 'aws:SourceIp', '203.0.113.0/24'), true],
    ['access points of an account', on('StringEquals', 's3:DataAccessPointAccount', '111122223333'), false],
    [
      'any access point of an account',
      on('ArnLike', 's3:DataAccessPointArn', 'arn:aws:s3:us-west-2:111122223333:accesspoint/*'),
      false,
    ],
    [
      'any access point',
      on('ArnLike', 's3:DataAccessPointArn', 'arn:aws:s3:us-west-2:*:accesspoint/ap'),
      true,
    ],
    ['TLS', on('Bool', 'aws:SecureTransport', 'true'), true],
    ['a VPC, if the key is there', on('StringEqualsIfExists', 'aws:SourceVpc', 'vpc-1'), 'unknown'],
    ['all of its VPCs', on('ForAllValues:StringEquals', 'aws:SourceVpc', 'vpc-1'), 'unknown'],
  ])('%s', (_case, statement, expected) => {
    expect(isPublicToS3(documentOf(statement))).toBe(expected);
  });

  it('takes the whole policy for public by one statement', () => {
    const account = allow({ Principal: { AWS: '444455556666' } });
    expect(isPublicToS3(documentOf(account))).toBe(false);
    expect(isPublicToS3(documentOf(account, allow({})))).toBe(true);
  });

  it('does not know what S3 makes of a Deny of everybody else', () => {
    const deny = (key: string, value: string) => ({
      ...on('StringNotEquals', key, value),
      Effect: 'Deny',
    });
    expect(isPublicToS3(documentOf(allow({}), deny('aws:PrincipalOrgID', 'o-exampleorgid')))).toBe('unknown');
    expect(isPublicToS3(documentOf(allow({}), deny('s3:x-amz-acl', 'private')))).toBe(true);
  });

  it('takes an access point for public by its own ARN', () => {
    const own = on('ArnLike', 's3:DataAccessPointArn', 'arn:aws:s3:us-west-2:111122223333:accesspoint/ap');
    expect(isPublicToS3(documentOf(own), 'access point')).toBe(true);
  });
});

describe('whereKnown', () => {
  it('leaves out a condition that is fulfilled, and keeps the statement as AWS gave it for evidence', () => {
    const statement = on('StringEquals', 's3:DataAccessPointAccount', '111122223333');
    const { statements } = whereKnown(documentOf(statement), () => ['111122223333']);
    expect(statements.map(({ original, conditions }) => ({ original, conditions }))).toEqual([
      { original: statement, conditions: [] },
    ]);
  });
});
