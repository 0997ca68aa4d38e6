import type { UnknownGroup } from './unknown-groups.ts';
import { count, listed } from './wording.ts';

/**
 * What stood in the way and what could not be judged for it, in one sentence: `iam:GetCredentialReport is denied
 * (service control policy) in account 111122223333, us-east-1: 2 rules could not be judged: …`. Untrusted text, not yet
 * escaped.
 */
export function unknownTold(group: UnknownGroup): string {
  const { action, deniedBy, reason, ruleIds } = group;
  const by = deniedBy === undefined ? '' : ` (${deniedBy})`;
  const what = action === undefined ? `${reason}, in` : `${action} is denied${by} in`;
  return `${what} ${placeOf(group)}: ${count(ruleIds.length, 'rule')} could not be judged: ${listed(ruleIds, 20)}.`;
}

function placeOf({ accountIds, regions }: UnknownGroup): string {
  const accounts =
    accountIds.length === 1 ? `account ${accountIds.join()}` : `accounts ${listed(accountIds, 3)}`;
  return `${accounts}, ${regions.length === 1 ? regions.join() : `Regions ${listed(regions, 3)}`}`;
}
