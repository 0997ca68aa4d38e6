import type { Answer } from '../../../src/aws/reader.ts';
import type {
  ListedWebAcl,
  ManagedGroups,
  RuleGroups,
  WebAcl,
  WebAclAnswer,
  WebAclRule,
} from '../../../src/services/wafv2/index.ts';
import { answered } from '../../support/answered.ts';

export const listed = (Name = 'edge', Scope: ListedWebAcl['Scope'] = 'REGIONAL'): ListedWebAcl => ({
  Name,
  Id: `id-${Name}`,
  ARN: `arn:aws:wafv2:us-east-1:111122223333:${Scope === 'REGIONAL' ? 'regional' : 'global'}/webacl/${Name}/id`,
  Scope,
});

const GROUP = 'arn:aws:wafv2:us-east-1:111122223333:regional/rulegroup/own/id';
export const SHIELD_GROUP =
  'arn:aws:wafv2:us-east-1:999988887777:regional/rulegroup/ShieldMitigationRuleGroup_111122223333_a/id';

export const ruleOf = (effect: WebAclRule['effect'], changes: Partial<WebAclRule> = {}): WebAclRule => ({
  Name: 'rule',
  effect,
  rateBased: false,
  CloudWatchMetricsEnabled: true,
  ...changes,
});

export const rateRule = (effect: WebAclRule['effect']) => ruleOf(effect, { Name: 'rate', rateBased: true });

export const managedRule = (
  effect: WebAclRule['effect'],
  Name = 'AWSManagedRulesCommonRuleSet',
  overridden: ReadonlyMap<string, WebAclRule['effect']> = new Map(),
) => ruleOf(effect, { managedGroup: { VendorName: 'AWS', Name, overridden } });

/** A managed group of the rules a and b, and what each does by itself. */
export const managing = (
  a: WebAclRule['effect'],
  b: WebAclRule['effect'],
  Name = 'AWSManagedRulesCommonRuleSet',
): ManagedGroups =>
  new Map([
    [
      JSON.stringify(['AWS', Name, undefined]),
      {
        ok: true,
        value: [
          { Name: 'a', effect: a },
          { Name: 'b', effect: b },
        ],
      },
    ],
  ]);

export const groupRule = (
  effect: WebAclRule['effect'],
  overridden: ReadonlyMap<string, WebAclRule['effect']> = new Map(),
  ARN = GROUP,
) => ruleOf(effect, { group: { ARN, overridden } });

const aclOf = (rules: readonly WebAclRule[], changes: Partial<WebAcl> = {}): WebAcl => ({
  byDefault: 'allow',
  rules,
  byFirewallManager: false,
  ...changes,
});

export const acl = (
  rules: readonly WebAclRule[],
  changes: Partial<WebAcl> = {},
  item: ListedWebAcl = listed(),
): WebAclAnswer => answered(item, aclOf(rules, changes));

export const holding = (answer: Answer<readonly WebAclRule[]>): RuleGroups => new Map([[GROUP, answer]]);
