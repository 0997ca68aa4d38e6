import { describe, expect, it } from 'vitest';
import rule from '../../../rules/cloudfront/origin-http-allowed.ts';
import viewerRule from '../../../rules/cloudfront/viewer-http-allowed.ts';
import { judge, statuses } from '../../support/judge.ts';
import { reportOfVerdicts } from '../../support/report-of-verdicts.ts';
import { behaviourOf, bucketOrigin, customOrigin, distributionOf } from './readings.fixture.ts';

const matching = distributionOf({
  origins: [customOrigin('match-viewer')],
  behaviours: [behaviourOf('allow-all')],
});

describe('cloudfront/origin-http-allowed', () => {
  it.each([
    ['HTTPS alone', distributionOf({ origins: [customOrigin('https-only')] }), 'pass'],
    ['HTTP alone', distributionOf({ origins: [customOrigin('http-only')] }), 'fail'],
    [
      'as viewers come, who come over HTTPS',
      distributionOf({ origins: [customOrigin('match-viewer')] }),
      'pass',
    ],
    ['as viewers come, who may come over HTTP', matching, 'fail'],
    [
      'as viewers come, who may come over HTTP for another origin alone',
      distributionOf({
        origins: [customOrigin('match-viewer')],
        behaviours: [
          behaviourOf('allow-all', { PathPattern: '/old/*', TargetOriginId: 'o', origins: ['o'] }),
          behaviourOf('https-only'),
        ],
      }),
      'pass',
    ],
    ['in a way that AWS did not tell', distributionOf({ origins: [customOrigin(undefined)] }), 'unknown'],
    ['a bucket', distributionOf({ origins: [bucketOrigin] }), 'notApplicable'],
    ['in a VPC', distributionOf({ origins: [inVpc()] }), 'notApplicable'],
    [
      'HTTP alone, while it is off',
      distributionOf({ Enabled: false, origins: [customOrigin('http-only')] }),
      'notApplicable',
    ],
  ])('an origin that is asked %s', (_case, distribution, expected) => {
    expect(statuses(judge(rule, { distributions: [distribution] }))).toEqual([expected]);
  });

  it('says of a website endpoint that it speaks nothing else', () => {
    const website = customOrigin('http-only', ['TLSv1.2'], 'site.s3-website-eu-west-1.amazonaws.com');
    expect(judge(rule, { distributions: [distributionOf({ origins: [website] })] })).toMatchObject([
      { description: expect.stringContaining('the only way it can be asked') },
    ]);
  });

  it('is told by the rule on viewers, whose cure cures it', () => {
    const report = reportOfVerdicts(
      { ruleId: 'cloudfront/origin-http-allowed', verdicts: judge(rule, { distributions: [matching] }) },
      {
        ruleId: 'cloudfront/viewer-http-allowed',
        verdicts: judge(viewerRule, { distributions: [matching] }),
      },
      {
        ruleId: 'cloudfront/viewer-http-allowed',
        verdicts: judge(viewerRule, { distributions: [distributionOf({ Id: 'E2', ARN: 'arn:E2' })] }),
      },
    );
    expect(report.findings.map(({ ruleId }) => ruleId)).toEqual(['cloudfront/viewer-http-allowed']);
  });
});

function inVpc() {
  const { custom, ...origin } = customOrigin('https-only');
  return { ...origin, VpcOriginConfig: { VpcOriginId: 'vo_1' } };
}
