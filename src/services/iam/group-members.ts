import { derive } from '../../aws/combine-readers.ts';
import type { IamGroup, IamUser } from './authorization-details.ts';
import { type PolicyHolder, type PolicyHolders, policyHolders } from './policy-holders.ts';

/** A group, and the users who are in it. */
export interface GroupMembers {
  readonly group: PolicyHolder<IamGroup>;
  readonly members: readonly PolicyHolder<IamUser>[];
  /** False when AWS did not say of every user which groups it is in: there may be more members. */
  readonly complete: boolean;
}

export const groupMembers = derive({ holders: policyHolders }, ({ holders }) => groupMembersOf(holders));

export function groupMembersOf({ groups, users }: PolicyHolders): GroupMembers[] {
  const complete = users.every(({ detail }) => detail.GroupList !== undefined);
  const members = new Map<string, PolicyHolder<IamUser>[]>();
  for (const user of users) {
    for (const name of user.detail.GroupList ?? []) {
      const known = members.get(name);
      if (known) known.push(user);
      else members.set(name, [user]);
    }
  }
  return groups.map((group) => ({ group, members: members.get(group.detail.GroupName) ?? [], complete }));
}
