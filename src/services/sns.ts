import { named } from '../aws/named.ts';
import { pages } from '../aws/pages.ts';
import type { Answer } from '../aws/reader.ts';
import { service } from '../aws/service.ts';
import { stillThere } from '../aws/still-there.ts';
import type { PolicyText } from '../policy/outside/admission.ts';

const sns = service({
  id: 'sns',
  region: 'regional',
  load: () => import('@aws-sdk/client-sns'),
  client: (sdk, config) => new sdk.SNSClient(config),
});

export interface Topic {
  readonly TopicArn: string;
  /** Every topic has one. */
  readonly Policy: Answer<PolicyText>;
}

/**
 * The topics of the Region with their policies; one that may not be read carries its error. Of their other attributes
 * nothing is kept.
 * https://docs.aws.amazon.com/sns/latest/api/API_GetTopicAttributes.html
 */
export const topics = sns.reader(
  ['ListTopics', { ifAny: 'GetTopicAttributes' }],
  async ({ sdk, client, each }): Promise<readonly Topic[]> => {
    const listed = await pages(sdk.paginateListTopics({ client }, {}), (page) =>
      named(page.Topics, 'TopicArn'),
    );
    const answers = await each(listed, async ({ TopicArn }): Promise<PolicyText> => {
      const { Attributes } = await client.send(new sdk.GetTopicAttributesCommand({ TopicArn }));
      if (Attributes?.Policy === undefined) throw new Error('AWS sent a topic without its policy');
      return { name: 'Policy', text: Attributes.Policy };
    });
    return stillThere(answers, 'NotFoundException').map(({ item: { TopicArn }, answer }) => ({
      TopicArn,
      Policy: answer,
    }));
  },
);
