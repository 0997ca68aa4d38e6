import type { AttackSummary } from '@aws-sdk/client-shield';
import { type Named, named } from '../../aws/named.ts';
import { pages } from '../../aws/pages.ts';
import { shield } from './service.ts';
import { subscriptionState } from './subscription.ts';

/** Attacks are read that began within so many days. */
export const ATTACK_DAYS_READ = 90;

const DAY = 86_400_000;

/** A DDoS attack on a protected resource; one that goes on has no `EndTime`. */
export type Attack = Named<AttackSummary, 'AttackId' | 'ResourceArn'>;

/**
 * The attacks of the last days that Shield Advanced saw; undefined without a subscription.
 * https://docs.aws.amazon.com/waf/latest/DDOSAPIReference/API_ListAttacks.html
 */
export const attacks = shield.using(subscriptionState).reader(
  [{ ifAny: 'ListAttacks' }],
  async ({ sdk, client, ask, now }): Promise<readonly Attack[] | undefined> =>
    (await ask(subscriptionState)) === 'ACTIVE'
      ? pages(
          sdk.paginateListAttacks(
            { client, pageSize: 10_000 },
            {
              StartTime: {
                FromInclusive: new Date(now.getTime() - ATTACK_DAYS_READ * DAY),
                ToExclusive: now,
              },
            },
          ),
          (page) => named(page.AttackSummaries, 'AttackId', 'ResourceArn'),
        )
      : undefined,
);
