import { describe, expect, it } from 'vitest';
import rule from '../../../rules/ec2/wide-public-cidr-allowed.ts';
import type { PrefixLists } from '../../../src/network/ingress-source.ts';
import { judge, statuses } from '../../support/judge.ts';
import {
  allow,
  allowEverything,
  allowList,
  CARRIED,
  DENIED_LIST,
  EXPOSURES,
  exposedAs,
  LIST_DENIED,
  ownGroup,
  type Permissions,
  toldOf,
} from './groups.fixture.ts';

const judged = (
  IpPermissions: Permissions | undefined,
  prefixLists: PrefixLists = new Map(),
  carried: ReadonlySet<string> | 'not told' = CARRIED,
) => judge(rule, { groups: [{ ...ownGroup(), IpPermissions }], prefixLists, carried: toldOf(carried) });

describe('ec2/wide-public-cidr-allowed', () => {
  it.each<[string, Permissions | undefined, string, PrefixLists?]>([
    ['no rules', [], 'pass'],
    ['a /8', [allow('tcp', 443, 443, '8.0.0.0/8')], 'fail'],
    ['half of the internet', [allowEverything('0.0.0.0/1')], 'fail'],
    ['two /9 that are a /8', [allow('tcp', 443, 443, '8.0.0.0/9', '8.128.0.0/9')], 'fail'],
    [
      'a prefix list of a /8',
      [allowList('tcp', 443, 443)],
      'fail',
      new Map([['pl-1', { ok: true, value: [{ Cidr: '8.0.0.0/8' }] }]]),
    ],
    ['a /9', [allow('tcp', 443, 443, '8.0.0.0/9')], 'pass'],
    ['a private /8', [allowEverything('10.0.0.0/8')], 'pass'],
    ['the whole internet, which other rules report', [allow('tcp', 443, 443, '0.0.0.0/0')], 'pass'],
    ['a /12 of IPv6', [allow('tcp', 443, 443, '2600::/12')], 'fail'],
    ['a /13 of IPv6', [allow('tcp', 443, 443, '2600::/13')], 'pass'],
    ['a prefix list that may not be read', [allowList('tcp', 443, 443)], 'unknown', DENIED_LIST],
    [
      'such a list beside a /8',
      [allowList('tcp', 443, 443), allow('tcp', 22, 22, '8.0.0.0/8')],
      'fail',
      DENIED_LIST,
    ],
    ['inbound rules not told', undefined, 'unknown'],
  ])('%s', (_case, permissions, status, lists) => {
    expect(statuses(judged(permissions, lists))).toEqual([status]);
  });

  it('shows the block with the rules that let it in, and revokes those', () => {
    expect(judged([allow('tcp', 443, 443, '8.0.0.0/8', '1.2.3.4/32')])).toMatchObject([
      {
        description: 'Security group web lets in every address of 8.0.0.0/8.',
        evidence: {
          GroupId: 'sg-1',
          wideBlocks: [
            {
              cidr: '8.0.0.0/8',
              rules: [{ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIpv4: '8.0.0.0/8' }],
            },
          ],
        },
        commands: [
          `aws ec2 revoke-security-group-ingress --group-id sg-1 --ip-permissions '[{"IpProtocol":"tcp","FromPort":443,"ToPort":443,"IpRanges":[{"CidrIp":"8.0.0.0/8"}]}]' --region us-east-1`,
        ],
      },
    ]);
  });

  it.each<[string, Permissions[number], object | undefined]>([
    ['SSH', allow('tcp', 22, 22, '0.0.0.0/1'), { score: 7, reason: 'it reaches SSH (tcp 22)' }],
    [
      'a database',
      allow('tcp', 3306, 3306, '2600::/12'),
      { score: 7, reason: 'it reaches MySQL (tcp 3306)' },
    ],
    [
      'every port',
      allowEverything('8.0.0.0/8'),
      { score: 7, reason: expect.stringContaining('SSH (tcp 22)') },
    ],
    ['the web', allow('tcp', 443, 443, '0.0.0.0/1'), undefined],
    ['ping', allow('icmp', 8, -1, '8.0.0.0/8'), undefined],
  ])('weighs as much as the whole internet where it reaches %s', (_case, permission, severity) => {
    const [verdict] = judged([permission]);
    expect(verdict).toMatchObject({ status: 'fail' });
    expect(verdict && 'severity' in verdict ? verdict.severity : undefined).toEqual(severity);
  });

  it.each(EXPOSURES)('where %s', (_case, carried, ...expected) => {
    const [verdict] = judged([allow('tcp', 443, 443, '8.0.0.0/8')], undefined, carried);
    expect(exposedAs(verdict)).toEqual(expected);
  });

  it('carries the error of the list that could not be read', () => {
    expect(judged([allowList('tcp', 443, 443)], DENIED_LIST)).toMatchObject([{ error: LIST_DENIED }]);
  });
});
