import type { AccessPoint as AwsAccessPoint, MultiRegionAccessPointReport } from '@aws-sdk/client-s3-control';
import { derive, optional } from '../aws/combine-readers.ts';
import { type Named, named } from '../aws/named.ts';
import { pages } from '../aws/pages.ts';
import type { Answer, ItemAnswer } from '../aws/reader.ts';
import { service } from '../aws/service.ts';
import { buckets, WITH_BUCKETS } from './s3/buckets.ts';
import { type BlockedAccess, blockedAccess, NOTHING_BLOCKED } from './s3/public-access-block.ts';

/**
 * AWS is asked at a host that begins with the account's id. An endpoint of one's own (AWS_ENDPOINT_URL) is asked as it
 * is: behind it no name begins so.
 */
const s3control = service({
  id: 's3control',
  region: 'global',
  load: () => import('@aws-sdk/client-s3-control'),
  client: (sdk, config) => {
    const client = new sdk.S3ControlClient({ ...config, disableHostPrefix: true });
    const { endpointProvider } = client.config;
    client.config.endpointProvider = (parameters, context) =>
      endpointProvider(
        parameters.Endpoint === undefined ? parameters : { ...parameters, RequiresAccountId: false },
        context,
      );
    return client;
  },
});

/**
 * What block public access blocks in the whole account; nothing where it was never set. Where the organization has an S3
 * policy, that is what S3 answers with: it takes the place of what the account set itself.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_GetPublicAccessBlock.html
 */
export const accountPublicAccessBlock = s3control.reader(
  ['GetPublicAccessBlock'],
  async ({ sdk, client, accountId }): Promise<BlockedAccess> => {
    try {
      const { PublicAccessBlockConfiguration } = await client.send(
        new sdk.GetPublicAccessBlockCommand({ AccountId: accountId }),
      );
      if (PublicAccessBlockConfiguration === undefined)
        throw new Error('S3 sent no configuration of block public access');
      return blockedAccess(PublicAccessBlockConfiguration);
    } catch (error) {
      if (error instanceof Error && error.name === 'NoSuchPublicAccessBlockConfiguration')
        return NOTHING_BLOCKED;
      throw error;
    }
  },
);

/** The same, for rules that can judge most of what they look at without it. */
export const optionalAccountPublicAccessBlock = optional(accountPublicAccessBlock);

/** An access point of one Region, or one of several. */
export interface AccessPoint {
  readonly name: string;
  readonly arn: string;
  /** Undefined for one of several Regions. */
  readonly region: string | undefined;
  /** The buckets it leads to, and whose they are, as far as AWS says. */
  readonly buckets: readonly { readonly name: string; readonly accountId: string | undefined }[];
  /** Whether only a VPC reaches it. */
  readonly onlyFromVpc: boolean;
}

/** An access point with its policy, undefined where it has none, and what it blocks itself. */
export interface AccessPointAccess {
  readonly policy: string | undefined;
  readonly blocked: BlockedAccess;
}

type Listed = Named<AwsAccessPoint, 'Name' | 'AccessPointArn' | 'Bucket'>;

/**
 * The access points of the Regions that the account has buckets in, by Region. There may be others, to buckets of other
 * accounts, whose owners judge them.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_ListAccessPoints.html
 */
const listedAccessPoints = s3control
  .using(buckets)
  .reader(
    [{ ifAny: 'ListAccessPoints', in: WITH_BUCKETS }],
    async ({ sdk, accountId, ask, each, clientIn }): Promise<readonly ItemAnswer<string, Listed[]>[]> => {
      const regions = new Set((await ask(buckets)).map(({ BucketRegion }) => BucketRegion));
      return each([...regions].sort(), async (region) =>
        pages(
          sdk.paginateListAccessPoints(
            { client: await clientIn(region), pageSize: 1000 },
            { AccountId: accountId },
          ),
          (page) => named(page.AccessPointList, 'Name', 'AccessPointArn', 'Bucket'),
        ),
      );
    },
  );

/** Access points, and the Regions whose access points could not be listed: undefined for those of several Regions. */
export interface AccessPoints {
  readonly points: readonly ItemAnswer<AccessPoint, AccessPointAccess>[];
  readonly unlisted: readonly ItemAnswer<string | undefined, unknown>[];
}

/**
 * The policy of each access point and what it blocks. One that only a VPC reaches, or without a policy, is asked no more.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_GetAccessPointPolicy.html
 */
const regionalAccessPoints = s3control.using(listedAccessPoints).reader(
  [
    { ifAny: 'GetAccessPointPolicy', in: WITH_BUCKETS },
    { ifAny: 'GetAccessPoint', in: WITH_BUCKETS },
  ],
  async ({ sdk, accountId, ask, each, clientIn }): Promise<AccessPoints> => {
    const listed = await ask(listedAccessPoints);
    const points = listed.flatMap(({ item, answer }) =>
      answer.ok ? answer.value.map((point) => accessPointOf(point, item)) : [],
    );
    const answers = await each(points, async ({ name, region, onlyFromVpc }) => {
      if (onlyFromVpc || region === undefined) return { policy: undefined, blocked: NOTHING_BLOCKED };
      const client = await clientIn(region);
      const policy = await policyOf(async () => {
        const answer = await client.send(
          new sdk.GetAccessPointPolicyCommand({ AccountId: accountId, Name: name }),
        );
        return answer.Policy;
      });
      if (policy === undefined) return { policy, blocked: NOTHING_BLOCKED };
      const { PublicAccessBlockConfiguration } = await client.send(
        new sdk.GetAccessPointCommand({ AccountId: accountId, Name: name }),
      );
      return { policy, blocked: blockedAccess(PublicAccessBlockConfiguration) };
    });
    return { points: answers.filter(stillThere), unlisted: listed.filter(({ answer }) => !answer.ok) };
  },
);

function accessPointOf(point: Listed, region: string): AccessPoint {
  const { Name, AccessPointArn, Bucket, BucketAccountId, NetworkOrigin } = point;
  return {
    name: Name,
    arn: AccessPointArn,
    region,
    buckets: [{ name: Bucket, accountId: BucketAccountId }],
    onlyFromVpc: NetworkOrigin === 'VPC',
  };
}

/** The Region that answers for all access points of several Regions. https://docs.aws.amazon.com/AmazonS3/latest/userguide/MultiRegionAccessPointRestrictions.html */
const OF_SEVERAL_REGIONS = 'us-west-2';

type ListedMultiRegion = Named<MultiRegionAccessPointReport, 'Name' | 'Alias'>;

/**
 * The access points of several Regions with what each blocks, without those that are not yet or no more; there are none in partitions other than that of AWS itself.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_ListMultiRegionAccessPoints.html
 */
const listedMultiRegionAccessPoints = s3control
  .using(buckets)
  .reader(
    [{ ifAny: 'ListMultiRegionAccessPoints', in: { region: OF_SEVERAL_REGIONS } }],
    async ({
      sdk,
      accountId,
      partition,
      ask,
      each,
      clientIn,
    }): Promise<readonly ItemAnswer<undefined, ListedMultiRegion[]>[]> => {
      const all = await ask(buckets);
      if (all.length === 0 || partition.id !== 'aws') return [];
      return each([undefined], async () => {
        const listed = await pages(
          sdk.paginateListMultiRegionAccessPoints(
            { client: await clientIn(OF_SEVERAL_REGIONS), pageSize: 1000 },
            { AccountId: accountId },
          ),
          (page) => named(page.AccessPoints, 'Name', 'Alias'),
        );
        return listed.filter(({ Status }) => Status !== 'CREATING' && Status !== 'DELETING');
      });
    },
  );

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_GetMultiRegionAccessPointPolicy.html */
const multiRegionAccessPoints = s3control
  .using(listedMultiRegionAccessPoints)
  .reader(
    [{ ifAny: 'GetMultiRegionAccessPointPolicy', in: { region: OF_SEVERAL_REGIONS } }],
    async ({ sdk, accountId, partition, ask, each, clientIn }): Promise<AccessPoints> => {
      const listed = await ask(listedMultiRegionAccessPoints);
      const answers = await each(
        listed.flatMap(({ answer }) => (answer.ok ? answer.value : [])),
        async ({ Name, PublicAccessBlock }) => {
          const client = await clientIn(OF_SEVERAL_REGIONS);
          const policy = await policyOf(async () => {
            const answer = await client.send(
              new sdk.GetMultiRegionAccessPointPolicyCommand({ AccountId: accountId, Name }),
            );
            return answer.Policy?.Established?.Policy;
          });
          return { policy, blocked: blockedAccess(PublicAccessBlock) };
        },
      );
      return {
        points: answers
          .filter(stillThere)
          .map(({ item, answer }) => ({ item: multiRegionOf(item, partition.id, accountId), answer })),
        unlisted: listed.filter(({ answer }) => !answer.ok),
      };
    },
  );

function multiRegionOf(
  { Name, Alias, Regions }: ListedMultiRegion,
  partition: string,
  accountId: string,
): AccessPoint {
  return {
    name: Name,
    arn: `arn:${partition}:s3::${accountId}:accesspoint/${Alias}`,
    region: undefined,
    buckets: (Regions ?? []).flatMap(({ Bucket, BucketAccountId }) =>
      Bucket === undefined ? [] : [{ name: Bucket, accountId: BucketAccountId }],
    ),
    onlyFromVpc: false,
  };
}

/** All access points to the buckets of the account, with what says who gets in by them. */
export const accessPoints = derive(
  { regional: regionalAccessPoints, multiRegion: multiRegionAccessPoints },
  ({ regional, multiRegion }): AccessPoints => ({
    points: [...regional.points, ...multiRegion.points],
    unlisted: [...regional.unlisted, ...multiRegion.unlisted],
  }),
);

async function policyOf(question: () => Promise<string | undefined>): Promise<string | undefined> {
  try {
    return await question();
  } catch (error) {
    if (error instanceof Error && NO_POLICY.has(error.name)) return undefined;
    throw error;
  }
}

const NO_POLICY = new Set(['NoSuchAccessPointPolicy', 'NoSuchMultiRegionAccessPointPolicy']);

function stillThere({ answer }: { readonly answer: Answer<unknown> }): boolean {
  return answer.ok || !GONE.has(answer.error.errorName ?? '');
}

const GONE = new Set(['NoSuchAccessPoint', 'NoSuchMultiRegionAccessPoint']);
