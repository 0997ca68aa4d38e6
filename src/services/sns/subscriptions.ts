import type { Subscription } from '@aws-sdk/client-sns';

export type { Subscription };

/**
 * Whether what is published comes to the subscriber. Until somebody confirms, the ARN is the word PendingConfirmation;
 * SQS queues, Lambda functions and the like of the own account are confirmed by who subscribes them. After somebody
 * unsubscribed it is Deleted. https://docs.aws.amazon.com/sns/latest/dg/sns-create-subscribe-endpoint-to-topic.html
 */
export function isConfirmed({ SubscriptionArn }: Subscription): boolean {
  return SubscriptionArn?.startsWith('arn:') ?? false;
}
