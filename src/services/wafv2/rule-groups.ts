import type { ReadError } from '../../aws/read-error.ts';
import type { Answer } from '../../aws/reader.ts';
import { effectIn, effectOfManaged, type ManagedGroups } from './managed-groups.ts';
import { wafv2 } from './service.ts';
import { type WebAclRule, webAclRule } from './web-acl-rules.ts';
import { type WebAcl, webAcls } from './web-acls.ts';

/** What the rule groups hold that web ACLs name by their ARN. */
export type RuleGroups = ReadonlyMap<string, Answer<readonly WebAclRule[]>>;

/**
 * Shield Advanced mitigates attacks with a rule group of its own in a web ACL, which only Shield may look into.
 * https://docs.aws.amazon.com/waf/latest/developerguide/ddos-automatic-app-layer-response-rg.html
 */
const OF_SHIELD = /\/rulegroup\/ShieldMitigationRuleGroup_/;

/**
 * The rules of every rule group that a web ACL of the Region names by its ARN, one call each; those of AWS and of
 * vendors are not among them.
 * https://docs.aws.amazon.com/waf/latest/APIReference/API_GetRuleGroup.html
 */
export const ruleGroups = wafv2
  .using(webAcls)
  .reader([{ ifAny: 'GetRuleGroup' }], async ({ sdk, client, ask, each }): Promise<RuleGroups> => {
    const rules = (await ask(webAcls)).flatMap(({ answer }) => (answer.ok ? answer.value.rules : []));
    const arns = new Set(
      rules.flatMap(({ group }) => group?.ARN ?? []).filter((arn) => !OF_SHIELD.test(arn)),
    );
    const answers = await each(arns, async (ARN) => {
      const { RuleGroup } = await client.send(new sdk.GetRuleGroupCommand({ ARN }));
      if (RuleGroup === undefined) throw new Error('AWS sent no rule group');
      return (RuleGroup.Rules ?? []).map(webAclRule);
    });
    return new Map(answers.map(({ item, answer }) => [item, answer]));
  });

/** A rule as a request meets it: those of a rule group in place of the group. */
type MetRule = Pick<WebAclRule, 'effect' | 'rateBased' | 'managedGroup'>;

/** A rule for a group that could not be looked into, and why; undefined where nobody asked. */
interface UnreadGroup extends Pick<WebAclRule, 'Name' | 'effect' | 'managedGroup'> {
  readonly error: ReadError | undefined;
}

/**
 * The rules that a request meets, with those that rule groups hold, and the groups that could not be looked into.
 * One of AWS or of a vendor stands for itself, with what its rules do here.
 */
export function metRules(
  { rules }: WebAcl,
  groups: RuleGroups,
  managed: ManagedGroups,
): { readonly rules: readonly MetRule[]; readonly unread: readonly UnreadGroup[] } {
  const met: MetRule[] = [];
  const unread: UnreadGroup[] = [];
  for (const rule of rules) {
    const { Name, effect, rateBased, group, managedGroup } = rule;
    if (managedGroup !== undefined) {
      const here = effectOfManaged(rule, managed);
      if (here.ok) met.push({ effect: here.value, rateBased, managedGroup });
      else unread.push({ Name, effect, managedGroup, error: here.error });
    } else if (group === undefined) met.push(rule);
    else if (OF_SHIELD.test(group.ARN)) met.push({ effect, rateBased: true });
    else {
      const content = groups.get(group.ARN);
      if (content?.ok)
        met.push(
          ...content.value.map((inner) => ({
            effect: effectIn(effect, group.overridden, inner),
            rateBased: inner.rateBased,
          })),
        );
      else unread.push({ Name, effect, error: content?.error });
    }
  }
  return { rules: met, unread };
}
