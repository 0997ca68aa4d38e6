import { describe, expect, it } from 'vitest';
import type { Asked, Holder } from '../../../src/policy/grants/holder.ts';
import { type Reach, reachOf } from '../../../src/policy/grants/reach.ts';
import { condition } from '../../../src/policy/language/condition.ts';
import { ACCOUNT, NOW } from '../../support/judge.ts';

const STRANGER = '999988887777';
const SOMEBODY: Holder = { accountId: ACCOUNT, partition: 'aws' };
const ANN: Holder = {
  ...SOMEBODY,
  kind: 'user',
  arn: `arn:aws:iam::${ACCOUNT}:user/teams/ann`,
  tags: new Map([['team', 'ops']]),
};
const DEPLOY: Holder = {
  ...SOMEBODY,
  kind: 'role',
  arn: `arn:aws:iam::${ACCOUNT}:role/deploy`,
  tags: new Map([['team', 'ops']]),
};
const USERS: Holder = { ...SOMEBODY, kind: 'user' };

const reach = (
  holder: Holder,
  operator: string,
  key: string,
  values: string | string[],
  asked: Asked = 'everything',
) => reachOf(condition(operator, key, [values].flat(), true), asked, holder, NOW);

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html */
describe('whose requests meet a condition', () => {
  it.each<[Reach, Holder, string, string, string | string[]]>([
    ['everybody', SOMEBODY, 'StringEquals', 'aws:PrincipalAccount', ACCOUNT],
    ['everybody', SOMEBODY, 'StringEquals', 'AWS:principalaccount', [STRANGER, ACCOUNT]],
    ['everybody', SOMEBODY, 'StringLike', 'aws:PrincipalAccount', '1111*'],
    ['everybody', SOMEBODY, 'StringNotEquals', 'aws:PrincipalAccount', STRANGER],
    ['nobody', SOMEBODY, 'StringNotEquals', 'aws:PrincipalAccount', ACCOUNT],
    ['nobody', SOMEBODY, 'StringEquals', 'aws:PrincipalAccount', STRANGER],
    ['other', {}, 'StringEquals', 'aws:PrincipalAccount', ACCOUNT],
    ['nobody', {}, 'StringEquals', 'aws:PrincipalAccount', '000000000000'],
    ['everybody', {}, 'StringNotEquals', 'aws:PrincipalAccount', '000000000000'],
    ['everybody', SOMEBODY, 'StringEquals', 'aws:ResourceAccount', ACCOUNT],
    ['everybody', SOMEBODY, 'ArnLike', 'aws:PrincipalArn', 'arn:aws:iam::*:*'],
    ['everybody', SOMEBODY, 'ArnLike', 'aws:PrincipalArn', `arn:aws:iam::${ACCOUNT}:*`],
    [
      'everybody',
      SOMEBODY,
      'ArnLike',
      'aws:PrincipalArn',
      ['arn:aws:iam::*:user/*', 'arn:aws:iam::*:role/*'],
    ],
    ['everybody', SOMEBODY, 'ArnNotLike', 'aws:PrincipalArn', `arn:aws:iam::${STRANGER}:*`],
    ['everybody', SOMEBODY, 'StringNotLike', 'aws:PrincipalArn', 'arn:aws:iam::*:root'],
    ['everybody', SOMEBODY, 'Null', 'aws:PrincipalArn', 'false'],
    ['nobody', SOMEBODY, 'ArnLike', 'aws:PrincipalArn', `arn:aws:iam::${STRANGER}:*`],
    ['nobody', SOMEBODY, 'ArnLike', 'aws:PrincipalArn', 'arn:aws-cn:iam::*:*'],
    ['nobody', SOMEBODY, 'ArnLike', 'aws:PrincipalArn', 'arn:aws:iam::*:root'],
    ['principal', SOMEBODY, 'ArnLike', 'aws:PrincipalArn', 'arn:aws:iam::*:user/*'],
    ['everybody', USERS, 'ArnLike', 'aws:PrincipalArn', 'arn:aws:iam::*:user/*'],
    ['nobody', USERS, 'ArnLike', 'aws:PrincipalArn', 'arn:aws:iam::*:role/*'],
    ['principal', SOMEBODY, 'ArnEquals', 'aws:PrincipalArn', `arn:aws:iam::${ACCOUNT}:role/deploy`],
    ['everybody', DEPLOY, 'ArnEquals', 'aws:PrincipalArn', `arn:aws:iam::${ACCOUNT}:role/deploy`],
    ['nobody', ANN, 'ArnEquals', 'aws:PrincipalArn', `arn:aws:iam::${ACCOUNT}:role/deploy`],
    ['everybody', ANN, 'StringEquals', 'aws:username', 'ann'],
    ['nobody', DEPLOY, 'StringEquals', 'aws:username', 'ann'],
    ['everybody', DEPLOY, 'StringEquals', 'aws:PrincipalType', 'AssumedRole'],
    ['principal', SOMEBODY, 'StringEquals', 'aws:PrincipalType', 'AssumedRole'],
    ['everybody', SOMEBODY, 'StringLike', 'aws:userid', '*'],
    ['principal', SOMEBODY, 'StringLike', 'aws:userid', 'AROAEXAMPLEEXAMPLE:*'],
    ['everybody', SOMEBODY, 'Bool', 'aws:PrincipalIsAWSService', 'false'],
    ['nobody', SOMEBODY, 'Bool', 'aws:PrincipalIsAWSService', 'true'],
    ['everybody', SOMEBODY, 'Bool', 'aws:ViaAWSService', 'false'],
    ['nobody', SOMEBODY, 'ArnLike', 'aws:SourceArn', 'arn:aws:s3:::bucket'],
    ['everybody', SOMEBODY, 'DateGreaterThan', 'aws:CurrentTime', '2020-01-01T00:00:00Z'],
    ['nobody', SOMEBODY, 'DateLessThan', 'aws:CurrentTime', '2020-01-01'],
    ['nobody', SOMEBODY, 'DateGreaterThan', 'aws:CurrentTime', '2099-01-01'],
    ['everybody', SOMEBODY, 'NumericGreaterThan', 'aws:EpochTime', '1577836800'],
    ['everybody', DEPLOY, 'DateGreaterThan', 'aws:TokenIssueTime', '2020-01-01'],
    ['other', ANN, 'DateGreaterThan', 'aws:TokenIssueTime', '2020-01-01'],
    ['nobody', SOMEBODY, 'DateLessThan', 'aws:TokenIssueTime', '2020-01-01'],
    ['everybody', SOMEBODY, 'StringNotEquals', 'aws:RequestedRegion', 'nowhere'],
    ['everybody', SOMEBODY, 'StringNotLike', 'aws:RequestedRegion', ['nowhere', 'mars-*']],
    ['nobody', SOMEBODY, 'StringEquals', 'aws:RequestedRegion', 'nowhere'],
    ['Region', SOMEBODY, 'StringNotEquals', 'aws:RequestedRegion', ['nowhere', 'eu-west-1']],
    ['Region', SOMEBODY, 'StringEquals', 'aws:RequestedRegion', 'us-gov-west-1'],
    ['Region', SOMEBODY, 'StringLike', 'aws:RequestedRegion', 'eu-*'],
    ['Region', SOMEBODY, 'StringEqualsIgnoreCase', 'aws:RequestedRegion', 'US-EAST-1'],
    ['everybody', SOMEBODY, 'StringLike', 'aws:RequestedRegion', '*-*'],
    ['everybody', SOMEBODY, 'Bool', 'aws:SecureTransport', 'true'],
    ['nobody', SOMEBODY, 'Bool', 'aws:SecureTransport', 'false'],
    ['everybody', SOMEBODY, 'IpAddress', 'aws:SourceIp', ['0.0.0.0/1', '128.0.0.0/1']],
    ['network', SOMEBODY, 'IpAddress', 'aws:SourceIp', '203.0.113.0/24'],
    ['network', SOMEBODY, 'NotIpAddress', 'aws:SourceIp', '203.0.113.0/24'],
    ['network', SOMEBODY, 'StringEquals', 'aws:SourceVpce', 'vpce-1'],
    ['MFA', SOMEBODY, 'Bool', 'aws:MultiFactorAuthPresent', 'true'],
    ['MFA', SOMEBODY, 'NumericLessThan', 'aws:MultiFactorAuthAge', '3600'],
    ['MFA', SOMEBODY, 'Null', 'aws:MultiFactorAuthAge', 'false'],
    ['other', SOMEBODY, 'BoolIfExists', 'aws:MultiFactorAuthPresent', 'true'],
    ['other', SOMEBODY, 'NumericLessThanIfExists', 'aws:MultiFactorAuthAge', '3600'],
    ['other', SOMEBODY, 'Bool', 'aws:MultiFactorAuthPresent', 'false'],
    ['tag', SOMEBODY, 'StringEquals', 'aws:ResourceTag/team', 'ops'],
    ['tag', SOMEBODY, 'StringEquals', 'aws:PrincipalTag/team', 'ops'],
    ['everybody', ANN, 'StringEquals', 'aws:PrincipalTag/Team', 'ops'],
    ['nobody', ANN, 'StringEquals', 'aws:PrincipalTag/team', 'dev'],
    ['nobody', ANN, 'StringEquals', 'aws:PrincipalTag/stage', 'prod'],
    ['tag', DEPLOY, 'StringEquals', 'aws:PrincipalTag/team', 'dev'],
    ['other', SOMEBODY, 'StringEquals', 'aws:PrincipalOrgID', 'o-exampleorgid'],
    ['other', SOMEBODY, 'NoSuchOperator', 'aws:PrincipalAccount', ACCOUNT],
  ])('%s: %o %s %s %j', (expected, holder, operator, key, values) => {
    expect(reach(holder, operator, key, values)).toBe(expected);
  });

  it.each<[Reach, Asked, string, string, string]>([
    ['network', 'deny', 'IpAddress', 'aws:SourceIp', '0.0.0.0/0'],
    ['other', 'deny', 'Bool', 'aws:ViaAWSService', 'true'],
    ['other', 'deny', 'ForAnyValue:StringEquals', 'aws:CalledVia', 'cloudformation.amazonaws.com'],
    ['other', 'deny', 'StringEquals', 's3:prefix', 'home'],
    ['everybody', 'allow', 'IpAddress', 'aws:SourceIp', '::/0'],
    ['other', 'allow', 'StringEquals', 'iam:PassedToService', 'ec2.amazonaws.com'],
    ['nobody', 'everything', 'StringEquals', 'iam:PassedToService', 'ec2.amazonaws.com'],
  ])('%s where it is asked of %s: %s %s %s', (expected, asked, operator, key, value) => {
    expect(reach(SOMEBODY, operator, key, value, asked)).toBe(expected);
  });
});
