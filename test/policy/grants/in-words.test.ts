import { expect, it } from 'vitest';
import { asWritten, requestsThatMeet } from '../../../src/policy/grants/in-words.ts';
import { condition } from '../../../src/policy/language/condition.ts';

const of = (operator: string, key: string, ...values: string[]) => condition(operator, key, values, true);

it.each([
  [of('IpAddress', 'aws:SourceIp', '203.0.113.0/24'), 'requests from 203.0.113.0/24'],
  [of('NotIpAddress', 'aws:SourceIp', '203.0.113.0/24'), 'requests from elsewhere than 203.0.113.0/24'],
  [of('StringEquals', 'aws:SourceVpc', 'vpc-1'), 'requests through VPC vpc-1'],
  [
    of('StringEquals', 'aws:SourceVpce', 'vpce-1', 'vpce-2'),
    'requests through VPC endpoint vpce-1 or vpce-2',
  ],
  [of('StringLike', 'aws:RequestedRegion', 'eu-*'), 'requests to Region eu-*'],
  [of('Bool', 'aws:MultiFactorAuthPresent', 'true'), 'requests with MFA'],
  [of('StringEquals', 'aws:ResourceTag/team', 'ops'), 'requests on resources with the tag team=ops'],
  [of('StringEquals', 'aws:PrincipalTag/Team', 'ops'), 'requests of principals with the tag Team=ops'],
  [of('StringEquals', 'aws:SourceVpc', 'a', 'b', 'c', 'd', 'e'), 'requests through VPC a, b, c or 2 more'],
  [
    of('StringNotEquals', 'aws:RequestedRegion', 'eu-west-1'),
    'requests under the condition StringNotEquals aws:RequestedRegion: eu-west-1',
  ],
  [
    of('StringEqualsIfExists', 'aws:SourceVpc', 'vpc-1'),
    'requests under the condition StringEqualsIfExists aws:SourceVpc: vpc-1',
  ],
])('%o: %s', (one, expected) => {
  expect(requestsThatMeet([one])).toBe(expected);
});

it('joins conditions, each once, and writes them as policies do', () => {
  const address = of('IpAddress', 'aws:SourceIp', '203.0.113.0/24', '198.51.100.7');
  const mfa = of('Bool', 'aws:MultiFactorAuthPresent', 'true');
  expect(requestsThatMeet([address, mfa, mfa])).toBe(
    'requests from 203.0.113.0/24 or 198.51.100.7 and with MFA',
  );
  expect(asWritten(address)).toBe('IpAddress aws:SourceIp: 203.0.113.0/24, 198.51.100.7');
});
