import type { ComparableHead, VerdictOutline } from '../../finding/history/outline.ts';
import { resourceName } from './resource-name.ts';
import { count, listed, momentOf } from './wording.ts';

/** Failed verdicts of one severity, rule and title. */
export interface VerdictGroup<V> {
  readonly first: VerdictOutline;
  readonly items: readonly V[];
}

/** Items by severity, rule and title, in their order. */
export function groupVerdicts<V>(
  items: readonly V[],
  verdictOf: (item: V) => VerdictOutline,
): VerdictGroup<V>[] {
  const groups = new Map<string, { first: VerdictOutline; items: V[] }>();
  for (const item of items) {
    const first = verdictOf(item);
    const key = JSON.stringify([first.severity.label, first.ruleId, first.title]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { first, items: [item] });
    else group.items.push(item);
  }
  return [...groups.values()];
}

/** What people call what was judged. Untrusted text, not yet escaped. */
export function verdictName({ resource, part }: VerdictOutline): string {
  return resourceName({
    resources: [{ ...resource, partition: '' }],
    ...(part === undefined ? {} : { part }),
  });
}

/** `2026-11-20 12:00 UTC · account 111122223333 (prod) · 207 rules · 17 Regions`. */
export function reportInShort({ scan, product, rules, summary }: ComparableHead): string {
  const accounts = scan.accounts.map(({ accountId, alias }) =>
    alias === undefined ? accountId : `${accountId} (${alias})`,
  );
  const { leftOut } = summary.findings;
  return [
    momentOf(scan.startedAt),
    accounts.length === 1
      ? `account ${accounts.join()}`
      : `${count(accounts.length, 'account')}: ${listed(accounts, 3)}`,
    count(rules.length, 'rule'),
    count(scan.regions.length, 'Region'),
    `postern ${product.version}`,
    ...(scan.status === 'INTERRUPTED' ? ['interrupted'] : []),
    ...(leftOut === undefined ? [] : [`without findings below ${leftOut.below}`]),
  ].join(' · ');
}
