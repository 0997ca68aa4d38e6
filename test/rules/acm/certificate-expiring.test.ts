import { describe, expect, it } from 'vitest';
import rule from '../../../rules/acm/certificate-expiring.ts';
import type { Certificate, Renewal } from '../../../src/services/acm.ts';
import { denial } from '../../support/answered.ts';
import { daysAgo, judge, statuses } from '../../support/judge.ts';

const ARN = 'arn:aws:acm:us-east-1:111122223333:certificate/1';

const endingIn = (days: number, changes: Partial<Certificate> = {}): Certificate => ({
  CertificateArn: ARN,
  DomainName: 'example.com',
  Type: 'AMAZON_ISSUED',
  Status: 'ISSUED',
  InUse: true,
  NotAfter: daysAgo(-days),
  RenewalEligibility: 'ELIGIBLE',
  ...changes,
});
const imported = (days: number) => endingIn(days, { Type: 'IMPORTED', RenewalEligibility: 'INELIGIBLE' });

const judged = (certificate: Certificate, renewal?: Renewal, days = 30) =>
  judge(
    rule,
    { certificates: [certificate], renewals: new Map([[ARN, { ok: true, value: renewal }]]) },
    { options: { days } },
  );

describe('acm/certificate-expiring', () => {
  it.each([
    ['imported, with time left', imported(31), undefined, 'pass'],
    ['imported, near its end', imported(29), undefined, 'fail'],
    ['ended', endingIn(-1), undefined, 'fail'],
    ['unused', endingIn(2, { InUse: false }), undefined, 'notApplicable'],
    ['without a word on its use', endingIn(2, { InUse: undefined }), undefined, 'unknown'],
    ['without a word on its end', endingIn(2, { NotAfter: undefined }), undefined, 'unknown'],
    ['renewed', endingIn(20), { RenewalStatus: 'SUCCESS', RenewalStatusReason: undefined }, 'pass'],
    [
      'being renewed',
      endingIn(20),
      { RenewalStatus: 'PENDING_AUTO_RENEWAL', RenewalStatusReason: undefined },
      'pass',
    ],
    [
      'being renewed for weeks',
      endingIn(5),
      { RenewalStatus: 'PENDING_AUTO_RENEWAL', RenewalStatusReason: undefined },
      'fail',
    ],
    [
      'waiting for its owner',
      endingIn(20),
      { RenewalStatus: 'PENDING_VALIDATION', RenewalStatusReason: undefined },
      'fail',
    ],
    [
      'that could not be renewed',
      endingIn(20),
      { RenewalStatus: 'FAILED', RenewalStatusReason: 'CAA_ERROR' },
      'fail',
    ],
    ['whose renewal never began', endingIn(20), undefined, 'fail'],
  ] as const)('a certificate %s', (_case, certificate, renewal, expected) => {
    expect(statuses(judged(certificate, renewal))).toEqual([expected]);
  });

  it('leaves time to ACM where more days are asked for', () => {
    expect(statuses(judged(endingIn(50), undefined, 90))).toEqual(['pass']);
    expect(statuses(judged(endingIn(80), undefined, 90))).toEqual(['pass']);
    expect(statuses(judged(imported(80), undefined, 90))).toEqual(['fail']);
  });

  it('is unknown for the certificate whose renewal was denied', () => {
    const renewals = new Map([[ARN, { ok: false, error: denial('acm:DescribeCertificate') } as const]]);
    expect(judge(rule, { certificates: [endingIn(20), imported(20)], renewals })).toMatchObject([
      { status: 'unknown', error: { action: 'acm:DescribeCertificate' } },
      { status: 'fail' },
    ]);
  });

  it('says why ACM does not renew', () => {
    expect(judged(endingIn(20), { RenewalStatus: 'FAILED', RenewalStatusReason: 'CAA_ERROR' })).toMatchObject(
      [
        {
          description:
            'The certificate of example.com is in use and ends on 2026-12-10: ACM could not renew it (CAA_ERROR).',
        },
      ],
    );
  });
});
