import type { CertificateSummary, KeyAlgorithm, RenewalSummary } from '@aws-sdk/client-acm';
import { type Named, named } from '../aws/named.ts';
import { pages } from '../aws/pages.ts';
import type { Answer } from '../aws/reader.ts';
import { service } from '../aws/service.ts';

const acm = service({
  id: 'acm',
  region: 'regional',
  load: () => import('@aws-sdk/client-acm'),
  client: (sdk, config) => new sdk.ACMClient(config),
});

export type Certificate = Named<
  Pick<
    CertificateSummary,
    'CertificateArn' | 'DomainName' | 'Type' | 'Status' | 'InUse' | 'NotAfter' | 'RenewalEligibility'
  >,
  'CertificateArn'
>;

/** All that ACM knows: without their names it lists RSA keys of 1024 and 2048 bits alone. */
const KEY_TYPES: KeyAlgorithm[] = [
  'RSA_1024',
  'RSA_2048',
  'RSA_3072',
  'RSA_4096',
  'EC_prime256v1',
  'EC_secp384r1',
  'EC_secp521r1',
];

/**
 * The certificates of the Region, with keys of every type; none where there are none. Those that ACM issued to an ACME
 * client are left out: their keys are outside AWS, and nothing in AWS uses them.
 * https://docs.aws.amazon.com/acm/latest/APIReference/API_ListCertificates.html
 */
export const certificates = acm.reader(
  ['ListCertificates'],
  ({ sdk, client }): Promise<readonly Certificate[]> =>
    pages(
      sdk.paginateListCertificates({ client, pageSize: 1000 }, { Includes: { keyTypes: KEY_TYPES } }),
      (page) =>
        named(page.CertificateSummaryList, 'CertificateArn').map(
          ({ CertificateArn, DomainName, Type, Status, InUse, NotAfter, RenewalEligibility }) => ({
            CertificateArn,
            DomainName,
            Type,
            Status,
            InUse,
            NotAfter,
            RenewalEligibility,
          }),
        ),
    ),
);

const DAY = 86_400_000;

/**
 * ACM begins to renew so many days before the end.
 * https://docs.aws.amazon.com/acm/latest/userguide/dns-renewal-validation.html
 */
export const RENEWAL_BEGINS = 60;

/** How far ACM is with renewing a certificate: its status, and why it failed where it did. */
export type Renewal = Pick<RenewalSummary, 'RenewalStatus' | 'RenewalStatusReason'>;

/**
 * How far ACM is with renewing each certificate in use that it renews by itself and whose end is near, by ARN; undefined
 * where it has not begun.
 * https://docs.aws.amazon.com/acm/latest/APIReference/API_DescribeCertificate.html
 */
export const renewals = acm
  .using(certificates)
  .reader(
    [{ ifAny: 'DescribeCertificate' }],
    async ({ sdk, client, now, ask, each }): Promise<ReadonlyMap<string, Answer<Renewal | undefined>>> => {
      const due = (await ask(certificates)).filter(
        ({ InUse, RenewalEligibility, NotAfter }) =>
          InUse === true &&
          RenewalEligibility === 'ELIGIBLE' &&
          NotAfter !== undefined &&
          NotAfter.getTime() - now.getTime() < RENEWAL_BEGINS * DAY,
      );
      const answers = await each(due, async ({ CertificateArn, NotAfter }) => {
        const { Certificate } = await client.send(new sdk.DescribeCertificateCommand({ CertificateArn }));
        if (Certificate === undefined) throw new Error('AWS sent no certificate');
        const { RenewalSummary } = Certificate;
        if (RenewalSummary === undefined || isOfBefore(RenewalSummary, NotAfter)) return undefined;
        const { RenewalStatus, RenewalStatusReason } = RenewalSummary;
        return { RenewalStatus, RenewalStatusReason };
      });
      return new Map(answers.map(({ item, answer }) => [item.CertificateArn, answer]));
    },
  );

/** Whether a renewal succeeded before this one was due: then it is the one that led to the certificate of today. */
function isOfBefore({ RenewalStatus, UpdatedAt }: RenewalSummary, NotAfter: Date | undefined): boolean {
  return (
    RenewalStatus === 'SUCCESS' &&
    UpdatedAt !== undefined &&
    NotAfter !== undefined &&
    UpdatedAt.getTime() < NotAfter.getTime() - RENEWAL_BEGINS * DAY
  );
}
