import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  ingressPrefixLists,
  ownSecurityGroups,
  securityGroups,
} from '../../../src/services/ec2/security-groups.ts';
import { denied } from '../../support/faults.ts';
import { stubbedPlace } from '../../support/place.ts';
import { success, textParam } from '../../support/wire.ts';
import { paged } from './pages.fixture.ts';
import { listed, lists } from './prefix-lists.fixture.ts';

afterEach(() => vi.unstubAllEnvs());

describe('securityGroups', () => {
  it('every page, a thousand at a time', async () => {
    const asked: (string | undefined)[] = [];
    await using scan = await stubbedPlace({
      'ec2:DescribeSecurityGroups': paged('securityGroupInfo', [{ groupId: 'a' }, { groupId: 'b' }], asked),
    });
    expect(await securityGroups(scan.place)).toHaveLength(2);
    expect(asked).toEqual(['1000', '1000']);
    expect(new Set(scan.calls())).toEqual(new Set(['DescribeSecurityGroups']));
  });

  it('an item without an id fails the reading rather than be left out', async () => {
    await using scan = await stubbedPlace({
      'ec2:DescribeSecurityGroups': paged('securityGroupInfo', [{ ownerId: '111122223333' }]),
    });
    await expect(securityGroups(scan.place)).rejects.toMatchObject({
      kind: 'failed',
      action: 'ec2:DescribeSecurityGroups',
    });
  });
});

describe('ownSecurityGroups', () => {
  it('leave out groups that another account shares, and name the others by their ARN', async () => {
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
