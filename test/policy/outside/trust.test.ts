import { describe, expect, it } from 'vitest';
import { isPublic } from '../../../src/policy/outside/outside-access.ts';
import { outsiderInWords } from '../../../src/policy/outside/outsider.ts';
import { outsideTrust } from '../../../src/policy/outside/trust.ts';
import { policyOf } from '../policies.fixture.ts';

const GITHUB = 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com';
const ROLE = 'arn:aws:iam::111122223333:role/helm';
const SAML = 'arn:aws:iam::111122223333:saml-provider/corp';

/** Who gets in, and how: `anyone by AssumeRole`. */
const trusted = (...statements: object[]) =>
  outsideTrust(policyOf(...statements), ROLE, { accountId: '111122223333' }).map(
    ({ who, way }) => `${outsiderInWords(who)} by ${way.replace('sts:', '')}`,
  );
const allow = (Principal: unknown, Action: unknown = 'sts:AssumeRole', more: object = {}) => ({
  Effect: 'Allow',
  Principal,
  Action,
  ...more,
});
const deny = (Action: unknown, more: object = {}) => ({ Effect: 'Deny', Principal: '*', Action, ...more });

describe('outsideTrust (id_roles_use.html)', () => {
  it.each<[string, object[], string[]]>([
    ['the own account', [allow({ AWS: '111122223333' })], []],
    ['another account', [allow({ AWS: '444455556666' })], ['account 444455556666 by AssumeRole']],
    ['a service', [allow({ Service: 'ec2.amazonaws.com' })], ['ec2.amazonaws.com by AssumeRole']],
    [
      'a web identity',
      [allow({ Federated: GITHUB }, 'sts:AssumeRoleWithWebIdentity')],
      [`${GITHUB} by AssumeRoleWithWebIdentity`],
    ],
    ['SAML', [allow({ Federated: SAML }, 'sts:*')], [`${SAML} by AssumeRoleWithSAML`]],
    ['a web identity that may only tag', [allow({ Federated: GITHUB }, 'sts:TagSession')], []],
    ['anyone who may only tag', [allow('*', ['sts:TagSession', 'sts:SetSourceIdentity'])], []],
    [
      'anyone by everything',
      [allow('*', 'sts:*')],
      [
        'anyone with an AWS account by AssumeRole',
        'anyone by AssumeRoleWithSAML',
        'anyone by AssumeRoleWithWebIdentity',
      ],
    ],
    [
      'all but one action',
      [
        {
          Effect: 'Allow',
          Principal: '*',
          NotAction: ['sts:AssumeRole', 'sts:AssumeRoleWithSAML'],
        },
      ],
      ['anyone by AssumeRoleWithWebIdentity'],
    ],
    ['a Deny of the call', [allow('*'), deny('sts:AssumeRole')], []],
    [
      'a Deny of one of the calls',
      [allow('*', 'sts:*'), deny(['sts:AssumeRole', 'sts:AssumeRoleWithSAML'])],
      ['anyone by AssumeRoleWithWebIdentity'],
    ],
    [
      'a Deny of another call',
      [allow('*'), deny('sts:TagSession')],
      ['anyone with an AWS account by AssumeRole'],
    ],
  ])('%s', (_case, statements, expected) => {
    expect(trusted(...statements)).toEqual(expected);
  });

  it('keeps a Deny that depends on the request', () => {
    const mfa = { Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } } };
    const [access] = outsideTrust(policyOf(allow('*'), deny('sts:AssumeRole', mfa)), ROLE, {
      accountId: '111122223333',
    });
    expect(access && isPublic(access)).toBe(true);
    expect(access?.unless.map(({ statement }) => statement.index)).toEqual([1]);
  });
});
