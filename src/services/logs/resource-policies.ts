import type { ResourcePolicy } from '@aws-sdk/client-cloudwatch-logs';
import { type Named, named } from '../../aws/named.ts';
import { logs } from './service.ts';

export type LogResourcePolicy = Named<ResourcePolicy, 'policyName'>;

/**
 * The policies that let others use the log groups of the account in the Region; AWS allows ten. The SDK turns no pages.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeResourcePolicies.html
 */
export const logResourcePolicies = logs.reader(
  [{ repeats: 'DescribeResourcePolicies' }],
  async ({ sdk, client }): Promise<readonly LogResourcePolicy[]> => {
    const policies: LogResourcePolicy[] = [];
    const turned = new Set<string>();
    let nextToken: string | undefined;
    do {
      const page = await client.send(
        new sdk.DescribeResourcePoliciesCommand({
          limit: 50,
          ...(nextToken === undefined ? {} : { nextToken }),
        }),
      );
      policies.push(...named(page.resourcePolicies, 'policyName'));
      nextToken = page.nextToken;
      if (nextToken !== undefined && turned.has(nextToken)) throw new Error('AWS sent a page token twice');
      if (nextToken !== undefined) turned.add(nextToken);
    } while (nextToken !== undefined);
    return policies;
  },
);
