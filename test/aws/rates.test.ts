import { describe, expect, it } from 'vitest';
import { documentedRate, Turns } from '../../src/aws/rates.ts';

const LOOKUP = { service: 'cloudtrail', operation: 'LookupEvents', accountId: '1', region: 'eu-west-1' };

describe('documentedRate', () => {
  it.each([
    ['acm', 'ListCertificates', 8],
    ['acm', 'DescribeCertificate', 10],
    ['apigateway', 'GetStages', 10],
    ['apigateway', 'GetResources', 2.5],
    ['cloudtrail', 'LookupEvents', 2],
    ['cloudtrail', 'ListInsightsData', 2],
    ['cloudtrail', 'DescribeTrails', 10],
    ['kms', 'GetKeyLastUsage', 5],
    ['kms', 'GetKeyPolicy', undefined],
    ['wafv2', 'GetWebACLForResource', 1],
    ['wafv2', 'GetWebACL', 5],
    ['sso-admin', 'ListInstances', 20],
    ['account', 'ListRegions', 5],
    ['lambda', 'GetPolicy', 15],
    ['lambda', 'ListFunctionUrlConfigs', 15],
    ['lambda', 'ListAliases', 15],
    ['lambda', 'GetFunction', undefined],
    ['iam', 'GetUser', undefined],
  ])('of %s %s is %s a second', (service, operation, perSecond) => {
    expect(documentedRate({ service, operation })?.perSecond).toBe(perSecond);
  });
});

describe('Turns', () => {
  const waits = (turns: Turns, sending: typeof LOOKUP, times: number, now = 0) =>
    Array.from({ length: times }, () => turns.take(sending, now));

  it('come as a burst, and then one by one', () => {
    expect(waits(new Turns(1), LOOKUP, 5)).toEqual([0, 0, 500, 1_000, 1_500]);
  });

  it('are there again after a pause, but never more than the burst', () => {
    const turns = new Turns(1);
    waits(turns, LOOKUP, 2);
    expect(waits(turns, LOOKUP, 2, 500)).toEqual([0, 500]);
    expect(waits(turns, LOOKUP, 3, 60_000)).toEqual([0, 0, 500]);
  });

  it('belong to an account, a Region and an operation', () => {
    const turns = new Turns(1);
    waits(turns, LOOKUP, 3);
    expect(turns.take({ ...LOOKUP, accountId: '2' }, 0)).toBe(0);
    expect(turns.take({ ...LOOKUP, region: 'eu-west-2' }, 0)).toBe(0);
    expect(turns.take({ ...LOOKUP, operation: 'GetTrail' }, 0)).toBe(0);
    expect(turns.take(LOOKUP, 0)).toBeGreaterThan(0);
  });

  it('are shared where AWS counts all operations of a service together', () => {
    const turns = new Turns(1);
    const sso = { ...LOOKUP, service: 'sso-admin', operation: 'ListInstances' };
    waits(turns, sso, 20);
    expect(turns.take({ ...sso, operation: 'ListPermissionSets' }, 0)).toBe(50);
  });

  it('are never waited for where AWS documents no rate', () => {
    const iam = { ...LOOKUP, service: 'iam', operation: 'GetUser' };
    expect(Math.max(...waits(new Turns(1), iam, 1_000))).toBe(0);
  });
});
