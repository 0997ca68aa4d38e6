import type { ResourceType } from '@aws-sdk/client-wafv2';
import { optional } from '../../aws/combine-readers.ts';
import type { ItemAnswer } from '../../aws/reader.ts';
import { facesInternet, loadBalancers } from '../elbv2/index.ts';
import { type ListedWebAcl, listedWebAcls } from './listed-web-acls.ts';
import { wafv2 } from './service.ts';
import { holdsManagedGroup, webAcls } from './web-acls.ts';

/**
 * The Application Load Balancers behind each web ACL of the Region, by their ARNs, where the Region has any that face
 * the internet; else none is asked for. Asked per web ACL: AWS answers one such question a second, and there are
 * fewer web ACLs than load balancers.
 * https://docs.aws.amazon.com/waf/latest/APIReference/API_ListResourcesForWebACL.html
 */
export const loadBalancersOfWebAcls = wafv2
  .using(loadBalancers, { ifAny: listedWebAcls })
  .reader(
    [{ ifAny: 'ListResourcesForWebACL' }],
    async ({ sdk, client, ask, each }): Promise<readonly ItemAnswer<ListedWebAcl, readonly string[]>[]> => {
      const open = (await ask(loadBalancers)).filter(facesInternet);
      if (!open.some(({ Type }) => Type === 'application')) return [];
      const regional = (await ask(listedWebAcls)).filter(({ Scope }) => Scope === 'REGIONAL');
      return each(regional, async ({ ARN }) => {
        const { ResourceArns } = await client.send(
          new sdk.ListResourcesForWebACLCommand({
            WebACLArn: ARN,
            ResourceType: 'APPLICATION_LOAD_BALANCER',
          }),
        );
        return ResourceArns ?? [];
      });
    },
  );

/** The same, for a reader that asks itself about what is not known from there: AWS answers one such call a second. */
const optionalLoadBalancers = optional(loadBalancersOfWebAcls);

/** Kinds of resources that WAF tells of without permissions of other services, in the order in which they are asked for. */
const KINDS: readonly ResourceType[] = ['APPLICATION_LOAD_BALANCER', 'API_GATEWAY', 'APPSYNC'];

/**
 * What the regional web ACLs without a managed rule group protect, as far as load balancers, REST APIs and GraphQL
 * APIs go: the ARNs of the first of these kinds that there are any of. Of the others nobody asks whether they are in use.
 * https://docs.aws.amazon.com/waf/latest/APIReference/API_ListResourcesForWebACL.html
 */
export const resourcesOfUnmanagedWebAcls = wafv2
  .using(webAcls, { ifAny: optionalLoadBalancers })
  .reader(
    [{ ifAny: 'ListResourcesForWebACL' }],
    async ({
      sdk,
      client,
      ask,
      each,
    }): Promise<ReadonlyMap<string, ItemAnswer<string, readonly string[]>>> => {
      const unmanaged = (await ask(webAcls)).filter(
        ({ item, answer }) => item.Scope === 'REGIONAL' && answer.ok && !holdsManagedGroup(answer.value),
      );
      const balancers = unmanaged.length === 0 ? undefined : await ask(optionalLoadBalancers);
      const told = new Map(
        balancers?.ok ? balancers.value.map(({ item, answer }) => [item.ARN, answer]) : [],
      );
      const answers = await each(
        unmanaged.map(({ item }) => item.ARN),
        async (WebACLArn) => {
          for (const ResourceType of KINDS) {
            const known = ResourceType === 'APPLICATION_LOAD_BALANCER' ? told.get(WebACLArn) : undefined;
            if (known?.ok === false) throw known.error;
            if (known?.ok && known.value.length > 0) return known.value;
            if (known !== undefined) continue;
            const { ResourceArns = [] } = await client.send(
              new sdk.ListResourcesForWebACLCommand({ WebACLArn, ResourceType }),
            );
            if (ResourceArns.length > 0) return ResourceArns;
          }
          return [];
        },
      );
      return new Map(answers.map((each) => [each.item, each]));
    },
  );
