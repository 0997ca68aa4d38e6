import type { Answers } from '../../stub.ts';
import { success } from '../../wire.ts';
import type { ServiceWorld } from './service-world.ts';

const answers = (): Answers => ({
  'artifact:ListCustomerAgreements': (call) =>
    success(call, {
      customerAgreements: [
        {
          name: 'AWS Business Associate Addendum',
          arn: 'arn:aws:artifact::123456789012:customer-agreement/customer-agreement-0123456789abcdef',
          state: 'ACTIVE',
          type: 'DEFAULT',
          effectiveStart: '2025-03-01T00:00:00Z',
        },
      ],
    }),
  'artifact:ListReports': (call) =>
    success(call, {
      reports: [
        {
          name: 'Service Organization Controls (SOC) 2 Report',
          arn: 'arn:aws:artifact:::report/report-0123456789abcdef:1',
          companyName: 'Amazon Web Services',
          state: 'PUBLISHED',
          version: 1,
          periodStart: '2025-10-01T00:00:00Z',
          periodEnd: '2026-09-30T00:00:00Z',
        },
        {
          name: 'ISO 27001:2022 Certification',
          arn: 'arn:aws:artifact:::report/report-fedcba9876543210:3',
          companyName: 'Amazon Web Services',
          state: 'PUBLISHED',
          version: 3,
        },
      ],
    }),
});

/** AWS Artifact: nobody requires an agreement, so no account is worse than another. */
export const artifact: ServiceWorld = {
  badlyKept: { answers },
  wellKept: { answers },
  finds: { 'artifact/agreement-not-accepted': { passes: ['account'] } },
};
