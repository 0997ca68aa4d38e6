import { describe, expect, it } from 'vitest';
import { isAssumable } from '../../../src/services/iam/assumable.ts';
import type { IamRole } from '../../../src/services/iam/authorization-details.ts';
import { roleOf, trust } from '../../rules/iam/readings.fixture.ts';

describe('isAssumable', () => {
  const by = (Principal: unknown, more: object = {}) =>
    trust({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal, ...more });
  const ofAccount = { AWS: 'arn:aws:iam::111122223333:root' };
  const allow = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: ofAccount };

  it.each<[string, Partial<IamRole>, boolean | undefined]>([
    ['the account', by(ofAccount), true],
    [
      'the account, with MFA',
      by(ofAccount, { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } }),
      true,
    ],
    ['anyone', by('*'), true],
    [
      'an identity provider',
      by({ Federated: 'arn:aws:iam::111122223333:saml-provider/corp' }, { Action: 'sts:AssumeRoleWithSAML' }),
      true,
    ],
    ['a service', by({ Service: 'ec2.amazonaws.com' }), false],
    [
      'a service, and a person',
      by({ Service: 'ec2.amazonaws.com', AWS: 'arn:aws:iam::111122223333:user/ann' }),
      true,
    ],
    ['a user that was deleted', by({ AWS: 'AIDAEXAMPLEEXAMPLE123' }), false],
    [
      'everyone but somebody',
      trust({ Effect: 'Allow', Action: 'sts:AssumeRole', NotPrincipal: ofAccount }),
      true,
    ],
    [
      'a service-linked role',
      { ...by({ AWS: '*' }), Path: '/aws-service-role/guardduty.amazonaws.com/' },
      false,
    ],
    ['only tagging a session', by(ofAccount, { Action: 'sts:TagSession' }), false],
    ['denied to everyone', trust(allow, { Effect: 'Deny', Action: 'sts:*', Principal: '*' }), false],
    [
      'denied to one',
      trust(allow, { Effect: 'Deny', Action: 'sts:*', Principal: { AWS: '999988887777' } }),
      true,
    ],
    ['a principal that AWS does not have', by({ AWS: 'arn:aws:iam::*:root' }), undefined],
    ['a damaged policy', { AssumeRolePolicyDocument: '%7B' }, undefined],
    ['no policy sent', {}, undefined],
  ])('%s', (_case, role, expected) => {
    expect(isAssumable(roleOf(role))).toBe(expected);
  });
});
