import { describe, expect, it } from 'vitest';
import rule from '../../../rules/iam/server-certificate-expired.ts';
import { daysAgo, judge, statuses } from '../../support/judge.ts';

const certificate = (Expiration: Date | undefined) => ({
  Path: '/',
  ServerCertificateName: 'shop',
  ServerCertificateId: 'ASCA',
  Arn: 'arn:aws:iam::111122223333:server-certificate/shop',
  Expiration,
});

describe('iam/server-certificate-expired', () => {
  it.each([
    ['expires tomorrow', daysAgo(-1), 'pass'],
    ['expires now', daysAgo(0), 'fail'],
    ['expired', daysAgo(1), 'fail'],
    ['not told', undefined, 'unknown'],
  ])('%s', (_case, expiration, status) => {
    expect(statuses(judge(rule, { certificates: [certificate(expiration)] }))).toEqual([status]);
  });

  it('judges nothing where nothing is stored', () => {
    expect(judge(rule, { certificates: [] })).toEqual([]);
  });

  it('says when', () => {
    expect(judge(rule, { certificates: [certificate(new Date('2026-01-02T03:04:05Z'))] })).toMatchObject([
      {
        resource: {
          type: 'AwsIamServerCertificate',
          id: 'arn:aws:iam::111122223333:server-certificate/shop',
        },
        evidence: { Expiration: '2026-01-02T03:04:05.000Z' },
        description: 'The server certificate shop expired on 2026-01-02.',
      },
    ]);
  });
});
