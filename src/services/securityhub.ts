import type { StandardsSubscription } from '@aws-sdk/client-securityhub';
import { pages } from '../aws/pages.ts';
import { optional, service } from '../aws/reader.ts';

const securityhub = service({
  id: 'securityhub',
  region: 'regional',
  load: () => import('@aws-sdk/client-securityhub'),
  client: (sdk, config) => new sdk.SecurityHubClient(config),
});

/**
 * The ARN of Security Hub CSPM in the Region, or undefined where the account is not subscribed: AWS says so with
 * InvalidAccessException. https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_DescribeHub.html
 */
export const hub = securityhub.reader(
  ['DescribeHub'],
  async ({ sdk, client }): Promise<string | undefined> => {
    try {
      const { HubArn } = await client.send(new sdk.DescribeHubCommand({}));
      if (HubArn === undefined) throw new Error('AWS sent no HubArn');
      return HubArn;
    } catch (error) {
      if (error instanceof sdk.InvalidAccessException || error instanceof sdk.ResourceNotFoundException)
        return undefined;
      throw error;
    }
  },
);

/**
 * The standards that Security Hub CSPM checks by in the Region; none where the account is not subscribed.
 * https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_GetEnabledStandards.html
 */
export const standards = securityhub
  .using(hub)
  .reader(
    [{ ifAny: 'GetEnabledStandards' }],
    async ({ sdk, client, ask }): Promise<readonly StandardsSubscription[]> =>
      (await ask(hub)) === undefined
        ? []
        : pages(
            sdk.paginateGetEnabledStandards({ client, pageSize: 100 }, {}),
            (page) => page.StandardsSubscriptions,
          ),
  );

/** A standard that checks, or soon will. https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_StandardsSubscription.html */
export function checks({ StandardsStatus }: StandardsSubscription): boolean {
  return StandardsStatus === 'READY' || StandardsStatus === 'PENDING' || StandardsStatus === 'INCOMPLETE';
}

const hubV2 = securityhub
  .using(standards)
  .reader([{ ifAny: 'DescribeSecurityHubV2' }], async ({ sdk, client, ask }): Promise<string | undefined> => {
    if ((await ask(standards)).some(checks)) return undefined;
    try {
      const { HubV2Arn } = await client.send(new sdk.DescribeSecurityHubV2Command({}));
      if (HubV2Arn === undefined) throw new Error('AWS sent no HubV2Arn');
      return HubV2Arn;
    } catch (error) {
      if (error instanceof sdk.ResourceNotFoundException) return undefined;
      throw error;
    }
  });

/**
 * The ARN of Security Hub, which gathers and correlates findings, or undefined where it is off; asked only where no
 * standard of Security Hub CSPM is on. For a rule that only weighs by it what it finds. https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_DescribeSecurityHubV2.html
 */
export const optionalHubV2 = optional(hubV2);
