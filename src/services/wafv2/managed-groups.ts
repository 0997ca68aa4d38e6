import type { ReadError } from '../../aws/read-error.ts';
import type { Answer } from '../../aws/reader.ts';
import { wafv2 } from './service.ts';
import {
  type Effect,
  effectOf,
  type ManagedGroup,
  type Overridden,
  type WebAclRule,
} from './web-acl-rules.ts';
import { webAcls } from './web-acls.ts';

/** A rule of a managed group: its name, and what it does by itself. */
type ManagedRule = Pick<WebAclRule, 'Name' | 'effect'>;

/** The rules of managed groups some of whose rules were told to do less, by vendor, name and version. */
export type ManagedGroups = ReadonlyMap<string, Answer<readonly ManagedRule[]>>;

/**
 * The rules of the groups of AWS and of vendors whose rules a web ACL of the Region tells one by one to count or to
 * allow: only with the names of all of them can be told whether any is left that acts. The others are not asked for.
 * https://docs.aws.amazon.com/waf/latest/APIReference/API_DescribeManagedRuleGroup.html
 */
export const managedGroups = wafv2
  .using(webAcls)
  .reader(
    [{ ifAny: 'DescribeManagedRuleGroup' }],
    async ({ sdk, client, ask, each }): Promise<ManagedGroups> => {
      const loosened = (await ask(webAcls)).flatMap(({ item: { Scope }, answer }) =>
        (answer.ok ? answer.value.rules : []).flatMap((rule) =>
          rule.managedGroup !== undefined && isLoosened(rule) ? [{ ...rule.managedGroup, Scope }] : [],
        ),
      );
      const groups = new Map(loosened.map((group) => [keyOf(group), group]));
      const answers = await each(groups, async ([, { VendorName, Name, Version, Scope }]) => {
        const { Rules } = await client.send(
          new sdk.DescribeManagedRuleGroupCommand({
            VendorName,
            Name,
            Scope,
            ...(Version === undefined ? {} : { VersionName: Version }),
          }),
        );
        return (Rules ?? []).map((rule) => ({
          Name: rule.Name ?? 'without a name',
          effect: effectOf(rule.Action ?? {}),
        }));
      });
      return new Map(answers.map(({ item: [key], answer }) => [key, answer]));
    },
  );

function keyOf({ VendorName, Name, Version }: Omit<ManagedGroup, 'overridden'>): string {
  return JSON.stringify([VendorName, Name, Version]);
}

/** Whether some rules of a group that does not count as a whole were told to count or to allow. */
function isLoosened({ effect, managedGroup }: WebAclRule): boolean {
  return effect === 'acts' && [...(managedGroup?.overridden.values() ?? [])].some((each) => each !== 'acts');
}

/** What a managed group does where it stands, or why that is not known. */
export function effectOfManaged(
  rule: WebAclRule,
  groups: ManagedGroups,
):
  | { readonly ok: true; readonly value: Effect }
  | { readonly ok: false; readonly error: ReadError | undefined } {
  const { effect, managedGroup } = rule;
  if (managedGroup === undefined || !isLoosened(rule)) return { ok: true, value: effect };
  const content = groups.get(keyOf(managedGroup));
  if (content?.ok !== true) return { ok: false, error: content?.error };
  const effects = content.value.map((inner) => effectIn(effect, managedGroup.overridden, inner));
  const strongest = (['acts', 'unknown', 'counts', 'allows'] as const).find((each) => effects.includes(each));
  return { ok: true, value: strongest ?? 'unknown' };
}

/** What a rule does within a group: one that counts turns every end of its rules into a count. */
export function effectIn(ofGroup: Effect, overridden: Overridden, { Name, effect }: ManagedRule): Effect {
  return ofGroup === 'counts' ? 'counts' : (overridden.get(Name) ?? effect);
}
