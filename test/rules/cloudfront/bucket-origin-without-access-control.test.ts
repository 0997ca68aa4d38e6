import { describe, expect, it } from 'vitest';
import rule from '../../../rules/cloudfront/bucket-origin-without-access-control.ts';
import type { Origin } from '../../../src/services/cloudfront.ts';
import { denial } from '../../support/answered.ts';
import { judge, statuses } from '../../support/judge.ts';
import { bucketOrigin, customOrigin, distributionOf } from './readings.fixture.ts';

const open = { ...bucketOrigin, OriginAccessControlId: '' };
const identity = {
  ...open,
  S3OriginConfig: { OriginAccessIdentity: 'origin-access-identity/cloudfront/E2' },
};

const readings = (...origins: Origin[]) => ({
  distributions: [distributionOf({ origins })],
  signing: { ok: true, value: new Map([['E1OAC', 'always']]) } as const,
});

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
    expect(statuses(judge(rule, readings(origin)))).toEqual(expected);
  });

  it('does not apply to a distribution that is off', () => {
    const off = distributionOf({ Enabled: false, origins: [open] });
    expect(statuses(judge(rule, { ...readings(), distributions: [off] }))).toEqual(['notApplicable']);
  });

  it.each([
    ['always', ['pass']],
    ['no-override', ['pass']],
    ['never', ['fail']],
    ['someday', ['unknown']],
  ])('a bucket whose origin access control signs %s', (behaviour, expected) => {
    const signing = { ok: true, value: new Map([['E1OAC', behaviour]]) } as const;
    expect(statuses(judge(rule, { ...readings(bucketOrigin), signing }))).toEqual(expected);
  });

  it('says that the control is there and signs nothing', () => {
    const signing = { ok: true, value: new Map([['E1OAC', 'never']]) } as const;
    expect(judge(rule, { ...readings(bucketOrigin), signing })).toMatchObject([
      {
        description:
          'The distribution E1 (example.com) reads site.s3.eu-west-1.amazonaws.com unsigned: its origin access control E1OAC signs no request.',
        evidence: { SigningBehavior: 'never' },
      },
    ]);
  });

  it('judges what needs no origin access control where those are denied', () => {
    const signing = { ok: false, error: denial('cloudfront:ListOriginAccessControls') } as const;
    expect(statuses(judge(rule, { ...readings(bucketOrigin, open, identity), signing }))).toEqual([
      'unknown',
      'fail',
      'pass',
    ]);
  });

  it('does not know how a control signs that AWS did not list', () => {
    const signing = { ok: true, value: new Map() } as const;
    expect(statuses(judge(rule, { ...readings(bucketOrigin), signing }))).toEqual(['unknown']);
  });
});
