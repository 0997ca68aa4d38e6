import { describe, expect, it } from 'vitest';
import rule from '../../../rules/iam/role-open-to-confused-deputy.ts';
import { sourceKeysPage } from '../../../src/policy/outside/source-key-service.ts';
import { judge, statuses } from '../../support/judge.ts';
import { HELM, trusts, trustsOf, withoutTrust } from './trusts.fixture.ts';

const states = { Service: 'states.amazonaws.com' };
const check = (...statements: object[]) => judge(rule, { trusts: trustsOf(...statements) });

describe('iam/role-open-to-confused-deputy', () => {
  it.each<[string, object[], string[]]>([
    ['no condition', [trusts(states)], ['fail']],
    ['an account', [trusts(states, { StringEquals: { 'aws:SourceAccount': '111122223333' } })], ['pass']],
    [
      'our resources',
      [trusts(states, { ArnLike: { 'aws:SourceArn': 'arn:aws:states:*:111122223333:*' } })],
      ['pass'],
    ],
    [
      'the resources of anyone',
      [trusts(states, { ArnLike: { 'aws:SourceArn': 'arn:aws:states:*:*:*' } })],
      ['fail'],
    ],
    ['an organization', [trusts(states, { StringEquals: { 'aws:SourceOrgID': 'o-mine567890' } })], ['pass']],
    ['an external ID', [trusts(states, { StringEquals: { 'sts:ExternalId': '111122223333' } })], ['pass']],
    [
      'an account if there is one',
      [trusts(states, { StringEqualsIfExists: { 'aws:SourceAccount': '111122223333' } })],
      ['fail'],
    ],
    [
      'a network, which a service does not have',
      [trusts(states, { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } })],
      ['fail'],
    ],
    [
      'a Deny of other accounts',
      [
        trusts(states),
        { ...trusts(states, { StringNotEquals: { 'aws:SourceAccount': '111122223333' } }), Effect: 'Deny' },
      ],
      ['pass'],
    ],
    ['a service that does not tell for whom', [trusts({ Service: 'ec2.amazonaws.com' })], []],
    ['one of each', [trusts({ Service: ['ec2.amazonaws.com', 'ssm.amazonaws.com'] })], ['fail']],
    ['no service', [trusts({ AWS: '444455556666' })], []],
  ])('%s', (_case, statements, expected) => {
    expect(statuses(check(...statements))).toEqual(expected);
  });

  it('names the service, and where AWS shows the condition', () => {
    expect(check(trusts(states))).toMatchObject([
      {
        resource: HELM,
        evidence: { statements: [{ statement: trusts(states) }] },
        description:
          'states.amazonaws.com can assume helm on behalf of any AWS account. The condition to add: https://docs.aws.amazon.com/step-functions/latest/dg/procedure-create-iam-role.html',
      },
    ]);
  });

  it('is unknown when the trust policy was not sent', () => {
    expect(statuses(judge(rule, { trusts: withoutTrust() }))).toEqual(['unknown']);
  });

  it.each([
    ['codedeploy', 'codedeploy/latest/userguide/security_confused_deputy.html'],
    ['codedeploy.eu-west-1', 'codedeploy/latest/userguide/security_confused_deputy.html'],
    ['monitoring.rds', 'AmazonRDS/latest/UserGuide/USER_Monitoring.OS.Enabling.html'],
    ['rds', 'AmazonRDS/latest/UserGuide/cross-service-confused-deputy-prevention.html'],
    ['iot', 'iot/latest/developerguide/cross-service-confused-deputy-prevention.html'],
  ])('%s tells for whom it acts, on its page', (service, page) => {
    expect(check(trusts({ Service: `${service}.amazonaws.com` }))).toMatchObject([
      { status: 'fail', description: expect.stringContaining(`https://docs.aws.amazon.com/${page}`) },
    ]);
  });

  it.each([
    ['amplify.eu-south-1.amazonaws.com', true],
    ['ssm.amazonaws.com.cn', true],
    ['ssm.example.com', false],
    ['evil.ssm.amazonaws.com', false],
    ['lambda.amazonaws.com', false],
    ['monitoring.amazonaws.com', false],
    ['rds.monitoring.amazonaws.com', false],
  ])('%s tells for whom it acts: %s', (principal, tells) => {
    expect(sourceKeysPage(principal) !== undefined).toBe(tells);
  });
});
