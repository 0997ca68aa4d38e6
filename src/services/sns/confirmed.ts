import type { Subscription } from '@aws-sdk/client-sns';

export type { Subscription };

/**
 * Whether what is published comes to the subscriber. Until somebody confirms, the ARN is the word PendingConfirmation;
 * queues and functions are confirmed by subscribing them, where their owner does it. After the topic was left it is
 * the word Deleted. https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html
 */
export function isConfirmed({ SubscriptionArn }: Subscription): boolean {
  return SubscriptionArn?.startsWith('arn:') ?? false;
}
