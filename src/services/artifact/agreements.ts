import { type Named, named } from '../../aws/named.ts';
import { pages } from '../../aws/pages.ts';
import type { CustomerAgreementSummary } from './models.ts';
import { artifact } from './service.ts';

export type CustomerAgreement = Named<CustomerAgreementSummary, 'name'>;

/**
 * The agreements with AWS that hold for the account, its organization's among them; none where nobody accepted one.
 * https://docs.aws.amazon.com/artifact/latest/APIReference/API_ListCustomerAgreements.html
 */
export const customerAgreements = artifact.reader(['ListCustomerAgreements'], ({ sdk, client }) =>
  pages(
    sdk.paginateListCustomerAgreements({ client, pageSize: 300 }, {}),
    (page): readonly CustomerAgreement[] => named(page.customerAgreements, 'name'),
  ),
);
