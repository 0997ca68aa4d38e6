import { derive, scannedRegions } from '../../aws/combine-readers.ts';
import type { ReadError } from '../../aws/read-error.ts';
import type { Answer } from '../../aws/reader.ts';
import { optionalDistributions } from '../cloudfront.ts';
import {
  effectOfManaged,
  loadBalancersOfWebAcls,
  managedGroups,
  type WebAclRule,
  webAcls,
} from '../wafv2/index.ts';

/** The web ACLs with the Anti-DDoS rule group, and what stands behind them. */
export interface AntiDdos {
  /** ARNs of the distributions and Application Load Balancers behind such a web ACL. */
  readonly guarded: ReadonlySet<string>;
  /** Why it is not known of others, by the Region of their web ACLs; CloudFront's are in us-east-1. */
  readonly unread: ReadonlyMap<string, ReadError>;
  /** The Regions that were looked at. */
  readonly regions: ReadonlySet<string>;
}

/**
 * "Shield Advanced automatic application layer DDoS mitigation" has a successor in WAF that needs no subscription:
 * https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-anti-ddos.html
 */
function isAntiDdos({ managedGroup }: WebAclRule): boolean {
  return managedGroup?.VendorName === 'AWS' && managedGroup.Name === 'AWSManagedRulesAntiDDoSRuleSet';
}

/** The web ACLs of one Region with the group, and the load balancers behind them. */
const inRegion = derive(
  { webAcls, managed: managedGroups, balancers: loadBalancersOfWebAcls },
  ({ webAcls, managed, balancers }) => {
    const groups = webAcls.flatMap(({ item, answer }) =>
      (answer.ok ? answer.value.rules.filter(isAntiDdos) : []).map((rule) => ({
        acl: item.ARN,
        does: effectOfManaged(rule, managed),
      })),
    );
    const acls = new Set(
      groups.flatMap(({ acl, does }) =>
        does.ok && (does.value === 'acts' || does.value === 'unknown') ? [acl] : [],
      ),
    );
    return {
      acls,
      loadBalancers: balancers.flatMap(({ item, answer }) =>
        answer.ok && acls.has(item.ARN) ? answer.value : [],
      ),
      unread: [
        ...[...webAcls, ...balancers].flatMap(({ answer }) => errorOf(answer)),
        ...groups.flatMap(({ does }) => (does.ok ? [] : (does.error ?? []))),
      ],
    };
  },
);

/** Where CloudFront keeps its web ACLs: https://docs.aws.amazon.com/waf/latest/APIReference/API_ListWebACLs.html */
const EDGE = 'us-east-1';

/** What the Anti-DDoS rule group of WAF guards in the scanned Regions, as far as it can be read. */
export const antiDdos = derive(
  { regions: scannedRegions(inRegion), distributions: optionalDistributions },
  ({ regions, distributions }): AntiDdos => {
    const acls = new Set(regions.flatMap(({ answer }) => (answer.ok ? [...answer.value.acls] : [])));
    const unread = regions.flatMap(({ region, answer }) =>
      (answer.ok ? answer.value.unread : [answer.error]).map((error) => [region, error] as const),
    );
    return {
      guarded: new Set([
        ...regions.flatMap(({ answer }) => (answer.ok ? answer.value.loadBalancers : [])),
        ...(distributions.ok
          ? distributions.value.flatMap(({ ARN, WebACLId }) => (acls.has(WebACLId ?? '') ? [ARN] : []))
          : []),
      ]),
      unread: new Map([...unread, ...errorOf(distributions).map((error) => [EDGE, error] as const)]),
      regions: new Set(regions.map(({ region }) => region)),
    };
  },
);

function errorOf(answer: Answer<unknown>): readonly ReadError[] {
  return answer.ok ? [] : [answer.error];
}

/**
 * Whether the Anti-DDoS rule group guards a resource: undefined, or the error, where that is not known.
 * @param region of the resource; undefined for a distribution
 */
export function isGuarded(
  { guarded, unread, regions }: AntiDdos,
  arn: string,
  region: string = EDGE,
): boolean | ReadError | undefined {
  if (guarded.has(arn)) return true;
  return unread.get(region) ?? (regions.has(region) ? false : undefined);
}
