import { optional } from '../../aws/combine-readers.ts';
import { type Named, named } from '../../aws/named.ts';
import { pages } from '../../aws/pages.ts';
import type { ReportSummary } from './models.ts';
import { artifact } from './service.ts';

export type AssuranceReport = Named<ReportSummary, 'name'>;

/**
 * What auditors wrote about AWS, by title, period and state: the documents themselves stay at AWS.
 * https://docs.aws.amazon.com/artifact/latest/APIReference/API_ListReports.html
 */
export const assuranceReports = artifact.reader(['ListReports'], ({ sdk, client }) =>
  pages(sdk.paginateListReports({ client, pageSize: 300 }, {}), (page): readonly AssuranceReport[] =>
    named(page.reports, 'name'),
  ),
);

/** The same, for rules whose other verdicts do not depend on it. */
export const optionalAssuranceReports = optional(assuranceReports);
