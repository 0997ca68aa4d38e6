import { ReadError } from '../../../src/aws/read-error.ts';
import type { PrefixLists } from '../../../src/network/ingress-source.ts';
import type { Verdict } from '../../../src/rule/rule.ts';
import { ingressOf, type SecurityGroupIngress } from '../../../src/services/ec2/security-group-ingress.ts';
import type { SecurityGroup } from '../../../src/services/ec2/security-groups.ts';
import { ACCOUNT } from '../../support/judge.ts';

export type Permissions = NonNullable<SecurityGroup['IpPermissions']>;

/** The whole internet, in IPv4. */
export const ANYWHERE = '0.0.0.0/0';

/** An own group with no rules, as AWS describes it. */
export function ownGroup(changes: Partial<SecurityGroup> = {}): SecurityGroup & { arn: string } {
  const GroupId = changes.GroupId ?? 'sg-1';
  return {
    GroupName: 'web',
    VpcId: 'vpc-1',
    OwnerId: ACCOUNT,
    IpPermissions: [],
    IpPermissionsEgress: [],
    ...changes,
    GroupId,
    arn: `arn:aws:ec2:us-east-1:${ACCOUNT}:security-group/${GroupId}`,
  };
}

/** The reading of one group with these inbound rules, which a network interface has unless told. */
export function ingressReading(
  IpPermissions: Permissions | undefined,
  prefixLists: PrefixLists = new Map(),
  carried: ReadonlySet<string> | 'not told' = CARRIED,
): { groups: readonly SecurityGroupIngress[]; carried: ReadonlySet<string> | undefined } {
  const group = { ...ownGroup(), IpPermissions };
  return { groups: [{ ...group, internet: ingressOf(group, prefixLists) }], carried: toldOf(carried) };
}

/** The reading of what carries groups. */
export function toldOf(carried: ReadonlySet<string> | 'not told'): ReadonlySet<string> | undefined {
  return carried === 'not told' ? undefined : carried;
}

/** What carries the group of {@link ownGroup}. */
export const CARRIED: ReadonlySet<string> = new Set(['sg-1']);

type ExposureCase = readonly [
  name: string,
  carried: ReadonlySet<string> | 'not told',
  exposure: string,
  severity: object | undefined,
];

/** What a verdict on an open group says of its exposure, by what carries groups. */
export const EXPOSURES: readonly ExposureCase[] = [
  ['an interface has it', CARRIED, 'internet', undefined],
  ['a launch template names it by its name', new Set(['web']), 'internet', undefined],
  ['nobody could read what has it', 'not told', 'internet', undefined],
  [
    'nothing has it',
    new Set(['sg-2', 'default']),
    'none',
    { score: 2, reason: 'no network interface has the group, and no launch template names it' },
  ],
];

/** What the verdict says of who reaches the group, and what that weighs. */
export function exposedAs(verdict: Verdict | undefined): (string | object | undefined)[] {
  return verdict?.status === 'fail' ? [verdict.exposure, verdict.severity] : [verdict?.status];
}

export function allow(protocol: string, begin: number, end: number, ...cidrs: string[]): Permissions[number] {
  return {
    IpProtocol: protocol,
    FromPort: begin,
    ToPort: end,
    IpRanges: cidrs.filter((cidr) => !cidr.includes(':')).map((CidrIp) => ({ CidrIp })),
    Ipv6Ranges: cidrs.filter((cidr) => cidr.includes(':')).map((CidrIpv6) => ({ CidrIpv6 })),
  };
}

export function allowEverything(...cidrs: string[]): Permissions[number] {
  return { ...allow('-1', -1, -1, ...cidrs), FromPort: undefined, ToPort: undefined };
}

export function allowList(protocol: string, begin: number, end: number, id = 'pl-1'): Permissions[number] {
  return { IpProtocol: protocol, FromPort: begin, ToPort: end, PrefixListIds: [{ PrefixListId: id }] };
}

export const LIST_DENIED = new ReadError('ec2:GetManagedPrefixListEntries is denied in us-east-1', {
  kind: 'denied',
  action: 'ec2:GetManagedPrefixListEntries',
  accountId: ACCOUNT,
  region: 'us-east-1',
});

/** A prefix list that may not be read. */
export const DENIED_LIST: PrefixLists = new Map([['pl-1', { ok: false, error: LIST_DENIED }]]);

const INTERNET_LIST: PrefixLists = new Map([
  ['pl-1', { ok: true, value: [{ Cidr: '0.0.0.0/1' }, { Cidr: '128.0.0.0/1' }] }],
]);

/** What is asked of a rule on ingress: the inbound rules, the verdict, and the prefix lists that they name. */
export type IngressCase = [
  name: string,
  permissions: Permissions | undefined,
  status: string,
  prefixLists?: PrefixLists,
];

/**
 * What holds of every rule that wants ports of TCP closed to the internet, and leaves 443 alone.
 * @param beside an inbound rule that opens other ports which should be closed.
 */
export function casesOfPorts(begin: number, end: number, beside: Permissions[number]): IngressCase[] {
  const list = allowList('tcp', begin, end);
  return [
    ['no rules', [], 'pass'],
    ['over IPv4', [allow('tcp', begin, end, ANYWHERE)], 'fail'],
    ['over IPv6', [allow('tcp', begin, end, '::/0')], 'fail'],
    ['halves of the internet', [allow('tcp', begin, end, '0.0.0.0/1', '128.0.0.0/1')], 'fail'],
    ['one half of the internet', [allow('tcp', begin, end, '0.0.0.0/1')], 'pass'],
    ['an own network', [allow('tcp', begin, end, '10.0.0.0/8')], 'pass'],
    ['a prefix list of the internet', [list], 'fail', INTERNET_LIST],
    ['a prefix list that may not be read', [list], 'unknown', DENIED_LIST],
    ['such a list for another port', [allowList('tcp', 443, 443)], 'pass', DENIED_LIST],
    ['such a list beside open ports', [list, beside], 'fail', DENIED_LIST],
    ['inbound rules not told', undefined, 'unknown'],
  ];
}
