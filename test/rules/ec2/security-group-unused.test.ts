import { describe, expect, it } from 'vitest';
import rule from '../../../rules/ec2/security-group-unused.ts';
import type { NetworkInterface } from '../../../src/services/ec2/network-interfaces.ts';
import type { SecurityGroup } from '../../../src/services/ec2/security-groups.ts';
import { judge, statuses } from '../../support/judge.ts';
import { ownGroup } from './groups.fixture.ts';

const naming = (GroupId: string) => [{ IpProtocol: '-1', UserIdGroupPairs: [{ GroupId }] }];
const networkInterface = (...ids: string[]): NetworkInterface => ({
  NetworkInterfaceId: 'eni-1',
  Groups: ids.map((GroupId) => ({ GroupId })),
});

/** Judges sg-1 beside other groups that the account sees. */
const judged = (
  group: Partial<SecurityGroup>,
  others: readonly SecurityGroup[] = [],
  interfaces: readonly NetworkInterface[] = [],
) => {
  const groups = [ownGroup(group)];
  return judge(rule, { groups, visible: [...groups, ...others], interfaces: [...interfaces] });
};

describe('ec2/security-group-unused', () => {
  it.each<[string, ...Parameters<typeof judged>, string]>([
    ['nothing needs it', {}, [ownGroup({ GroupId: 'sg-2' })], [networkInterface('sg-2')], 'fail'],
    ['it names itself alone', { IpPermissions: naming('sg-1') }, [], [], 'fail'],
    ['attached to an interface', {}, [], [networkInterface('sg-2', 'sg-1')], 'pass'],
    ['named inbound', {}, [ownGroup({ GroupId: 'sg-2', IpPermissions: naming('sg-1') })], [], 'pass'],
    ['named outbound', {}, [ownGroup({ GroupId: 'sg-2', IpPermissionsEgress: naming('sg-1') })], [], 'pass'],
    [
      'named by the group of another account',
      {},
      [ownGroup({ GroupId: 'sg-2', OwnerId: '999999999999', IpPermissions: naming('sg-1') })],
      [],
      'pass',
    ],
    ['the default group', { GroupName: 'default' }, [], [], 'notApplicable'],
    ['groups of an interface not told', {}, [], [{ NetworkInterfaceId: 'eni-1' }], 'unknown'],
    ['rules of a group not told', {}, [{ GroupId: 'sg-2' }], [], 'unknown'],
    [
      'rules of a group not told, yet attached',
      {},
      [{ GroupId: 'sg-2' }],
      [networkInterface('sg-1')],
      'pass',
    ],
  ])('%s', (_case, group, others, interfaces, status) => {
    expect(statuses(judged(group, others, interfaces))).toEqual([status]);
  });

  it('offers no command that deletes', () => {
    const [verdict] = judged({});
    expect(verdict).toMatchObject({
      evidence: { GroupId: 'sg-1', attachedToInterface: false, namedByOtherGroup: false },
      description: 'No network interface has security group web, and no other group names it.',
    });
    expect(verdict).toMatchObject({ exposure: 'none' });
    expect(verdict).not.toHaveProperty('commands');
  });
});
