import { afterEach, describe, expect, it, vi } from 'vitest';
import { partitionOf } from '../../src/aws/partitions.ts';
import { distributions } from '../../src/services/cloudfront.ts';
import { denied } from '../support/faults.ts';
import { stubbedPlace } from '../support/place.ts';
import { success, textParam } from '../support/wire.ts';
import { distributionPage, quantityOf, wireDistribution } from './cloudfront.fixture.ts';

afterEach(() => vi.unstubAllEnvs());

describe('distributions', () => {
  it('are those of all pages, with lists in place of quantities', async () => {
    await using scan = await stubbedPlace({
      'cloudfront:ListDistributions': (call) => {
        expect([call.region, textParam(call, 'MaxItems')]).toEqual(['us-east-1', '100']);
        return textParam(call, 'Marker') === undefined
          ? success(
              call,
              distributionPage([wireDistribution('E1')], { IsTruncated: true, NextMarker: 'next' }),
            )
          : success(
              call,
              distributionPage([
                wireDistribution('E2', {
                  Aliases: quantityOf('CNAME', ['example.com']),
                  CacheBehaviors: quantityOf('CacheBehavior', [
                    { PathPattern: '/api/*', TargetOriginId: 'api', ViewerProtocolPolicy: 'allow-all' },
                  ]),
                  Origins: quantityOf('Origin', [
                    {
                      Id: 'api',
                      DomainName: 'api.example.com',
                      CustomHeaders: quantityOf('OriginCustomHeader', [
                        { HeaderName: 'x-shared', HeaderValue: 'between us' },
                      ]),
                      CustomOriginConfig: {
                        HTTPPort: 80,
                        HTTPSPort: 443,
                        OriginProtocolPolicy: 'https-only',
                        OriginSslProtocols: quantityOf('SslProtocol', ['TLSv1.2']),
                      },
                    },
                  ]),
                }),
              ]),
            );
      },
    });
    const found = await distributions(scan.place);
    expect(found).toMatchObject([
      {
        Id: 'E1',
        Enabled: true,
        Staging: false,
        WebACLId: '',
        aliases: [],
        origins: [{ Id: 'site', OriginAccessControlId: 'E1OAC' }],
        behaviours: [{ PathPattern: '*', ViewerProtocolPolicy: 'redirect-to-https' }],
      },
      {
        Id: 'E2',
        aliases: ['example.com'],
        origins: [
          { Id: 'api', custom: { OriginProtocolPolicy: 'https-only', OriginSslProtocols: ['TLSv1.2'] } },
        ],
        behaviours: [
          { PathPattern: '/api/*', ViewerProtocolPolicy: 'allow-all' },
          { PathPattern: '*', ViewerProtocolPolicy: 'redirect-to-https' },
        ],
      },
    ]);
    expect(JSON.stringify(found), 'a header that proves who asks stays at AWS').not.toContain('between us');
  });

  it('are none where Quantity is 0 and Items is left out', async () => {
    await using scan = await stubbedPlace({
      'cloudfront:ListDistributions': (call) => success(call, distributionPage([])),
    });
    expect(await distributions(scan.place)).toEqual([]);
  });

  it.each([
    ['there are some and none was sent', distributionPage([], { Quantity: 2 })],
    ['AWS did not say how many there are', distributionPage([], { Quantity: undefined })],
    ['the list of a distribution is damaged', distributionPage([wireDistribution('E1', { Aliases: {} })])],
    [
      'a distribution has no default behaviour',
      distributionPage([wireDistribution('E1', { DefaultCacheBehavior: undefined })]),
    ],
  ])('are unknown where %s', async (_case, page) => {
    await using scan = await stubbedPlace({
      'cloudfront:ListDistributions': (call) => success(call, page),
    });
    await expect(distributions(scan.place)).rejects.toMatchObject({ kind: 'failed' });
  });

  it('names the action that is denied', async () => {
    await using scan = await stubbedPlace({ 'cloudfront:ListDistributions': denied() });
    await expect(distributions(scan.place)).rejects.toMatchObject({
      kind: 'denied',
      action: 'cloudfront:ListDistributions',
    });
  });

  it.each([['aws-us-gov'], ['aws-eusc']])('have no meaning in %s, and nothing is asked', async (id) => {
    const partition = partitionOf(id);
    if (partition === undefined) throw new Error(`there is no partition ${id}`);
    await using scan = await stubbedPlace({});
    const { session, region } = scan.place;
    await expect(distributions({ session: { ...session, partition }, region })).rejects.toMatchObject({
      kind: 'unavailable',
      message: `${partition.name} has no cloudfront`,
    });
    expect(scan.calls()).toEqual([]);
  });
});
