import type { LoadBalancerDescription } from '@aws-sdk/client-elastic-load-balancing';
import { type Named, named } from '../aws/named.ts';
import { pages } from '../aws/pages.ts';
import type { ItemAnswer } from '../aws/reader.ts';
import { service } from '../aws/service.ts';
import type { TlsPolicy } from './elbv2/index.ts';

const elb = service({
  id: 'elb',
  region: 'regional',
  load: () => import('@aws-sdk/client-elastic-load-balancing'),
  client: (sdk, config) => new sdk.ElasticLoadBalancingClient(config),
});

/** A Classic Load Balancer with its listeners and the ARN that AWS knows it by, which its answers lack. */
export type ClassicLoadBalancer = Named<LoadBalancerDescription, 'LoadBalancerName'> & {
  readonly arn: string;
};

/**
 * Classic Load Balancers of the Region; none where there are none. ARN:
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awselasticloadbalancing.html
 * https://docs.aws.amazon.com/elasticloadbalancing/2012-06-01/APIReference/API_DescribeLoadBalancers.html
 */
export const classicLoadBalancers = elb.reader(
  ['DescribeLoadBalancers'],
  async ({ sdk, client, accountId, partition, region }): Promise<readonly ClassicLoadBalancer[]> => {
    const found = await pages(sdk.paginateDescribeLoadBalancers({ client }, { PageSize: 400 }), (page) =>
      named(page.LoadBalancerDescriptions, 'LoadBalancerName'),
    );
    return found.map((each) => ({
      ...each,
      arn: `arn:${partition.id}:elasticloadbalancing:${region}:${accountId}:loadbalancer/${each.LoadBalancerName}`,
    }));
  },
);

const TLS_LISTENERS: ReadonlySet<string | undefined> = new Set(['HTTPS', 'SSL']);

/** Whether clients speak TLS to a listener. */
export function endsTls(protocol: string | undefined): boolean {
  return TLS_LISTENERS.has(protocol?.toUpperCase());
}

/**
 * The policies on TLS of each Classic Load Balancer with a listener that needs one, by name. A predefined policy is
 * told with all that it accepts too.
 * https://docs.aws.amazon.com/elasticloadbalancing/2012-06-01/APIReference/API_DescribeLoadBalancerPolicies.html
 */
export const classicTlsPolicies = elb
  .using(classicLoadBalancers)
  .reader(
    [{ ifAny: 'DescribeLoadBalancerPolicies' }],
    async ({
      sdk,
      client,
      ask,
      each,
    }): Promise<readonly ItemAnswer<ClassicLoadBalancer, ReadonlyMap<string, TlsPolicy>>[]> => {
      const withTls = (await ask(classicLoadBalancers)).filter(({ ListenerDescriptions = [] }) =>
        ListenerDescriptions.some(({ Listener }) => endsTls(Listener?.Protocol)),
      );
      return each(withTls, async ({ LoadBalancerName }) => {
        const { PolicyDescriptions } = await client.send(
          new sdk.DescribeLoadBalancerPoliciesCommand({ LoadBalancerName }),
        );
        return new Map(
          named(PolicyDescriptions, 'PolicyName')
            .filter(({ PolicyTypeName }) => PolicyTypeName === 'SSLNegotiationPolicyType')
            .map(({ PolicyName, PolicyAttributeDescriptions = [] }) => [
              PolicyName,
              acceptedBy(PolicyAttributeDescriptions),
            ]),
        );
      });
    },
  );

/**
 * Each protocol and each cipher is an attribute that is `true` where it is accepted.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/ssl-config-update.html
 */
function acceptedBy(
  attributes: readonly {
    readonly AttributeName?: string | undefined;
    readonly AttributeValue?: string | undefined;
  }[],
): TlsPolicy {
  const accepted = attributes.flatMap(({ AttributeName, AttributeValue }) =>
    AttributeName !== undefined && AttributeValue === 'true' ? [AttributeName] : [],
  );
  return {
    protocols: accepted
      .filter((name) => name.startsWith(PROTOCOL))
      .map((name) => name.slice(PROTOCOL.length)),
    ciphers: accepted.filter((name) => !name.startsWith(PROTOCOL)),
  };
}

const PROTOCOL = 'Protocol-';

/**
 * Whether each Classic Load Balancer writes an access log; undefined where AWS did not say.
 * https://docs.aws.amazon.com/elasticloadbalancing/2012-06-01/APIReference/API_DescribeLoadBalancerAttributes.html
 */
export const classicAccessLogs = elb.using(classicLoadBalancers).reader(
  [{ ifAny: 'DescribeLoadBalancerAttributes' }],
  async ({
    sdk,
    client,
    ask,
    each,
  }): Promise<readonly ItemAnswer<ClassicLoadBalancer, boolean | undefined>[]> =>
    each(await ask(classicLoadBalancers), async ({ LoadBalancerName }) => {
      const { LoadBalancerAttributes } = await client.send(
        new sdk.DescribeLoadBalancerAttributesCommand({ LoadBalancerName }),
      );
      return LoadBalancerAttributes?.AccessLog?.Enabled;
    }),
);
