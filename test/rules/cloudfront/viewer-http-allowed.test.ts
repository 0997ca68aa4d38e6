import { describe, expect, it } from 'vitest';
import rule from '../../../rules/cloudfront/viewer-http-allowed.ts';
import { judge, statuses } from '../../support/judge.ts';
import { behaviourOf, distributionOf } from './readings.fixture.ts';

describe('cloudfront/viewer-http-allowed', () => {
  it.each([
    ['redirects', distributionOf(), 'pass'],
    ['takes HTTPS alone', distributionOf({ behaviours: [behaviourOf('https-only')] }), 'pass'],
    ['takes everything', distributionOf({ behaviours: [behaviourOf('allow-all')] }), 'fail'],
    [
      'takes everything for one path',
      distributionOf({
        behaviours: [behaviourOf('allow-all', { PathPattern: '/old/*' }), behaviourOf('redirect-to-https')],
      }),
      'fail',
    ],
    ['was not told', distributionOf({ behaviours: [behaviourOf(undefined)] }), 'unknown'],
    [
      'is disabled',
      distributionOf({ Enabled: false, behaviours: [behaviourOf('allow-all')] }),
      'notApplicable',
    ],
  ])('a distribution that %s', (_case, distribution, expected) => {
    expect(statuses(judge(rule, { distributions: [distribution] }))).toEqual([expected]);
  });
});
