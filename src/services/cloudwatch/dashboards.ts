import { named } from '../../aws/named.ts';
import { pages } from '../../aws/pages.ts';
import { cloudwatchOfAccount } from './service.ts';

/**
 * The names of the dashboards of the account; none where it has none. "All dashboards in your account are global, not
 * region-specific": https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutDashboard.html
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListDashboards.html
 */
export const dashboardNames = cloudwatchOfAccount.reader(
  ['ListDashboards'],
  async ({ sdk, client }): Promise<readonly string[]> => {
    const dashboards = await pages(
      sdk.paginateListDashboards({ client }, {}),
      ({ DashboardEntries }) => DashboardEntries,
    );
    return named(dashboards, 'DashboardName').map(({ DashboardName }) => DashboardName);
  },
);
