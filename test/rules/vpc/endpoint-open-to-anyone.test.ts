import { describe, expect, it } from 'vitest';
import rule from '../../../rules/vpc/endpoint-open-to-anyone.ts';
import { judge } from '../../support/judge.ts';
import { inShort } from '../openings.fixture.ts';

const endpoint = {
  VpcEndpointId: 'vpce-1',
  arn: 'arn:aws:ec2:us-east-1:111122223333:vpc-endpoint/vpce-1',
  VpcEndpointType: 'Gateway',
  ServiceName: 'com.amazonaws.us-east-1.s3',
  State: 'Available',
} as const;

const document = (more: object = {}) =>
  JSON.stringify({ Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*', ...more }] });

describe('vpc/endpoint-open-to-anyone', () => {
  it.each<[string, object, string]>([
    ['the policy of AWS', { PolicyDocument: document() }, 'fail'],
    ['no policy, which is the same', {}, 'fail'],
    ['one bucket', { PolicyDocument: document({ Resource: 'arn:aws:s3:::mine/*' }) }, 'pass'],
    [
      'the organization',
      {
        PolicyDocument: document({ Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorgid' } } }),
      },
      'pass',
    ],
    ['a policy that cannot be understood', { PolicyDocument: '{' }, 'unknown'],
    ['a type that AWS did not send', { VpcEndpointType: undefined }, 'fail'],
    ['a Gateway Load Balancer', { VpcEndpointType: 'GatewayLoadBalancer' }, 'notApplicable'],
    [
      'a service of another customer',
      { VpcEndpointType: 'Interface', ServiceName: 'com.amazonaws.vpce.us-east-1.vpce-svc-1' },
      'notApplicable',
    ],
    ['one that an AWS service made', { RequesterManaged: true }, 'notApplicable'],
    ['one that is gone', { State: 'Deleted' }, 'notApplicable'],
  ])('%s', (_case, more, expected) => {
    expect(inShort(judge(rule, { endpoints: [{ ...endpoint, ...more }] }))).toBe(expected);
  });
});
