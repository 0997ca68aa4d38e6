import type { Wire } from '../../wire.ts';
import { always, atHome } from './at-home.ts';
import type { ServiceWorld, Surroundings } from './service-world.ts';

const certificate = (
  { accountId, now }: Surroundings,
  name: string,
  daysLeft: number,
  changes: Readonly<Record<string, Wire>> = {},
): Wire => ({
  CertificateArn: `arn:aws:acm:us-east-1:${accountId}:certificate/${name}`,
  DomainName: `${name}.example.com`,
  Status: 'ISSUED',
  Type: 'AMAZON_ISSUED',
  KeyAlgorithm: 'EC-prime256v1',
  InUse: true,
  RenewalEligibility: 'ELIGIBLE',
  NotAfter: new Date(now.getTime() + daysLeft * 86_400_000),
  ...changes,
});

export const acm: ServiceWorld = {
  badlyKept: {
    answers: (surroundings) => ({
      'acm:ListCertificates': atHome(
        {
          CertificateSummaryList: [
            certificate(surroundings, 'imported', 10, { Type: 'IMPORTED', RenewalEligibility: 'INELIGIBLE' }),
            certificate(surroundings, 'stuck', 20),
            certificate(surroundings, 'unused', 5, { InUse: false, RenewalEligibility: 'INELIGIBLE' }),
          ],
        },
        { CertificateSummaryList: [] },
      ),
      'acm:DescribeCertificate': always({
        Certificate: {
          RenewalSummary: {
            RenewalStatus: 'PENDING_VALIDATION',
            DomainValidationOptions: [],
            UpdatedAt: surroundings.now,
          },
        },
      }),
    }),
  },
  wellKept: {
    answers: (surroundings) => ({
      'acm:ListCertificates': atHome(
        { CertificateSummaryList: [certificate(surroundings, 'fresh', 180)] },
        { CertificateSummaryList: [] },
      ),
    }),
  },
  finds: { 'acm/certificate-expiring': { fails: ['imported', 'stuck'], notApplicable: ['unused'] } },
};
