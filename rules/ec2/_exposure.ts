import type { FailDetails } from 'postern/rule';

type Weighed = Pick<FailDetails, 'exposure' | 'severity'>;

/**
 * Whom a security group that is open to addresses of the internet lets in, and what that weighs: little while nothing
 * has the group.
 * @param carried what carries groups, undefined where that could not be read: then the group may be carried.
 * @param severity of a group that something carries, if not the rule's.
 */
export function exposureOfOpenGroup(
  { GroupId, GroupName }: { readonly GroupId: string; readonly GroupName?: string | undefined },
  carried: ReadonlySet<string> | undefined,
  severity?: FailDetails['severity'],
): Weighed {
  if (carried && !carried.has(GroupId) && !(GroupName !== undefined && carried.has(GroupName)))
    return {
      exposure: 'none',
      severity: {
        score: 2,
        reason: 'no network interface has the group, and no launch template names it',
      },
    };
  return { exposure: 'internet', ...(severity === undefined ? {} : { severity }) };
}

/** The same of what guards a VPC: nothing, while the VPC has no network interface. */
export function exposureInVpc(
  { VpcId }: { readonly VpcId?: string | undefined },
  occupied: ReadonlySet<string> | undefined,
  exposure: NonNullable<FailDetails['exposure']>,
): Weighed {
  return occupied && VpcId !== undefined && !occupied.has(VpcId)
    ? { exposure: 'none', severity: { score: 1, reason: 'the VPC has no network interface' } }
    : { exposure };
}
