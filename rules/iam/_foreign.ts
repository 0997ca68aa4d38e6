import type { Outsider } from 'postern/policy';

/** Whether it is an account, or are accounts, of somebody else; undefined when this account may not know. */
export function isForeign(who: Outsider, managementAccountId: string | undefined): boolean | undefined {
  switch (who.kind) {
    case 'organization':
      return !who.own;
    case 'account':
      if (who.accountId === managementAccountId) return false;
      return who.inOrganization === undefined ? undefined : !who.inOrganization;
    default:
      return false;
  }
}
