import { pages } from '../../aws/pages.ts';
import { everyRegion } from '../../aws/reader.ts';
import { ssoAdmin } from './service.ts';

/**
 * The instances of IAM Identity Center that live in the Region and that the account can see: its own, and its
 * organization's. https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_ListInstances.html
 */
export const identityCenterInstances = ssoAdmin.reader(['ListInstances'], ({ sdk, client }) =>
  pages(sdk.paginateListInstances({ client, pageSize: 100 }, {}), (page) => page.Instances),
);

/** The instances that the account can see, in all its Regions: each lives in one of them. */
export const identityCenterInstancesAnywhere = everyRegion(identityCenterInstances);
