import type { Wire } from '../support/wire.ts';

type WireMap = Readonly<Record<string, Wire>>;

/** A list as CloudFront writes it: without Items where there are none. */
export const quantityOf = (element: string, items: readonly Wire[]): WireMap => ({
  Quantity: items.length,
  ...(items.length === 0 ? {} : { Items: { [element]: items } }),
});

/** A distribution on the wire, with one S3 origin. */
export const wireDistribution = (id: string, changes: WireMap = {}): WireMap => ({
  Id: id,
  ARN: `arn:aws:cloudfront::111122223333:distribution/${id}`,
  Status: 'Deployed',
  LastModifiedTime: new Date('2026-01-02T03:04:05Z'),
  DomainName: `${id.toLowerCase()}.cloudfront.net`,
  Aliases: quantityOf('CNAME', []),
  Origins: quantityOf('Origin', [
    {
      Id: 'site',
      DomainName: 'site.s3.eu-west-1.amazonaws.com',
      OriginPath: '',
      CustomHeaders: { Quantity: 0 },
      S3OriginConfig: { OriginAccessIdentity: '' },
      OriginAccessControlId: 'E1OAC',
    },
  ]),
  OriginGroups: { Quantity: 0 },
  DefaultCacheBehavior: { TargetOriginId: 'site', ViewerProtocolPolicy: 'redirect-to-https' },
  CacheBehaviors: quantityOf('CacheBehavior', []),
  CustomErrorResponses: { Quantity: 0 },
  Comment: '',
  PriceClass: 'PriceClass_All',
  Enabled: true,
  ViewerCertificate: { CloudFrontDefaultCertificate: true, MinimumProtocolVersion: 'TLSv1' },
  Restrictions: { GeoRestriction: { RestrictionType: 'none', Quantity: 0 } },
  WebACLId: '',
  HttpVersion: 'http2',
  IsIPV6Enabled: true,
  Staging: false,
  ...changes,
});

/** The page of an answer to ListDistributions. */
export const distributionPage = (items: readonly Wire[], changes: WireMap = {}): WireMap => ({
  Marker: '',
  MaxItems: 100,
  IsTruncated: false,
  ...quantityOf('DistributionSummary', items),
  ...changes,
});
