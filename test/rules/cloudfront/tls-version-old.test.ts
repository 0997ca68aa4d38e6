import { describe, expect, it } from 'vitest';
import rule from '../../../rules/cloudfront/tls-version-old.ts';
import type { Distribution } from '../../../src/services/cloudfront.ts';
import { judge, statuses } from '../../support/judge.ts';
import { customOrigin, distributionOf } from './readings.fixture.ts';

const accepting = (
  MinimumProtocolVersion: NonNullable<Distribution['ViewerCertificate']>['MinimumProtocolVersion'],
) => distributionOf({ ViewerCertificate: { MinimumProtocolVersion } });

describe('cloudfront/tls-version-old', () => {
  it.each([
    ['SSLv3', 'fail'],
    ['TLSv1', 'fail'],
    ['TLSv1_2016', 'fail'],
    ['TLSv1.1_2016', 'fail'],
    ['TLSv1.2_2018', 'pass'],
    ['TLSv1.2_2025', 'pass'],
    ['TLSv1.3_2025', 'pass'],
    [undefined, 'unknown'],
  ] as const)('viewers with %s', (version, expected) => {
    expect(statuses(judge(rule, { distributions: [accepting(version)] }))).toEqual([expected]);
  });

  it('tells that the certificate of cloudfront.net comes with old TLS, and weighs it little', () => {
    const ViewerCertificate = {
      CloudFrontDefaultCertificate: true,
      MinimumProtocolVersion: 'TLSv1',
    } as const;
    expect(judge(rule, { distributions: [distributionOf({ ViewerCertificate })] })).toMatchObject([
      { status: 'fail', severity: { score: 1 }, description: expect.stringContaining('by design') },
    ]);
  });

  it.each([
    ['TLS 1.2', customOrigin('https-only', ['TLSv1.2']), ['pass', 'pass']],
    ['old versions too', customOrigin('match-viewer', ['SSLv3', 'TLSv1', 'TLSv1.2']), ['pass', 'fail']],
    ['nothing that AWS told', customOrigin('https-only', []), ['pass', 'unknown']],
    ['no TLS at all, which another rule tells', customOrigin('http-only', ['TLSv1']), ['pass']],
  ])('an origin that is offered %s', (_case, origin, expected) => {
    expect(statuses(judge(rule, { distributions: [distributionOf({ origins: [origin] })] }))).toEqual(
      expected,
    );
  });

  it('does not apply to a distribution that is off', () => {
    expect(statuses(judge(rule, { distributions: [distributionOf({ Enabled: false })] }))).toEqual([
      'notApplicable',
    ]);
  });
});
