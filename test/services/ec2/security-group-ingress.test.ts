import { afterEach, describe, expect, it, vi } from 'vitest';
import { ReadError } from '../../../src/aws/read-error.ts';
import {
  ingressOf,
  permissionsToRevoke,
  securityGroupIngress,
  whyUnknown,
} from '../../../src/services/ec2/security-group-ingress.ts';
import { stubbedPlace } from '../../support/place.ts';
import { paged } from './pages.fixture.ts';
import { listed, lists } from './prefix-lists.fixture.ts';

afterEach(() => vi.unstubAllEnvs());

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
    expect(new Set(scan.calls())).toEqual(new Set(['DescribeSecurityGroups', 'GetManagedPrefixListEntries']));
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
