import { derive, everyRegion, optional } from '../../aws/combine-readers.ts';
import { pages } from '../../aws/pages.ts';
import { organization } from '../organizations/organization.ts';
import { ssoAdmin } from './service.ts';

/**
 * The instances of IAM Identity Center that live in the Region and that the account can see: its own, and its
 * organization's. https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_ListInstances.html
 */
export const identityCenterInstances = ssoAdmin.reader(['ListInstances'], ({ sdk, client }) =>
  pages(sdk.paginateListInstances({ client, pageSize: 100 }, {}), (page) => page.Instances),
);

/**
 * The instance of the organization, in whichever Region it lives: the only kind that gives people access to AWS
 * accounts, and it belongs to the management account. An account instance is for applications.
 * https://docs.aws.amazon.com/singlesignon/latest/userguide/identity-center-instances.html
 */
export const organizationInstances = derive(
  { regions: everyRegion(identityCenterInstances), organization: optional(organization) },
  ({ regions, organization: ours }) =>
    regions.map(({ region, answer }) => {
      if (!answer.ok || answer.value.length === 0) return { region, answer };
      if (!ours.ok) return { region, answer: ours };
      const value = answer.value.filter(
        ({ OwnerAccountId }) =>
          OwnerAccountId !== undefined && OwnerAccountId === ours.value?.MasterAccountId,
      );
      return { region, answer: { ok: true as const, value } };
    }),
);
