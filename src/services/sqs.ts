import { pages } from '../aws/pages.ts';
import type { Answer } from '../aws/reader.ts';
import { service } from '../aws/service.ts';
import { stillThere } from '../aws/still-there.ts';
import type { PolicyText } from '../policy/outside/admission.ts';

const sqs = service({
  id: 'sqs',
  region: 'regional',
  load: () => import('@aws-sdk/client-sqs'),
  // The SDK would send a question to the host in the URL of the queue, whatever endpoint is set.
  client: (sdk, config) => new sdk.SQSClient({ ...config, useQueueUrlAsEndpoint: false }),
});

export interface Queue {
  readonly QueueUrl: string;
  readonly QueueArn: string;
  readonly Policy: Answer<PolicyText>;
}

/**
 * The queues of the Region with their policies, of which most have none; one that may not be read carries its error.
 * Without MaxResults AWS tells of the first thousand only, and where there is no queue it sends no list.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListQueues.html
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueAttributes.html
 */
export const queues = sqs.reader(
  ['ListQueues', { ifAny: 'GetQueueAttributes' }],
  async ({ sdk, client, accountId, partition, region, each }): Promise<readonly Queue[]> => {
    const urls = await pages(
      sdk.paginateListQueues({ client, pageSize: 1000 }, {}),
      (page) => page.QueueUrls ?? [],
    );
    const answers = await each(urls, async (QueueUrl): Promise<PolicyText> => {
      const { Attributes } = await client.send(
        new sdk.GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn', 'Policy'] }),
      );
      if (Attributes?.QueueArn === undefined) throw new Error('AWS sent a queue without its ARN');
      return { name: 'Policy', text: Attributes.Policy };
    });
    return stillThere(answers, 'QueueDoesNotExist', 'AWS.SimpleQueueService.NonExistentQueue').map(
      ({ item: QueueUrl, answer }) => ({
        QueueUrl,
        // A URL ends in the name of the queue.
        QueueArn: `arn:${partition.id}:sqs:${region}:${accountId}:${QueueUrl.slice(QueueUrl.lastIndexOf('/') + 1)}`,
        Policy: answer,
      }),
    );
  },
);
