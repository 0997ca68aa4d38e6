import { AccountClient } from '@aws-sdk/client-account';
import type { MetadataBearer, StaticOperationSchema } from '@smithy/types';
import type { ClientConfig } from '../../aws/client.ts';
import { commandOf, paginatorOf, settingsOf, type UnpublishedService } from '../../aws/signed-client.ts';
import type { CustomerAgreementSummary, ReportSummary } from './models.ts';

/**
 * What an SDK client of AWS Artifact would be, which AWS does not publish: the two operations that Postern reads.
 * https://docs.aws.amazon.com/artifact/latest/APIReference/Welcome.html
 */
const ARTIFACT: UnpublishedService = {
  serviceId: 'Artifact',
  signingName: 'artifact',
  namespace: 'com.amazonaws.artifact',
  apiVersion: '2018-05-10',
};

/** The SDK's client of a service of the same protocol, told to be another. */
export class ArtifactClient extends AccountClient {
  constructor(config: ClientConfig) {
    super({ ...config, ...settingsOf(ARTIFACT) });
  }
}

interface AgreementsPage extends MetadataBearer {
  readonly customerAgreements?: readonly CustomerAgreementSummary[];
}

interface ReportsPage extends MetadataBearer {
  readonly reports?: readonly ReportSummary[];
}

/** Sentinels of https://github.com/smithy-lang/smithy-typescript/blob/main/packages/types/src/schema/sentinels.ts */
const TEXT = 0;
const NUMBER = 1;
const DATE_TIME = 5;

/** https://docs.aws.amazon.com/artifact/latest/APIReference/API_ListCustomerAgreements.html */
export const ListCustomerAgreements$ = listing('ListCustomerAgreements', {
  path: '/v1/customer-agreement/list',
  list: 'customerAgreements',
  members: {
    name: TEXT,
    arn: TEXT,
    agreementArn: TEXT,
    organizationArn: TEXT,
    effectiveStart: DATE_TIME,
    effectiveEnd: DATE_TIME,
    state: TEXT,
    type: TEXT,
  },
});

/** https://docs.aws.amazon.com/artifact/latest/APIReference/API_ListReports.html */
export const ListReports$ = listing('ListReports', {
  path: '/v1/report/list',
  list: 'reports',
  members: {
    name: TEXT,
    arn: TEXT,
    version: NUMBER,
    state: TEXT,
    periodStart: DATE_TIME,
    periodEnd: DATE_TIME,
    series: TEXT,
    category: TEXT,
    companyName: TEXT,
  },
});

export const ListCustomerAgreementsCommand = commandOf<object, AgreementsPage>(
  ARTIFACT,
  ListCustomerAgreements$,
);
export const ListReportsCommand = commandOf<object, ReportsPage>(ARTIFACT, ListReports$);

export const paginateListCustomerAgreements = paginatorOf<AgreementsPage>(
  ArtifactClient,
  ListCustomerAgreementsCommand,
);
export const paginateListReports = paginatorOf<ReportsPage>(ArtifactClient, ListReportsCommand);

/** The schema of a GET that lists things page by page, in the form in which the SDK has its own. */
function listing(
  operation: string,
  {
    path,
    list,
    members,
  }: { readonly path: string; readonly list: string; readonly members: Readonly<Record<string, number>> },
): StaticOperationSchema {
  const { namespace } = ARTIFACT;
  const page = { maxResults: NUMBER, nextToken: TEXT };
  return [
    9,
    namespace,
    operation,
    { http: ['GET', path, 200] },
    [
      3,
      namespace,
      `${operation}Request`,
      0,
      Object.keys(page),
      Object.entries(page).map(([httpQuery, kind]) => [kind, { httpQuery }]),
    ],
    [
      3,
      namespace,
      `${operation}Response`,
      0,
      [list, 'nextToken'],
      [
        [
          1,
          namespace,
          `${operation}List`,
          0,
          [3, namespace, `${operation}Item`, 0, Object.keys(members), Object.values(members)],
        ],
        TEXT,
      ],
    ],
  ];
}
