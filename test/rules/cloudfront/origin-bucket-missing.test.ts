import { describe, expect, it } from 'vitest';
import rule from '../../../rules/cloudfront/origin-bucket-missing.ts';
import { answered, refused } from '../../support/answered.ts';
import { judge, statuses } from '../../support/judge.ts';
import { customOrigin, distributionOf } from './readings.fixture.ts';

describe('cloudfront/origin-bucket-missing', () => {
  it.each([
    ['of its own', [answered('site', 'own' as const)], 'pass'],
    ['of another account', [answered('site', 'of another account' as const)], 'pass'],
    ['that does not exist', [answered('site', 'missing' as const)], 'fail'],
    ['that S3 tells nothing of', [refused('site', 's3:ListBucket')], 'unknown'],
    ['that nobody asked about', [], 'unknown'],
  ])('a distribution that reads a bucket %s', (_case, buckets, expected) => {
    expect(statuses(judge(rule, { distributions: [distributionOf()], buckets }))).toEqual([expected]);
  });

  it('does not apply to one that is off, and has nothing to say of other origins', () => {
    const distributions = [
      distributionOf({ Enabled: false }),
      distributionOf({ origins: [customOrigin('https-only')] }),
    ];
    expect(statuses(judge(rule, { distributions, buckets: [] }))).toEqual(['notApplicable']);
  });

  it('judges website endpoints, and no access points, whose names nobody can take', () => {
    const origins = [
      customOrigin('http-only', undefined, 'site.s3-website.eu-west-1.amazonaws.com'),
      customOrigin('https-only', undefined, 'point-s3alias.s3.eu-west-1.amazonaws.com'),
    ];
    const buckets = [answered('site', 'missing' as const)];
    expect(statuses(judge(rule, { distributions: [distributionOf({ origins })], buckets }))).toEqual([
      'fail',
    ]);
  });
});
