import { afterEach, describe, expect, it, vi } from 'vitest';
import { partitionOf } from '../../src/aws/partitions.ts';
import {
  bucketNamedBy,
  bucketOf,
  distributions,
  isWebsiteEndpoint,
  regionOf,
  signingBehaviours,
  tenants,
} from '../../src/services/cloudfront.ts';
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

describe('signingBehaviours', () => {
  const control = (Id: string, SigningBehavior: string) => ({ Id, Name: Id, SigningBehavior });

  it('are those of all pages, by origin access control', async () => {
    await using scan = await stubbedPlace({
      'cloudfront:ListDistributions': (call) => success(call, distributionPage([wireDistribution('E1')])),
      'cloudfront:ListOriginAccessControls': (call) => {
        const more = textParam(call, 'Marker') === undefined;
        return success(call, {
          MaxItems: 100,
          IsTruncated: more,
          ...(more ? { NextMarker: 'next' } : {}),
          ...quantityOf('OriginAccessControlSummary', [
            more ? control('E1OAC', 'always') : control('E2OAC', 'never'),
          ]),
        });
      },
    });
    expect([...(await signingBehaviours(scan.place))]).toEqual([
      ['E1OAC', 'always'],
      ['E2OAC', 'never'],
    ]);
  });

  it('are not asked for where no origin names a control', async () => {
    await using scan = await stubbedPlace({
      'cloudfront:ListDistributions': (call) => success(call, distributionPage([])),
    });
    expect([...(await signingBehaviours(scan.place))]).toEqual([]);
    expect(scan.calls()).toEqual(['ListDistributions']);
  });
});

describe('behaviours', () => {
  it('ask each origin of an origin group', async () => {
    const group = {
      Id: 'both',
      Members: quantityOf('OriginGroupMember', [{ OriginId: 'a' }, { OriginId: 'b' }]),
    };
    await using scan = await stubbedPlace({
      'cloudfront:ListDistributions': (call) =>
        success(
          call,
          distributionPage([
            wireDistribution('E1', {
              OriginGroups: quantityOf('OriginGroup', [group]),
              DefaultCacheBehavior: { TargetOriginId: 'both', ViewerProtocolPolicy: 'https-only' },
            }),
          ]),
        ),
    });
    expect(await distributions(scan.place)).toMatchObject([{ behaviours: [{ origins: ['a', 'b'] }] }]);
  });
});

describe('tenants', () => {
  it('are asked for where a distribution serves through tenants alone', async () => {
    await using scan = await stubbedPlace({
      'cloudfront:ListDistributions': (call) =>
        success(call, distributionPage([wireDistribution('E1', { ConnectionMode: 'tenant-only' })])),
      'cloudfront:ListDistributionTenants': (call) =>
        success(call, {
          DistributionTenantList: {
            DistributionTenantSummary: [
              { Id: 'dt_1', DistributionId: 'E1', Customizations: { WebAcl: { Action: 'disable' } } },
              { Id: 'dt_2', DistributionId: 'E1' },
            ],
          },
        }),
    });
    expect(await tenants(scan.place)).toEqual([
      { Id: 'dt_1', DistributionId: 'E1', webAcl: 'disable' },
      { Id: 'dt_2', DistributionId: 'E1', webAcl: undefined },
    ]);
  });

  it('are not asked for elsewhere', async () => {
    await using scan = await stubbedPlace({
      'cloudfront:ListDistributions': (call) => success(call, distributionPage([wireDistribution('E1')])),
    });
    expect(await tenants(scan.place)).toEqual([]);
    expect(scan.calls()).toEqual(['ListDistributions']);
  });
});

describe('host names of S3', () => {
  it.each([
    ['site.s3.amazonaws.com', 'site', undefined],
    ['site.s3-website-us-east-1.amazonaws.com', 'site', 'us-east-1'],
    ['www.example.com.s3-website.eu-central-1.amazonaws.com', 'www.example.com', 'eu-central-1'],
    ['site.s3-website.cn-north-1.amazonaws.com.cn', 'site', 'cn-north-1'],
    ['ap-0123456789abcdef-s3alias.s3.eu-west-1.amazonaws.com', undefined, 'eu-west-1'],
    ['ap-0123456789abcdef--ol-s3.s3.eu-west-1.amazonaws.com', undefined, 'eu-west-1'],
    ['s3-website.example.com', undefined, undefined],
  ])('%s may be answered by whoever has the bucket', (host, bucket, region) => {
    expect([bucketNamedBy(host), regionOf(host)]).toEqual([bucket, region]);
  });

  it.each([
    ['site.s3.amazonaws.com', 'site', false],
    ['site.s3.eu-west-1.amazonaws.com', 'site', false],
    ['site.s3-us-west-2.amazonaws.com', 'site', false],
    ['site.s3.dualstack.us-gov-west-1.amazonaws.com', 'site', false],
    ['www.example.com.s3.cn-north-1.amazonaws.com.cn', 'www.example.com', false],
    ['site.s3-website-us-east-1.amazonaws.com', undefined, true],
    ['site.s3-website.eu-central-1.amazonaws.com', undefined, true],
    ['s3.example.com', undefined, false],
    ['site.s3.amazonaws.com.example.com', undefined, false],
  ])('%s', (host, bucket, website) => {
    expect([bucketOf(host), isWebsiteEndpoint(host)]).toEqual([bucket, website]);
  });
});
