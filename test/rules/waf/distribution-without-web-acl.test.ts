import { describe, expect, it } from 'vitest';
import rule from '../../../rules/waf/distribution-without-web-acl.ts';
import type { Tenant } from '../../../src/services/cloudfront.ts';
import { judge, statuses } from '../../support/judge.ts';
import { customOrigin, distributionOf } from '../cloudfront/readings.fixture.ts';

const WebACLId = 'arn:aws:wafv2:us-east-1:111122223333:global/webacl/edge/id';
const custom = { origins: [customOrigin('https-only')] };
const tenant = (webAcl: string | undefined): Tenant => ({ Id: 'dt_1', DistributionId: 'E1', webAcl });

describe('waf/distribution-without-web-acl', () => {
  it.each([
    ['with one', distributionOf({ WebACLId }), 'pass'],
    ['without', distributionOf(custom), 'fail'],
    ['with one of WAF Classic', distributionOf({ WebACLId: '473e64fd-f30b-4765-81a0-62ad96dd167a' }), 'fail'],
    ['of which AWS did not say', distributionOf({ WebACLId: undefined }), 'unknown'],
    ['that is off', distributionOf({ ...custom, Enabled: false }), 'notApplicable'],
  ])('a distribution %s', (_case, distribution, expected) => {
    expect(statuses(judge(rule, { distributions: [distribution], tenants: [] }))).toEqual([expected]);
  });

  it.each([
    ['none, and a tenant with its own', '', tenant('override'), 'pass'],
    ['none, and a tenant without', '', tenant(undefined), 'fail'],
    ['one, which a tenant has', WebACLId, tenant(undefined), 'pass'],
    ['one, which a tenant turned off', WebACLId, tenant('disable'), 'fail'],
  ])('a distribution of tenants with %s', (_case, id, one, expected) => {
    const distribution = distributionOf({ ...custom, ConnectionMode: 'tenant-only', WebACLId: id });
    expect(statuses(judge(rule, { distributions: [distribution], tenants: [one] }))).toEqual([expected]);
  });

  it('weighs one less that serves files of buckets alone', () => {
    expect(judge(rule, { distributions: [distributionOf()], tenants: [] })).toMatchObject([
      { status: 'fail', severity: { score: 3 } },
    ]);
  });

  it('does not apply in China', () => {
    const readings = { distributions: [distributionOf(custom)], tenants: [] };
    expect(statuses(judge(rule, readings, { account: { partition: 'aws-cn' } }))).toEqual(['notApplicable']);
  });
});
