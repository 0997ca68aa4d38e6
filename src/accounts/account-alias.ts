import { homeRegion } from '../aws/partitions.ts';
import { ReadError } from '../aws/read-error.ts';
import type { Session } from '../aws/session.ts';
import { accountAlias } from '../services/iam/account.ts';

/** The calls and permissions that `aliasOf` takes. */
export const { calls: ALIAS_CALLS, actions: ALIAS_ACTIONS } = accountAlias;

/** The account's alias, for people to know it by; undefined where it has none, or AWS does not tell. */
export async function aliasOf(session: Session): Promise<string | undefined> {
  try {
    return await accountAlias({ session, region: homeRegion(session.partition, 'iam') });
  } catch (error) {
    if (error instanceof ReadError) return undefined;
    throw error;
  }
}
