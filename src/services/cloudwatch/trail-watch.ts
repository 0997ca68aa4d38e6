import { trailLogGroups } from '../logs/index.ts';
import { sns } from '../sns/service.ts';
import { subscriptionsOf } from '../sns/subscriptions.ts';
import { alarms } from './alarms.ts';
import { topicsThatMatter } from './hearing.ts';
import { type TrailWatch, watchingFilters } from './watching.ts';

/**
 * What watches the log groups of trails in the Region, down to who is subscribed to the topics that matter. Asks for
 * nothing where no trail delivers to a log group of the Region.
 */
export const trailWatch = sns
  .using(trailLogGroups, { ifAny: alarms })
  .reader(
    [{ ifAny: 'ListSubscriptionsByTopic' }],
    async ({ accountId, region, ask, each, sdk, client }): Promise<TrailWatch> => {
      const logGroups = await ask(trailLogGroups);
      const place = { accountId, region };
      const filters = watchingFilters(logGroups);
      if (logGroups.length === 0)
        return {
          ...place,
          logGroups,
          filters,
          alarms: { metric: [], composite: [], log: [] },
          topics: new Map(),
        };
      const all = await ask(alarms);
      const matter = topicsThatMatter({ filters, logGroups }, all, place);
      const answers = await each(matter, (topic) => subscriptionsOf(topic, { sdk, client }));
      return {
        ...place,
        logGroups,
        filters,
        alarms: all,
        topics: new Map(answers.map(({ item, answer }) => [item, answer])),
      };
    },
  );
