import type {
  FirewallManagerRuleGroup,
  ManagedRuleGroupStatement,
  OverrideAction,
  Rule,
  RuleAction,
  RuleActionOverride,
} from '@aws-sdk/client-wafv2';

/** What a rule does with a request that it matches. `acts`: it stops it, or makes whoever sent it prove something. */
export type Effect = 'acts' | 'counts' | 'allows' | 'unknown';

/** A rule of a web ACL or of a rule group, as far as it is judged. */
export interface WebAclRule {
  readonly Name: string;
  readonly effect: Effect;
  /** Whether it counts requests of each client within a time. */
  readonly rateBased: boolean;
  /** Undefined where AWS did not say. */
  readonly CloudWatchMetricsEnabled: boolean | undefined;
  /** The rule group that it stands for: one of AWS or a vendor. */
  readonly managedGroup?: ManagedGroup;
  /** The rule group that it stands for: one by its ARN, and which of its rules have another action here. */
  readonly group?: { readonly ARN: string; readonly overridden: Overridden };
}

/** What rules of a group do here in place of their own action, by their names. */
export type Overridden = ReadonlyMap<string, Effect>;

/** A rule group of AWS or of a vendor, and which of its rules have another action here. */
export interface ManagedGroup {
  readonly VendorName: string | undefined;
  readonly Name: string | undefined;
  /** Undefined for the version that its vendor has made the default. */
  readonly Version?: string | undefined;
  readonly overridden: Overridden;
}

/** A rule of a web ACL's own, or of a rule group. */
export function webAclRule({ Name, Statement, Action, OverrideAction, VisibilityConfig }: Rule): WebAclRule {
  const { ManagedRuleGroupStatement, RuleGroupReferenceStatement, RateBasedStatement } = Statement ?? {};
  return {
    Name: Name ?? 'without a name',
    effect: Action === undefined ? effectOfGroup(OverrideAction) : effectOf(Action),
    rateBased: RateBasedStatement !== undefined,
    CloudWatchMetricsEnabled: VisibilityConfig?.CloudWatchMetricsEnabled,
    ...groupOf({ ManagedRuleGroupStatement, RuleGroupReferenceStatement }),
  };
}

/** A rule group that Firewall Manager put before or after a web ACL's own rules. */
export function firewallManagerRule(group: FirewallManagerRuleGroup): WebAclRule {
  const { Name, FirewallManagerStatement, OverrideAction, VisibilityConfig } = group;
  return {
    Name: Name ?? 'without a name',
    effect: effectOfGroup(OverrideAction),
    rateBased: false,
    CloudWatchMetricsEnabled: VisibilityConfig?.CloudWatchMetricsEnabled,
    ...groupOf(FirewallManagerStatement ?? {}),
  };
}

type GroupStatements = Pick<
  NonNullable<Rule['Statement']>,
  'ManagedRuleGroupStatement' | 'RuleGroupReferenceStatement'
>;

function groupOf({
  ManagedRuleGroupStatement: managed,
  RuleGroupReferenceStatement: own,
}: GroupStatements): Pick<WebAclRule, 'managedGroup' | 'group'> {
  if (managed !== undefined) {
    const { VendorName, Name, Version } = managed;
    return { managedGroup: { VendorName, Name, Version, overridden: overriddenIn(managed) } };
  }
  return own?.ARN === undefined ? {} : { group: { ARN: own.ARN, overridden: overriddenIn(own) } };
}

function overriddenIn({
  RuleActionOverrides = [],
  ExcludedRules = [],
}: Pick<ManagedRuleGroupStatement, 'RuleActionOverrides' | 'ExcludedRules'>): Overridden {
  return new Map([
    ...ExcludedRules.flatMap(({ Name }) => (Name === undefined ? [] : [[Name, 'counts'] as const])),
    ...RuleActionOverrides.flatMap(overrideOf),
  ]);
}

function overrideOf({ Name, ActionToUse }: RuleActionOverride): readonly (readonly [string, Effect])[] {
  return Name === undefined || ActionToUse === undefined ? [] : [[Name, effectOf(ActionToUse)]];
}

/** https://docs.aws.amazon.com/waf/latest/APIReference/API_RuleAction.html */
export function effectOf({ Block, Captcha, Challenge, Monetize, Allow, Count }: RuleAction): Effect {
  if ([Block, Captcha, Challenge, Monetize].some((action) => action !== undefined)) return 'acts';
  if (Count !== undefined) return 'counts';
  return Allow === undefined ? 'unknown' : 'allows';
}

/** A rule group does what its rules say, unless it is told to count: https://docs.aws.amazon.com/waf/latest/APIReference/API_OverrideAction.html */
function effectOfGroup(override: OverrideAction | undefined): Effect {
  if (override?.Count !== undefined) return 'counts';
  return override?.None === undefined ? 'unknown' : 'acts';
}
