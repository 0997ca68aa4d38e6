import { named } from '../../aws/named.ts';
import { pages } from '../../aws/pages.ts';
import { iam } from './service.ts';

/**
 * All roles, with what GetAccountAuthorizationDetails leaves out: MaxSessionDuration, in seconds.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoles.html
 */
export const listedRoles = iam.reader(['ListRoles'], async ({ sdk, client }) =>
  named(
    await pages(sdk.paginateListRoles({ client, pageSize: 1000 }, {}), (page) => page.Roles),
    'RoleName',
    'Arn',
  ),
);
