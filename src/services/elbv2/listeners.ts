import type { Action, Listener as AwsListener, Rule } from '@aws-sdk/client-elastic-load-balancing-v2';
import { type Named, named } from '../../aws/named.ts';
import { pages } from '../../aws/pages.ts';
import type { ItemAnswer } from '../../aws/reader.ts';
import { facesInternet, type LoadBalancer, loadBalancers } from './load-balancers.ts';
import { elbv2 } from './service.ts';

/** A listener without what its actions authenticate with. */
export type Listener = Named<
  Pick<AwsListener, 'ListenerArn' | 'Port' | 'Protocol' | 'SslPolicy'>,
  'ListenerArn'
> & { readonly actions: readonly ListenerAction[] };

/** What a listener or a rule does with a request, as far as encryption in transit goes. */
export interface ListenerAction {
  readonly Type: string | undefined;
  /** Where it redirects to: `HTTPS`, `HTTP`, or `#{protocol}` for the protocol that the request came with. */
  readonly redirectTo?: string | undefined;
  readonly targetGroups: readonly string[];
}

/** A rule of a listener: what it does, and the paths that all its requests have, where a condition names some. */
export interface ListenerRule {
  readonly RuleArn: string | undefined;
  readonly paths: readonly string[] | undefined;
  readonly actions: readonly ListenerAction[];
}

/**
 * The listeners of each Application and Network Load Balancer: AWS has no call for those of all. A Gateway Load
 * Balancer passes packets on inside a network and is left out.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeListeners.html
 */
export const listeners = elbv2
  .using(loadBalancers)
  .reader(
    [{ ifAny: 'DescribeListeners' }],
    async ({ sdk, client, ask, each }): Promise<readonly ItemAnswer<LoadBalancer, readonly Listener[]>[]> => {
      const balancers = (await ask(loadBalancers)).filter(({ Type }) => Type !== 'gateway');
      return each(balancers, async ({ LoadBalancerArn }) => {
        const found = await pages(
          sdk.paginateDescribeListeners({ client }, { LoadBalancerArn, PageSize: 400 }),
          (page) => named(page.Listeners, 'ListenerArn'),
        );
        return found.map(({ ListenerArn, Port, Protocol, SslPolicy, DefaultActions = [] }) => ({
          ListenerArn,
          Port,
          Protocol,
          SslPolicy,
          actions: DefaultActions.map(actionOf),
        }));
      });
    },
  );

/**
 * The rules of the HTTP listeners that face the internet and forward nothing by default, by the ARN of the listener:
 * any of them may still forward. Those that forward by default need no further question.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeRules.html
 */
export const rulesOfHttpListeners = elbv2
  .using(listeners)
  .reader(
    [{ ifAny: 'DescribeRules' }],
    async ({ sdk, client, ask, each }): Promise<readonly ItemAnswer<string, readonly ListenerRule[]>[]> => {
      const http = (await ask(listeners))
        .filter(({ item }) => facesInternet(item))
        .flatMap(({ answer }) => (answer.ok ? answer.value : []))
        .filter((listener) => listener.Protocol === 'HTTP' && !listener.actions.some(forwards));
      return each(
        http.map(({ ListenerArn }) => ListenerArn),
        async (ListenerArn) => {
          const rules = await pages(
            sdk.paginateDescribeRules({ client }, { ListenerArn, PageSize: 400 }),
            (page) => page.Rules,
          );
          return rules.filter(({ IsDefault }) => IsDefault !== true).map(ruleOf);
        },
      );
    },
  );

/** Whether an action hands a request on to a target. */
export function forwards({ Type }: ListenerAction): boolean {
  return Type === 'forward';
}

function ruleOf({ RuleArn, Conditions = [], Actions = [] }: Rule): ListenerRule {
  const paths = Conditions.find(({ Field }) => Field === 'path-pattern');
  return {
    RuleArn,
    paths: paths && (paths.PathPatternConfig?.Values ?? paths.Values),
    actions: Actions.map(actionOf),
  };
}

function actionOf({ Type, RedirectConfig, TargetGroupArn, ForwardConfig }: Action): ListenerAction {
  const groups = ForwardConfig?.TargetGroups?.map((group) => group.TargetGroupArn) ?? [TargetGroupArn];
  return {
    Type,
    ...(RedirectConfig === undefined ? {} : { redirectTo: RedirectConfig.Protocol ?? '#{protocol}' }),
    targetGroups: groups.filter((group) => group !== undefined),
  };
}
