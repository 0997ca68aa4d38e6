import { afterEach, describe, expect, it, vi } from 'vitest';
import { ReadError } from '../../../src/aws/read-error.ts';
import { networkAcls, ownNetworkAcls } from '../../../src/services/ec2/network-acls.ts';
import { networkInterfaces } from '../../../src/services/ec2/network-interfaces.ts';
import {
  ingressOf,
  permissionsToRevoke,
  securityGroupIngress,
  whyUnknown,
} from '../../../src/services/ec2/security-group-ingress.ts';
import {
  ingressPrefixLists,
  ownSecurityGroups,
  securityGroups,
} from '../../../src/services/ec2/security-groups.ts';
import { denied } from '../../support/faults.ts';
import { stubbedPlace } from '../../support/place.ts';
import type { Answerer, Answers } from '../../support/stub.ts';
import { success, textParam, type Wire } from '../../support/wire.ts';

afterEach(() => vi.unstubAllEnvs());

/** Answers with one item a page. */
const paged =
  (set: string, items: readonly Wire[], asked: (string | undefined)[] = []): Answerer =>
  (call) => {
    asked.push(textParam(call, 'MaxResults'));
    const page = Number(textParam(call, 'NextToken') ?? 0);
    return success(call, {
      [set]: items.slice(page, page + 1),
      nextToken: page + 1 < items.length ? String(page + 1) : undefined,
    });
  };

const listed = (id: string) => [
  { ipProtocol: 'tcp', fromPort: 22, toPort: 22, prefixListIds: [{ prefixListId: id }] },
];

const lists = (entries: Readonly<Record<string, readonly Wire[]>>): Answers => ({
  'ec2:GetManagedPrefixListEntries': (call, upstream) =>
    paged('entrySet', entries[textParam(call, 'PrefixListId') ?? ''] ?? [])(call, upstream),
});

describe('readers', () => {
  it.each([
    ['securityGroupInfo', 'groupId', 'ec2:DescribeSecurityGroups', securityGroups],
    ['networkInterfaceSet', 'networkInterfaceId', 'ec2:DescribeNetworkInterfaces', networkInterfaces],
    ['networkAclSet', 'networkAclId', 'ec2:DescribeNetworkAcls', networkAcls],
  ] as const)('%s: every page, a thousand at a time', async (set, id, action, reader) => {
    const asked: (string | undefined)[] = [];
    await using scan = await stubbedPlace({ [action]: paged(set, [{ [id]: 'a' }, { [id]: 'b' }], asked) });
    expect(await reader(scan.place)).toHaveLength(2);
    expect(asked).toEqual(['1000', '1000']);
    expect(reader.actions).toEqual([action]);
  });

  it('fail on an item without an id rather than leave it out', async () => {
    await using scan = await stubbedPlace({
      'ec2:DescribeSecurityGroups': paged('securityGroupInfo', [{ groupName: 'web' }]),
    });
    await expect(securityGroups(scan.place)).rejects.toMatchObject({
      kind: 'failed',
      action: 'ec2:DescribeSecurityGroups',
    });
  });
});

describe('what is ours', () => {
  it('leaves out groups that another account shares, and names the others by their ARN', async () => {
    await using scan = await stubbedPlace({
      'ec2:DescribeSecurityGroups': paged('securityGroupInfo', [
        { groupId: 'sg-1', ownerId: '111122223333' },
        { groupId: 'sg-2', ownerId: '999999999999' },
        { groupId: 'sg-3' },
      ]),
    });
    expect((await ownSecurityGroups(scan.place)).map(({ arn }) => arn)).toEqual([
      'arn:aws:ec2:eu-west-1:111122223333:security-group/sg-1',
      'arn:aws:ec2:eu-west-1:111122223333:security-group/sg-3',
    ]);
  });

  it('leaves out network ACLs of a VPC that another account shares', async () => {
    await using scan = await stubbedPlace({
      'ec2:DescribeNetworkAcls': paged('networkAclSet', [
        { networkAclId: 'acl-1', ownerId: '111122223333' },
        { networkAclId: 'acl-2', ownerId: '999999999999' },
      ]),
    });
    expect((await ownNetworkAcls(scan.place)).map(({ arn }) => arn)).toEqual([
      'arn:aws:ec2:eu-west-1:111122223333:network-acl/acl-1',
    ]);
  });
});

describe('ingressPrefixLists', () => {
  const groups = paged('securityGroupInfo', [
    { groupId: 'sg-1', ipPermissions: listed('pl-1') },
    { groupId: 'sg-2', ipPermissions: listed('pl-1'), ipPermissionsEgress: listed('pl-outbound') },
    { groupId: 'sg-3', ipPermissions: listed('pl-2') },
  ]);

  it('reads each list once that an inbound rule names, all its pages', async () => {
    await using scan = await stubbedPlace({
      'ec2:DescribeSecurityGroups': groups,
      ...lists({ 'pl-1': [{ cidr: '10.0.0.0/8' }, { cidr: '8.8.8.8/32' }], 'pl-2': [{ cidr: '::/0' }] }),
    });
    expect(await ingressPrefixLists(scan.place)).toEqual(
      new Map([
        ['pl-1', { ok: true, value: [{ Cidr: '10.0.0.0/8' }, { Cidr: '8.8.8.8/32' }] }],
        ['pl-2', { ok: true, value: [{ Cidr: '::/0' }] }],
      ]),
    );
    expect(scan.calls().filter((call) => call === 'GetManagedPrefixListEntries')).toHaveLength(3);
  });

  it('keeps the error of a list that may not be read, and reads the others', async () => {
    await using scan = await stubbedPlace({
      'ec2:DescribeSecurityGroups': groups,
      'ec2:GetManagedPrefixListEntries': (call, upstream) =>
        textParam(call, 'PrefixListId') === 'pl-1'
          ? denied()(call, upstream)
          : success(call, { entrySet: [{ cidr: '::/0' }] }),
    });
    const readings = await ingressPrefixLists(scan.place);
    expect(readings.get('pl-1')).toMatchObject({
      ok: false,
      error: { kind: 'denied', action: 'ec2:GetManagedPrefixListEntries', deniedBy: 'identity-based policy' },
    });
    expect(readings.get('pl-2')).toEqual({ ok: true, value: [{ Cidr: '::/0' }] });
  });

  it('is unknown as a whole where the groups are', async () => {
    await using scan = await stubbedPlace({ 'ec2:DescribeSecurityGroups': denied() });
    await expect(ingressPrefixLists(scan.place)).rejects.toMatchObject({
      kind: 'denied',
      action: 'ec2:DescribeSecurityGroups',
    });
  });
});

describe('securityGroupIngress', () => {
  it('computes what each group lets in from the answers of AWS', async () => {
    await using scan = await stubbedPlace({
      'ec2:DescribeSecurityGroups': paged('securityGroupInfo', [
        { groupId: 'sg-1', ipPermissions: listed('pl-1'), ipPermissionsEgress: [] },
        { groupId: 'sg-2', ipPermissions: [], ipPermissionsEgress: [] },
        { groupId: 'sg-3', ipPermissionsEgress: [] },
      ]),
      ...lists({ 'pl-1': [{ cidr: '0.0.0.0/0' }] }),
    });
    expect(await securityGroupIngress(scan.place)).toMatchObject([
      { GroupId: 'sg-1', internet: { open: [{ protocol: 'tcp', begin: 22, end: 22 }], unknown: [] } },
      { GroupId: 'sg-2', internet: { open: [], unknown: [] } },
      { GroupId: 'sg-3', internet: { open: [], unknown: { length: 6 } } },
    ]);
    expect(securityGroupIngress.actions).toEqual([
      'ec2:DescribeSecurityGroups',
      'ec2:GetManagedPrefixListEntries',
    ]);
  });

  it('takes no port for closed where AWS left out the rules', () => {
    const { open, unknown } = ingressOf({}, new Map());
    expect(open).toEqual([]);
    expect(unknown.map(({ protocol, family }) => `${protocol} ${family}`).sort()).toEqual([
      'all ipv4',
      'all ipv6',
      'tcp ipv4',
      'tcp ipv6',
      'udp ipv4',
      'udp ipv6',
    ]);
  });
});

describe('whyUnknown', () => {
  const error = (action: string) =>
    new ReadError(`${action} is denied`, { kind: 'denied', action, accountId: '', region: '' });

  it('is the failed reading, once, and others that failed with it', () => {
    const [one, two] = [error('ec2:One'), error('ec2:Two')];
    const reasons = [one, one, two].map((cause) => ({ problem: 'not read', cause }));
    expect(whyUnknown(reasons)).toMatchObject({ action: 'ec2:One', others: [two] });
  });

  it('is what is wrong with the rules where no reading failed', () => {
    expect(whyUnknown([{ problem: 'a' }, { problem: 'b' }, { problem: 'a' }])).toBe('a; b');
  });
});

it('a rule behind several openings is revoked once', () => {
  const rule = { IpProtocol: 'tcp', FromPort: 22, ToPort: 22, CidrIpv4: '0.0.0.0/0', Description: 'x' };
  expect(JSON.parse(permissionsToRevoke([{ rules: [rule] }, { rules: [rule] }]))).toEqual([
    { IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: '0.0.0.0/0' }] },
  ]);
});
