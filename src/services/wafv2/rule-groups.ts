import type { Answer } from '../../aws/reader.ts';
import { wafv2 } from './service.ts';
import { type Effect, type WebAclRule, webAclRule } from './web-acl-rules.ts';
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

/**
 * The rules that a request meets, with those that rule groups hold, and how many groups could not be looked into.
 * What AWS and vendors put into theirs is not told: such a group stands for itself.
 */
export function metRules(
  { rules }: WebAcl,
  groups: RuleGroups,
): { readonly rules: readonly MetRule[]; readonly unread: readonly WebAclRule[] } {
  const met: MetRule[] = [];
  const unread: WebAclRule[] = [];
  for (const rule of rules) {
    if (rule.group === undefined) met.push(rule);
    else if (OF_SHIELD.test(rule.group.ARN)) met.push({ effect: rule.effect, rateBased: true });
    else {
      const { overridden } = rule.group;
      const content = groups.get(rule.group.ARN);
      if (content?.ok)
        met.push(...content.value.map((inner) => withOverrides(rule.effect, overridden, inner)));
      else unread.push(rule);
    }
  }
  return { rules: met, unread };
}

/** A group that counts turns every end of its rules into a count. */
function withOverrides(
  ofGroup: Effect,
  overridden: ReadonlyMap<string, Effect>,
  { Name, effect, rateBased }: WebAclRule,
): MetRule {
  return { effect: ofGroup === 'counts' ? 'counts' : (overridden.get(Name) ?? effect), rateBased };
}
