import type { ItemAnswer } from '../../aws/reader.ts';
import { type ListedWebAcl, listedWebAcls } from './listed-web-acls.ts';
import { wafv2 } from './service.ts';
import { firewallManagerRule, type WebAclRule, webAclRule } from './web-acl-rules.ts';

/** What a web ACL holds. */
export interface WebAcl {
  /** What becomes of a request that no rule decides on; undefined where AWS did not say. */
  readonly byDefault: 'allow' | 'block' | undefined;
  /** Its rules in the order in which WAF tries them, those of Firewall Manager too. */
  readonly rules: readonly WebAclRule[];
  /** Whether Firewall Manager made it, or took it over: whoever administers that changes it. */
  readonly byFirewallManager: boolean;
}

export type WebAclAnswer = ItemAnswer<ListedWebAcl, WebAcl>;

/**
 * Every web ACL of the Region with its rules, one call each. The lists that a web ACL has no entry in may be left out.
 * https://docs.aws.amazon.com/waf/latest/APIReference/API_GetWebACL.html
 */
export const webAcls = wafv2.using(listedWebAcls).reader(
  [{ ifAny: 'GetWebACL' }],
  async ({ sdk, client, ask, each }): Promise<readonly WebAclAnswer[]> =>
    each(await ask(listedWebAcls), async ({ Name, Id, Scope }) => {
      const { WebACL } = await client.send(new sdk.GetWebACLCommand({ Name, Id, Scope }));
      if (WebACL === undefined) throw new Error('AWS sent no web ACL');
      const { DefaultAction, Rules = [], ManagedByFirewallManager, RetrofittedByFirewallManager } = WebACL;
      const {
        PreProcessFirewallManagerRuleGroups: before = [],
        PostProcessFirewallManagerRuleGroups: after = [],
      } = WebACL;
      return {
        byDefault: DefaultAction?.Allow ? 'allow' : DefaultAction?.Block ? 'block' : undefined,
        rules: [
          ...before.map(firewallManagerRule),
          ...Rules.map(webAclRule),
          ...after.map(firewallManagerRule),
        ],
        byFirewallManager: ManagedByFirewallManager === true || RetrofittedByFirewallManager === true,
      };
    }),
);

/** Whether it holds a rule group of AWS or of a vendor. */
export function holdsManagedGroup({ rules }: WebAcl): boolean {
  return rules.some(({ managedGroup }) => managedGroup !== undefined);
}
