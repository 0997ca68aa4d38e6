import { describe, expect, it } from 'vitest';
import rule from '../../../rules/cloudfront/bucket-origin-without-access-control.ts';
import { judge, statuses } from '../../support/judge.ts';
import { bucketOrigin, customOrigin, distributionOf } from './readings.fixture.ts';

const open = { ...bucketOrigin, OriginAccessControlId: '' };
const identity = {
  ...open,
  S3OriginConfig: { OriginAccessIdentity: 'origin-access-identity/cloudfront/E2' },
};

describe('cloudfront/bucket-origin-without-access-control', () => {
  it.each([
    ['a bucket with origin access control', bucketOrigin, ['pass']],
    ['a bucket with an origin access identity', identity, ['pass']],
    ['a bucket with neither', open, ['fail']],
    [
      'a bucket that is asked as a custom origin',
      customOrigin('https-only', ['TLSv1.2'], 'site.s3.amazonaws.com'),
      ['fail'],
    ],
    [
      'a website endpoint',
      customOrigin('http-only', ['TLSv1.2'], 'site.s3-website.eu-central-1.amazonaws.com'),
      ['notApplicable'],
    ],
    ['no bucket', customOrigin('https-only'), []],
  ])('%s', (_case, origin, expected) => {
    expect(statuses(judge(rule, { distributions: [distributionOf({ origins: [origin] })] }))).toEqual(
      expected,
    );
  });

  it('does not apply to a distribution that is off', () => {
    const off = distributionOf({ Enabled: false, origins: [open] });
    expect(statuses(judge(rule, { distributions: [off] }))).toEqual(['notApplicable']);
  });
});
