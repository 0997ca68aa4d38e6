import type { Subscription } from '@aws-sdk/client-sns';
import { pages } from '../../aws/pages.ts';
import type { sns } from './service.ts';

/** What readers of SNS ask with. */
type Asking = Pick<Parameters<Parameters<typeof sns.reader>[1]>[0], 'sdk' | 'client'>;

/**
 * Who is subscribed to a topic; undefined where there is no such topic. Sends ListSubscriptionsByTopic.
 * https://docs.aws.amazon.com/sns/latest/api/API_ListSubscriptionsByTopic.html
 */
export async function subscriptionsOf(
  TopicArn: string,
  { sdk, client }: Asking,
): Promise<readonly Subscription[] | undefined> {
  try {
    return await pages(
      sdk.paginateListSubscriptionsByTopic({ client }, { TopicArn }),
      ({ Subscriptions }) => Subscriptions,
    );
  } catch (error) {
    if (error instanceof sdk.NotFoundException) return undefined;
    throw error;
  }
}
