import type { Subscription as AwsSubscription } from '@aws-sdk/client-shield';
import { shield } from './service.ts';

/**
 * Whether the account is subscribed to Shield Advanced: ACTIVE or INACTIVE. The one question that every account may ask.
 * https://docs.aws.amazon.com/waf/latest/DDOSAPIReference/API_GetSubscriptionState.html
 */
export const subscriptionState = shield.reader(['GetSubscriptionState'], async ({ sdk, client }) => {
  const { SubscriptionState } = await client.send(new sdk.GetSubscriptionStateCommand({}));
  return SubscriptionState;
});

/** How proactive engagement was set up; undefined where nobody ever did. */
export type Subscription = Pick<AwsSubscription, 'ProactiveEngagementStatus'>;

/**
 * The subscription to Shield Advanced; undefined without one.
 * https://docs.aws.amazon.com/waf/latest/DDOSAPIReference/API_DescribeSubscription.html
 */
export const subscription = shield
  .using(subscriptionState)
  .reader(
    [{ ifAny: 'DescribeSubscription' }],
    async ({ sdk, client, ask }): Promise<Subscription | undefined> => {
      if ((await ask(subscriptionState)) !== 'ACTIVE') return undefined;
      const { Subscription: found } = await client.send(new sdk.DescribeSubscriptionCommand({}));
      const status = found?.ProactiveEngagementStatus;
      return status === undefined ? {} : { ProactiveEngagementStatus: status };
    },
  );
