import { afterEach, describe, expect, it, vi } from 'vitest';
import { networkAcls, ownNetworkAcls } from '../../../src/services/ec2/network-acls.ts';
import { stubbedPlace } from '../../support/place.ts';
import { paged } from './pages.fixture.ts';

afterEach(() => vi.unstubAllEnvs());

describe('networkAcls', () => {
  it('every page, a thousand at a time', async () => {
    const asked: (string | undefined)[] = [];
    await using scan = await stubbedPlace({
      'ec2:DescribeNetworkAcls': paged(
        'networkAclSet',
        [{ networkAclId: 'a' }, { networkAclId: 'b' }],
        asked,
      ),
    });
    expect(await networkAcls(scan.place)).toHaveLength(2);
    expect(asked).toEqual(['1000', '1000']);
    expect(new Set(scan.calls())).toEqual(new Set(['DescribeNetworkAcls']));
  });

  it('an item without an id fails the reading rather than be left out', async () => {
    await using scan = await stubbedPlace({
      'ec2:DescribeNetworkAcls': paged('networkAclSet', [{ ownerId: '111122223333' }]),
    });
    await expect(networkAcls(scan.place)).rejects.toMatchObject({
      kind: 'failed',
      action: 'ec2:DescribeNetworkAcls',
    });
  });
});

describe('ownNetworkAcls', () => {
  it('leave out those of a VPC that another account shares', async () => {
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
