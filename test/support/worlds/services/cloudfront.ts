import type { Answerer } from '../../stub.ts';
import { textParam, type Wire } from '../../wire.ts';
import { always } from './at-home.ts';
import type { ServiceWorld } from './service-world.ts';

type WireMap = Readonly<Record<string, Wire>>;

const quantityOf = (element: string, ...items: readonly Wire[]): WireMap => ({
  Quantity: items.length,
  ...(items.length === 0 ? {} : { Items: { [element]: items } }),
});

const bucket = (Id: string, OriginAccessControlId: string): Wire => ({
  Id,
  DomainName: `${Id}.s3.us-east-1.amazonaws.com`,
  OriginPath: '',
  CustomHeaders: { Quantity: 0 },
  S3OriginConfig: { OriginAccessIdentity: '' },
  OriginAccessControlId,
});

const custom = (Id: string, OriginProtocolPolicy: string, ...versions: string[]): Wire => ({
  Id,
  DomainName: `${Id}.example.com`,
  OriginPath: '',
  CustomHeaders: { Quantity: 0 },
  CustomOriginConfig: {
    HTTPPort: 80,
    HTTPSPort: 443,
    OriginProtocolPolicy,
    OriginSslProtocols: quantityOf('SslProtocol', ...versions),
  },
  OriginAccessControlId: '',
});

const distribution = (accountId: string, Id: string, origins: readonly Wire[], changes: WireMap): Wire => ({
  Id,
  ARN: `arn:aws:cloudfront::${accountId}:distribution/${Id}`,
  Status: 'Deployed',
  DomainName: `${Id.toLowerCase()}.cloudfront.net`,
  Aliases: quantityOf('CNAME', 'www.example.com'),
  Origins: quantityOf('Origin', ...origins),
  OriginGroups: { Quantity: 0 },
  CacheBehaviors: { Quantity: 0 },
  CustomErrorResponses: { Quantity: 0 },
  Comment: '',
  Enabled: true,
  Staging: false,
  WebACLId: '',
  ConnectionMode: 'direct',
  ViewerCertificate: { CloudFrontDefaultCertificate: false, MinimumProtocolVersion: 'TLSv1.2_2021' },
  ...changes,
});

const behaviour = (ViewerProtocolPolicy: string, TargetOriginId: string): Wire => ({
  TargetOriginId,
  ViewerProtocolPolicy,
});

const listing = (...distributions: readonly Wire[]) =>
  always({
    Marker: '',
    MaxItems: 100,
    IsTruncated: false,
    ...quantityOf('DistributionSummary', ...distributions),
  });

/** The ARN of the web ACL that the distribution of the well kept account has. */
export const globalWebAclArn = (accountId: string, name: string) =>
  `arn:aws:wafv2:us-east-1:${accountId}:global/webacl/${name}/${name}`;

/** The origin access controls of the account, by id, and which requests each signs. */
const controls = (behaviours: Readonly<Record<string, string>>) =>
  always({
    Marker: '',
    MaxItems: 100,
    IsTruncated: false,
    ...quantityOf(
      'OriginAccessControlSummary',
      ...Object.entries(behaviours).map(([Id, SigningBehavior]) => ({
        Id,
        Name: Id,
        Description: '',
        SigningProtocol: 'sigv4',
        SigningBehavior,
        OriginAccessControlOriginType: 's3',
      })),
    ),
  });

/** Whether there is a bucket of that name, of whichever account. */
const existing =
  (...names: readonly string[]): Answerer =>
  (call) =>
    names.includes(textParam(call, 'Bucket') ?? '')
      ? { status: 403, headers: { 'x-amz-bucket-region': 'us-east-1' }, body: '' }
      : { status: 404, body: '' };

export const cloudfront: ServiceWorld = {
  badlyKept: {
    answers: ({ accountId }) => ({
      'cloudfront:ListDistributions': listing(
        distribution(
          accountId,
          'EOPEN',
          [bucket('site', ''), custom('app', 'http-only'), custom('api', 'https-only', 'TLSv1', 'TLSv1.2')],
          {
            DefaultCacheBehavior: behaviour('allow-all', 'app'),
            ViewerCertificate: { CloudFrontDefaultCertificate: true, MinimumProtocolVersion: 'TLSv1' },
          },
        ),
        distribution(accountId, 'ETENANTS', [bucket('tenants', 'E1OAC'), bucket('unsigned', 'E2NEVER')], {
          DefaultCacheBehavior: behaviour('redirect-to-https', 'tenants'),
          ConnectionMode: 'tenant-only',
        }),
      ),
      'cloudfront:ListOriginAccessControls': controls({ E1OAC: 'always', E2NEVER: 'never' }),
      's3:HeadBucket': existing('tenants', 'unsigned'),
      'cloudfront:ListDistributionTenants': always({
        DistributionTenantList: {
          DistributionTenantSummary: [
            {
              Id: 'dt_1',
              DistributionId: 'ETENANTS',
              Customizations: { WebAcl: { Action: 'override', Arn: globalWebAclArn(accountId, 'tenant') } },
            },
          ],
        },
      }),
    }),
  },
  wellKept: {
    answers: ({ accountId }) => ({
      'cloudfront:ListOriginAccessControls': controls({ E1OAC: 'always' }),
      's3:HeadBucket': existing('site'),
      'cloudfront:ListDistributions': listing(
        distribution(accountId, 'EGOOD', [bucket('site', 'E1OAC')], {
          DefaultCacheBehavior: behaviour('redirect-to-https', 'site'),
          WebACLId: globalWebAclArn(accountId, 'global'),
        }),
      ),
    }),
  },
  finds: {
    'cloudfront/viewer-http-allowed': { fails: ['EOPEN'], passes: ['ETENANTS'] },
    'cloudfront/tls-version-old': {
      fails: ['EOPEN viewers', 'EOPEN origin api'],
      passes: ['ETENANTS viewers'],
    },
    'cloudfront/origin-http-allowed': {
      fails: ['EOPEN origin app'],
      passes: ['EOPEN origin api'],
      notApplicable: ['EOPEN', 'ETENANTS', 'ETENANTS'],
    },
    'cloudfront/bucket-origin-without-access-control': {
      fails: ['EOPEN origin site', 'ETENANTS origin unsigned'],
      passes: ['ETENANTS origin tenants'],
    },
    'cloudfront/origin-bucket-missing': {
      fails: ['EOPEN origin site'],
      passes: ['ETENANTS origin tenants', 'ETENANTS origin unsigned'],
    },
    'waf/distribution-without-web-acl': { fails: ['EOPEN'], passes: ['ETENANTS'] },
  },
};
