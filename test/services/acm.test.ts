import { afterEach, describe, expect, it, vi } from 'vitest';
import { certificates, renewals } from '../../src/services/acm.ts';
import { denied } from '../support/faults.ts';
import { stubbedPlace } from '../support/place.ts';
import type { Answers } from '../support/stub.ts';
import { success, textParam } from '../support/wire.ts';

afterEach(() => vi.unstubAllEnvs());

const arnOf = (id: string) => `arn:aws:acm:eu-west-1:111122223333:certificate/${id}`;

describe('certificates', () => {
  it('are those of all pages, with keys of every type', async () => {
    await using scan = await stubbedPlace({
      'acm:ListCertificates': (call) => {
        expect(call.params).toMatchObject({
          MaxItems: 1000,
          Includes: { keyTypes: expect.arrayContaining(['RSA_4096', 'EC_prime256v1', 'EC_secp521r1']) },
        });
        return textParam(call, 'NextToken') === undefined
          ? success(call, { CertificateSummaryList: [{ CertificateArn: arnOf('1') }], NextToken: 'next' })
          : success(call, { CertificateSummaryList: [{ CertificateArn: arnOf('2'), InUse: true }] });
      },
    });
    expect(await certificates(scan.place)).toMatchObject([
      { CertificateArn: arnOf('1') },
      { CertificateArn: arnOf('2'), InUse: true },
    ]);
  });

  it('names the action that is denied', async () => {
    await using scan = await stubbedPlace({ 'acm:ListCertificates': denied() });
    await expect(certificates(scan.place)).rejects.toMatchObject({
      kind: 'denied',
      action: 'acm:ListCertificates',
    });
  });
});

describe('renewals', () => {
  /** The moment of the scan is 2026-11-20. */
  const listing = (...ends: readonly (readonly [string, string, object?])[]): Answers => ({
    'acm:ListCertificates': (call) =>
      success(call, {
        CertificateSummaryList: ends.map(([id, end, changes]) => ({
          CertificateArn: arnOf(id),
          InUse: true,
          RenewalEligibility: 'ELIGIBLE',
          NotAfter: new Date(end),
          ...changes,
        })),
      }),
  });

  it('are asked for where a certificate in use that ACM renews is near its end', async () => {
    await using scan = await stubbedPlace({
      ...listing(
        ['near', '2026-12-10'],
        ['far', '2027-11-20'],
        ['unused', '2026-12-10', { InUse: false }],
        ['imported', '2026-12-10', { RenewalEligibility: 'INELIGIBLE' }],
      ),
      'acm:DescribeCertificate': (call) =>
        success(call, { Certificate: { RenewalSummary: { RenewalStatus: 'PENDING_VALIDATION' } } }),
    });
    expect([...(await renewals(scan.place))]).toMatchObject([
      [arnOf('near'), { ok: true, value: { RenewalStatus: 'PENDING_VALIDATION' } }],
    ]);
    expect(scan.calls()).toEqual(['ListCertificates', 'DescribeCertificate']);
  });

  it.each([
    ['of this time', '2026-11-18', { RenewalStatus: 'SUCCESS' }],
    ['of the last time, which led to the certificate of today', '2025-11-15', undefined],
  ])('tell of a success %s', async (_case, updated, expected) => {
    await using scan = await stubbedPlace({
      ...listing(['a', '2026-12-10']),
      'acm:DescribeCertificate': (call) =>
        success(call, {
          Certificate: { RenewalSummary: { RenewalStatus: 'SUCCESS', UpdatedAt: new Date(updated) } },
        }),
    });
    const [found] = [...(await renewals(scan.place)).values()];
    expect(found).toEqual({ ok: true, value: expected });
  });

  it('are undefined where none has begun, and carry the error where one was denied', async () => {
    await using scan = await stubbedPlace({
      ...listing(['a', '2026-12-10'], ['b', '2026-12-10']),
      'acm:DescribeCertificate': (call, upstream) =>
        textParam(call, 'CertificateArn') === arnOf('a')
          ? success(call, { Certificate: {} })
          : denied()(call, upstream),
    });
    expect([...(await renewals(scan.place)).values()]).toMatchObject([
      { ok: true, value: undefined },
      { ok: false, error: { action: 'acm:DescribeCertificate' } },
    ]);
  });
});
