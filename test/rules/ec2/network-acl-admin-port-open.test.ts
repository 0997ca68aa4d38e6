import { describe, expect, it } from 'vitest';
import rule from '../../../rules/ec2/network-acl-admin-port-open.ts';
import type { NetworkAcl } from '../../../src/services/ec2/network-acls.ts';
import { judge, statuses } from '../../support/judge.ts';
import { reportOfVerdicts } from '../../support/report-of-verdicts.ts';
import { exposedAs } from './groups.fixture.ts';

type Entry = NonNullable<NetworkAcl['Entries']>[number];

const acl = (changes: Partial<NetworkAcl> & { arn?: string }): NetworkAcl & { arn: string } => ({
  NetworkAclId: 'acl-1',
  VpcId: 'vpc-1',
  IsDefault: false,
  Associations: [{ SubnetId: 'subnet-1' }],
  arn: 'arn:aws:ec2:us-east-1:111122223333:network-acl/acl-1',
  ...changes,
});

const entry = (RuleNumber: number, RuleAction: 'allow' | 'deny', changes: Partial<Entry> = {}): Entry => ({
  RuleNumber,
  RuleAction,
  Egress: false,
  Protocol: '-1',
  CidrBlock: '0.0.0.0/0',
  ...changes,
});
const ipv6 = { CidrBlock: undefined, Ipv6CidrBlock: '::/0' };
const tcp = (From: number, To = From) => ({ Protocol: '6', PortRange: { From, To } });

/** What AWS ends every ACL with. */
const last = [entry(32767, 'deny'), entry(32768, 'deny', ipv6)];

const OCCUPIED: ReadonlySet<string> = new Set(['vpc-1']);

const judged = (...entries: Entry[]) =>
  judge(rule, { acls: [acl({ Entries: [...last, ...entries] })], occupied: OCCUPIED });

describe('ec2/network-acl-admin-port-open', () => {
  it.each<[string, Entry[], string]>([
    ['nothing let in', [], 'pass'],
    ['a default ACL', [entry(100, 'allow')], 'fail'],
    ['IPv6 alone', [entry(100, 'allow', ipv6)], 'fail'],
    ['SSH', [entry(100, 'allow', tcp(22))], 'fail'],
    ['a range around RDP', [entry(100, 'allow', tcp(1024, 65535))], 'fail'],
    ['the web', [entry(100, 'allow', tcp(443))], 'pass'],
    ['UDP', [entry(100, 'allow', { ...tcp(22), Protocol: '17' })], 'pass'],
    ['SSH from an own network', [entry(100, 'allow', { ...tcp(22), CidrBlock: '10.0.0.0/8' })], 'pass'],
    ['SSH outbound', [entry(100, 'allow', { ...tcp(22), Egress: true })], 'pass'],
    [
      'both denied before all is allowed',
      [entry(90, 'deny', tcp(22)), entry(91, 'deny', tcp(3389)), entry(100, 'allow')],
      'pass',
    ],
    ['one of them denied before all is allowed', [entry(90, 'deny', tcp(22)), entry(100, 'allow')], 'fail'],
    ['denied after all is allowed', [entry(100, 'allow'), entry(110, 'deny', tcp(22))], 'fail'],
    [
      'halves of the internet',
      [entry(100, 'allow', { CidrBlock: '0.0.0.0/1' }), entry(110, 'allow', { CidrBlock: '128.0.0.0/1' })],
      'fail',
    ],
    ['an entry that cannot be read', [entry(100, 'allow', { CidrBlock: 'everywhere' })], 'unknown'],
    [
      'such an entry after the port is open',
      [entry(90, 'allow'), entry(100, 'allow', { CidrBlock: 'everywhere' })],
      'fail',
    ],
  ])('%s', (_case, entries, status) => {
    expect(statuses(judged(...entries))).toEqual([status]);
  });

  it.each<[string, Partial<NetworkAcl>, string]>([
    ['no subnet', { Associations: [], Entries: [entry(100, 'allow')] }, 'notApplicable'],
    ['subnets not told', { Associations: undefined, Entries: [entry(100, 'allow')] }, 'unknown'],
    ['entries not told', { Entries: undefined }, 'unknown'],
  ])('%s', (_case, changes, status) => {
    expect(statuses(judge(rule, { acls: [acl(changes)], occupied: OCCUPIED }))).toEqual([status]);
  });

  it('shows the entries that let the ports through', () => {
    const open = entry(100, 'allow', tcp(0, 1024));
    expect(judged(entry(90, 'allow', { ...tcp(443), CidrBlock: '10.0.0.0/8' }), open)).toEqual([
      {
        status: 'fail',
        resource: {
          type: 'AwsEc2NetworkAcl',
          id: 'arn:aws:ec2:us-east-1:111122223333:network-acl/acl-1',
          details: { VpcId: 'vpc-1', IsDefault: false },
        },
        evidence: {
          NetworkAclId: 'acl-1',
          SubnetIds: ['subnet-1'],
          openPortRanges: [{ protocol: 'tcp', family: 'ipv4', begin: 22, end: 22 }],
          Entries: [open],
        },
        description: 'acl-1 does not keep the internet from tcp 22 of its subnets over IPv4.',
        aspects: ['custom'],
        exposure: 'internet',
      },
    ]);
  });

  it('says what of the ACL cannot be read', () => {
    expect(judged(entry(100, 'allow', { CidrBlock: 'everywhere' }))).toMatchObject([
      {
        reason:
          'a rule of the network ACL cannot be read: "everywhere" is not an address and a prefix length',
      },
    ]);
  });

  it.each([
    ['interfaces in the VPC', OCCUPIED, 'internet', undefined],
    ['interfaces not told', undefined, 'internet', undefined],
    [
      'a VPC without interfaces',
      new Set<string>(),
      'none',
      { score: 1, reason: 'the VPC has no network interface' },
    ],
  ])('%s', (_case, occupied, ...expected) => {
    const [verdict] = judge(rule, { acls: [acl({ Entries: [entry(100, 'allow')] })], occupied });
    expect(exposedAs(verdict)).toEqual(expected);
  });

  it('is one finding a Region for default ACLs, and one of its own for any other', () => {
    const acls = ['acl-1', 'acl-2', 'acl-3'].map((id) =>
      acl({
        NetworkAclId: id,
        IsDefault: id !== 'acl-3',
        Entries: [entry(100, 'allow')],
        arn: `arn:aws:ec2:us-east-1:111122223333:network-acl/${id}`,
      }),
    );
    const { findings } = reportOfVerdicts({
      ruleId: 'ec2/network-acl-admin-port-open',
      verdicts: judge(rule, { acls, occupied: OCCUPIED }),
    });
    expect(
      findings.map(({ description, parts }) => [
        description,
        parts?.map(({ resource }) => resource.id.slice(-5)),
      ]),
    ).toEqual(
      expect.arrayContaining([
        [
          'The default network ACLs of 2 VPCs in us-east-1 do not keep the internet from administration ports.',
          ['acl-1', 'acl-2'],
        ],
        ['acl-3 does not keep the internet from tcp 22 and tcp 3389 of its subnets over IPv4.', undefined],
      ]),
    );
    expect(findings).toHaveLength(2);
  });
});
