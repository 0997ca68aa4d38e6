import type { Protection as AwsProtection } from '@aws-sdk/client-shield';
import { type Named, named } from '../../aws/named.ts';
import { pages } from '../../aws/pages.ts';
import { shield } from './service.ts';
import { subscriptionState } from './subscription.ts';

/**
 * What Shield Advanced does for one resource. `HealthCheckIds` and `ApplicationLayerAutomaticResponseConfiguration` are
 * there where somebody set them.
 */
export type Protection = Named<AwsProtection, 'Id' | 'ResourceArn'>;

/**
 * The protections of the account; undefined without a subscription.
 * https://docs.aws.amazon.com/waf/latest/DDOSAPIReference/API_ListProtections.html
 */
export const protections = shield
  .using(subscriptionState)
  .reader(
    [{ ifAny: 'ListProtections' }],
    async ({ sdk, client, ask }): Promise<readonly Protection[] | undefined> =>
      (await ask(subscriptionState)) === 'ACTIVE'
        ? pages(sdk.paginateListProtections({ client, pageSize: 10_000 }, {}), (page) =>
            named(page.Protections, 'Id', 'ResourceArn'),
          )
        : undefined,
  );
