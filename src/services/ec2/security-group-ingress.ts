import { derive } from '../../aws/combine-readers.ts';
import { ReadError } from '../../aws/read-error.ts';
import { ADDRESS_FAMILIES } from '../../network/address-set.ts';
import {
  type IngressRule,
  type PrefixLists,
  revocationOf,
  type Unreadable,
} from '../../network/ingress-source.ts';
import { LAST_PORT } from '../../network/port-set.ts';
import {
  type InternetIngress,
  internetIngress,
  OPEN_PROTOCOLS,
  type UnknownRange,
} from '../../network/security-group.ts';
import { ingressPrefixLists, ownSecurityGroups, type SecurityGroup } from './security-groups.ts';

/** An own security group, and the ports at which it lets the whole internet in. */
export interface SecurityGroupIngress extends SecurityGroup {
  readonly arn: string;
  readonly internet: InternetIngress;
}

/** What the own security groups let in from the whole internet, computed once for all rules that ask. */
export const securityGroupIngress = derive(
  { groups: ownSecurityGroups, prefixLists: ingressPrefixLists },
  ({ groups, prefixLists }): readonly SecurityGroupIngress[] =>
    groups.map((group) => ({ ...group, internet: ingressOf(group, prefixLists) })),
);

/** The ports at which a group lets the whole internet in. Where AWS left out its rules, every port may be one. */
export function ingressOf(
  { IpPermissions }: Pick<SecurityGroup, 'IpPermissions'>,
  prefixLists: PrefixLists,
): InternetIngress {
  return IpPermissions === undefined
    ? { open: [], unknown: NOTHING_KNOWN }
    : internetIngress(IpPermissions, prefixLists);
}

export const RULES_NOT_TOLD = 'AWS did not list the rules of the security group';

const NOTHING_KNOWN: readonly UnknownRange[] = ADDRESS_FAMILIES.flatMap((family) =>
  OPEN_PROTOCOLS.map((protocol) => ({
    family,
    protocol,
    begin: 0,
    end: LAST_PORT,
    rule: {},
    problem: RULES_NOT_TOLD,
  })),
);

/** Why a group cannot be judged: the readings that failed, else what is wrong with its rules. */
export function whyUnknown(unreadable: readonly Unreadable[]): ReadError | string {
  const errors = new Set(unreadable.flatMap(({ cause }) => (cause instanceof ReadError ? cause : [])));
  const problems = new Set(unreadable.map(({ problem }) => problem));
  return ReadError.combine([...errors]) ?? [...problems].join('; ');
}

/**
 * The `--ip-permissions` with which `aws ec2 revoke-security-group-ingress` takes away exactly these rules.
 * https://docs.aws.amazon.com/cli/latest/reference/ec2/revoke-security-group-ingress.html
 */
export function permissionsToRevoke(openings: readonly { readonly rules: readonly IngressRule[] }[]): string {
  const rules = new Set(openings.flatMap((opening) => opening.rules));
  return JSON.stringify([...rules].map(revocationOf));
}
