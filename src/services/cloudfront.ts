import type {
  Origin as AwsOrigin,
  CacheBehavior,
  DefaultCacheBehavior,
  DistributionSummary,
} from '@aws-sdk/client-cloudfront';
import { optional } from '../aws/combine-readers.ts';
import { type Named, named } from '../aws/named.ts';
import { pages } from '../aws/pages.ts';
import { service } from '../aws/service.ts';

/**
 * China has a CloudFront of its own. GovCloud has none, nor does the European Sovereign Cloud.
 * https://docs.amazonaws.cn/en_us/aws/latest/userguide/cloudfront.html
 * https://docs.aws.amazon.com/govcloud-us/latest/UserGuide/using-services.html
 */
const cloudfront = service({
  id: 'cloudfront',
  region: 'global',
  partitions: ['aws', 'aws-cn'],
  load: () => import('@aws-sdk/client-cloudfront'),
  client: (sdk, config) => new sdk.CloudFrontClient(config),
});

/** A distribution, as far as rules judge it, with lists in place of CloudFront's { Quantity, Items }. */
export interface Distribution
  extends Named<
    Pick<
      DistributionSummary,
      | 'Id'
      | 'ARN'
      | 'DomainName'
      | 'Enabled'
      | 'Staging'
      | 'ViewerCertificate'
      | 'WebACLId'
      | 'ConnectionMode'
    >,
    'Id' | 'ARN' | 'DomainName'
  > {
  /** Names of its own that it answers to. */
  readonly aliases: readonly string[];
  readonly origins: readonly Origin[];
  /** The cache behaviours in the order in which CloudFront tries them, at last the default one, of the path `*`. */
  readonly behaviours: readonly Behaviour[];
}

/** An origin without its custom headers, which may hold a secret. */
export interface Origin
  extends Named<
    Pick<
      AwsOrigin,
      'Id' | 'DomainName' | 'OriginPath' | 'S3OriginConfig' | 'VpcOriginConfig' | 'OriginAccessControlId'
    >,
    'Id' | 'DomainName'
  > {
  /** Undefined for an S3 origin and for one in a VPC. */
  readonly custom?: {
    readonly OriginProtocolPolicy: string | undefined;
    readonly OriginSslProtocols: readonly string[] | undefined;
  };
}

export type Behaviour = Named<
  Pick<CacheBehavior, 'PathPattern' | 'TargetOriginId' | 'ViewerProtocolPolicy'>,
  'PathPattern' | 'TargetOriginId'
> & {
  /** The ids of the origins that it asks: one, or those of an origin group. */
  readonly origins: readonly string[];
};

/**
 * The distributions of the account, those that are off too; none where there are none. All that rules judge is in the
 * list; logging is not.
 * https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ListDistributions.html
 */
export const distributions = cloudfront.reader(
  ['ListDistributions'],
  async ({ sdk, client }): Promise<readonly Distribution[]> => {
    const found = await pages(sdk.paginateListDistributions({ client, pageSize: 100 }, {}), (page) =>
      named(itemsOf('distributions', page.DistributionList), 'Id', 'ARN', 'DomainName'),
    );
    return found.map(distributionOf);
  },
);

/** The same for rules that can judge without: of a Region in which nothing belongs to CloudFront. */
export const optionalDistributions = optional(distributions);

/** A tenant of a distribution that serves many: it may have a web ACL of its own. */
export interface Tenant {
  readonly Id: string;
  readonly DistributionId: string;
  /** `override`: it has a web ACL of its own; `disable`: it has none; undefined: it has that of the distribution. */
  readonly webAcl: string | undefined;
}

/**
 * The tenants of the distributions that serve through tenants alone; none is asked for where there is no such
 * distribution.
 * https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ListDistributionTenants.html
 */
export const tenants = cloudfront
  .using(distributions)
  .reader(
    [{ ifAny: 'ListDistributionTenants' }],
    async ({ sdk, client, ask }): Promise<readonly Tenant[]> => {
      if (!(await ask(distributions)).some(({ ConnectionMode }) => ConnectionMode === 'tenant-only'))
        return [];
      const found = await pages(sdk.paginateListDistributionTenants({ client, pageSize: 100 }, {}), (page) =>
        named(page.DistributionTenantList, 'Id', 'DistributionId'),
      );
      return found.map(({ Id, DistributionId, Customizations }) => ({
        Id,
        DistributionId,
        webAcl: Customizations?.WebAcl?.Action,
      }));
    },
  );

/** Which requests to their origins CloudFront signs, by the id of the origin access control: `always`, or `never`. */
export type SigningBehaviours = ReadonlyMap<string, string>;

/**
 * How the origin access controls of the account sign; none is asked for where no origin names one.
 * https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ListOriginAccessControls.html
 */
export const signingBehaviours = cloudfront
  .using(distributions)
  .reader(
    [{ ifAny: 'ListOriginAccessControls' }],
    async ({ sdk, client, ask }): Promise<SigningBehaviours> => {
      const inUse = (await ask(distributions)).some(({ origins }) =>
        origins.some(({ OriginAccessControlId = '' }) => OriginAccessControlId !== ''),
      );
      if (!inUse) return new Map();
      const found = await pages(
        sdk.paginateListOriginAccessControls({ client, pageSize: 100 }, {}),
        ({ OriginAccessControlList }) =>
          named(itemsOf('origin access controls', OriginAccessControlList), 'Id', 'SigningBehavior'),
      );
      return new Map(found.map(({ Id, SigningBehavior }) => [Id, SigningBehavior]));
    },
  );

/** The same, for rules whose other verdicts do not depend on it. */
export const optionalSigningBehaviours = optional(signingBehaviours);

function distributionOf(summary: Named<DistributionSummary, 'Id' | 'ARN' | 'DomainName'>): Distribution {
  const { Id, ARN, DomainName, Enabled, Staging, ViewerCertificate, WebACLId, ConnectionMode } = summary;
  const { DefaultCacheBehavior } = summary;
  const groups = new Map(
    summary.OriginGroups &&
      itemsOf('origin groups', summary.OriginGroups).map((group) => [
        group.Id,
        itemsOf('members of an origin group', group.Members).flatMap(({ OriginId }) => OriginId ?? []),
      ]),
  );
  if (DefaultCacheBehavior === undefined) throw new Error(`the distribution ${Id} has no default behaviour`);
  return {
    Id,
    ARN,
    DomainName,
    Enabled,
    Staging,
    ViewerCertificate,
    WebACLId,
    ConnectionMode,
    aliases: itemsOf('aliases', summary.Aliases),
    origins: named(itemsOf('origins', summary.Origins), 'Id', 'DomainName').map(originOf),
    behaviours: named(
      [
        ...itemsOf('cache behaviours', summary.CacheBehaviors),
        { ...DefaultCacheBehavior, PathPattern: '*' },
      ].map(behaviourOf),
      'PathPattern',
      'TargetOriginId',
    ).map((behaviour) => ({
      ...behaviour,
      origins: groups.get(behaviour.TargetOriginId) ?? [behaviour.TargetOriginId],
    })),
  };
}

function behaviourOf(
  behaviour: CacheBehavior | (DefaultCacheBehavior & { PathPattern: string }),
): Pick<CacheBehavior, 'PathPattern' | 'TargetOriginId' | 'ViewerProtocolPolicy'> {
  const { PathPattern, TargetOriginId, ViewerProtocolPolicy } = behaviour;
  return { PathPattern, TargetOriginId, ViewerProtocolPolicy };
}

function originOf(origin: Named<AwsOrigin, 'Id' | 'DomainName'>): Origin {
  const { Id, DomainName, OriginPath, S3OriginConfig, VpcOriginConfig, OriginAccessControlId } = origin;
  const custom = origin.CustomOriginConfig;
  return {
    Id,
    DomainName,
    OriginPath,
    S3OriginConfig,
    VpcOriginConfig,
    OriginAccessControlId,
    ...(custom === undefined
      ? {}
      : {
          custom: {
            OriginProtocolPolicy: custom.OriginProtocolPolicy,
            OriginSslProtocols:
              custom.OriginSslProtocols && itemsOf('TLS versions of an origin', custom.OriginSslProtocols),
          },
        }),
  };
}

/**
 * The items of a list of CloudFront, which leaves Items out where Quantity is 0.
 * @throws when AWS did not send as many as it says: some could then be taken for none
 */
function itemsOf<T>(
  what: string,
  list: { readonly Quantity?: number | undefined; readonly Items?: readonly T[] | undefined } | undefined,
): readonly T[] {
  const items = list?.Items ?? [];
  if (list?.Quantity !== items.length)
    throw new Error(`AWS sent ${items.length} ${what} and says that there are ${list?.Quantity ?? 'some'}`);
  return items;
}

/**
 * The REST endpoint of a bucket: `site.s3.eu-west-1.amazonaws.com`, and older spellings.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html
 */
const REST_ENDPOINT =
  /^(?<bucket>.+)\.s3(?:[.-](?:dualstack\.)?(?<region>[a-z]{2,4}(?:-[a-z]+)+-\d))?\.amazonaws\.com(?:\.cn)?$/;

/** `site.s3-website.eu-central-1.amazonaws.com`: https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteEndpoints.html */
const WEBSITE_ENDPOINT = /^(?<bucket>.+)\.s3-website[.-](?<region>[a-z0-9-]+)\.amazonaws\.com(?:\.cn)?$/;

/** The bucket that a host name of S3's REST endpoint stands for; undefined for any other host. */
export function bucketOf(domainName: string): string | undefined {
  return REST_ENDPOINT.exec(domainName)?.groups?.bucket;
}

/** Names of access points, which stand where a bucket's may and which no bucket can have. */
const OF_ACCESS_POINT = /(?:-s3alias|--ol-s3)$/;

/**
 * The bucket that anybody might create who wants to answer for a host name of S3, of its website endpoints too.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 */
export function bucketNamedBy(domainName: string): string | undefined {
  const bucket = bucketOf(domainName) ?? WEBSITE_ENDPOINT.exec(domainName)?.groups?.bucket;
  return bucket === undefined || OF_ACCESS_POINT.test(bucket) ? undefined : bucket;
}

/** The Region that such a host name holds. */
export function regionOf(domainName: string): string | undefined {
  return (REST_ENDPOINT.exec(domainName) ?? WEBSITE_ENDPOINT.exec(domainName))?.groups?.region;
}

/** Whether a host name is a website endpoint of S3, which speaks HTTP alone and knows nobody. */
export function isWebsiteEndpoint(domainName: string): boolean {
  return WEBSITE_ENDPOINT.test(domainName);
}
