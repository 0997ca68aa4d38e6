import { optional } from '../../aws/combine-readers.ts';
import { pages } from '../../aws/pages.ts';
import type { Answer, ItemAnswer } from '../../aws/reader.ts';
import { bucketOf } from '../cloudfront.ts';
import {
  type AccessThroughPoints,
  type AccessToBuckets,
  accessPointAccess,
  bucketAccessInOrganization,
  waysToWrite,
  waysToWriteThrough,
} from '../s3/index.ts';
import { detector, detectorAdministrator } from './detector.ts';
import { guardduty } from './service.ts';

/** Addresses, or addresses and domains, about which GuardDuty keeps quiet. */
export interface TrustedListId {
  readonly kind: 'IP list' | 'entity list';
  readonly id: string;
}

export interface TrustedList {
  readonly Name: string;
  /** `ACTIVE`, `ACTIVATING`, `INACTIVE`, `ERROR` … */
  readonly Status: string;
  /** The URL of the file in S3. */
  readonly Location: string;
  /** The account that was said to own its bucket. */
  readonly ExpectedBucketOwner: string | undefined;
  /** The bucket that the file lies in; undefined where the URL is of no form that AWS documents. */
  readonly bucket: string | undefined;
}

/**
 * The trusted lists of the Region; undefined for a member, for which its administrator keeps them, and where GuardDuty
 * does not run.
 * https://docs.aws.amazon.com/guardduty/latest/ug/administrator_member_relationships.html
 * https://docs.aws.amazon.com/guardduty/latest/APIReference/API_GetIPSet.html
 * https://docs.aws.amazon.com/guardduty/latest/APIReference/API_GetTrustedEntitySet.html
 */
export const trustedLists = guardduty
  .using(detector, { ifAny: detectorAdministrator })
  .reader(
    [
      { ifAny: 'ListIPSets' },
      { ifAny: 'GetIPSet' },
      { ifAny: 'ListTrustedEntitySets' },
      { ifAny: 'GetTrustedEntitySet' },
    ],
    async ({
      sdk,
      client,
      ask,
      each,
    }): Promise<readonly ItemAnswer<TrustedListId, TrustedList>[] | undefined> => {
      const found = await ask(detector);
      if (found?.Status !== 'ENABLED' || (await ask(detectorAdministrator)) !== undefined) return undefined;
      const DetectorId = found.id;
      const [ipSets, entitySets] = await Promise.all([
        pages(sdk.paginateListIPSets({ client, pageSize: 50 }, { DetectorId }), (page) => page.IpSetIds),
        pages(
          sdk.paginateListTrustedEntitySets({ client, pageSize: 50 }, { DetectorId }),
          (page) => page.TrustedEntitySetIds,
        ),
      ]);
      const ids = [
        ...ipSets.map((id): TrustedListId => ({ kind: 'IP list', id })),
        ...entitySets.map((id): TrustedListId => ({ kind: 'entity list', id })),
      ];
      return each(ids, async ({ kind, id }) =>
        trustedList(
          kind === 'IP list'
            ? await client.send(new sdk.GetIPSetCommand({ DetectorId, IpSetId: id }))
            : await client.send(new sdk.GetTrustedEntitySetCommand({ DetectorId, TrustedEntitySetId: id })),
        ),
      );
    },
  );

interface SentList {
  readonly Name: string | undefined;
  readonly Status: string | undefined;
  readonly Location: string | undefined;
  readonly ExpectedBucketOwner?: string | undefined;
}

function trustedList({ Name, Status, Location, ExpectedBucketOwner }: SentList): TrustedList {
  if (Name === undefined || Status === undefined || Location === undefined)
    throw new Error('AWS sent a trusted list without its name, its status or where it lies');
  return { Name, Status, Location, ExpectedBucketOwner, bucket: bucketOfUrl(Location) };
}

/** What a list comes to that is not, or in minutes no longer, in force. */
const NOT_IN_FORCE: ReadonlySet<string> = new Set([
  'INACTIVE',
  'DEACTIVATING',
  'ERROR',
  'DELETE_PENDING',
  'DELETED',
]);

/** Whether GuardDuty goes by a list, or will in minutes. */
export function isInForce({ Status }: TrustedList): boolean {
  return !NOT_IN_FORCE.has(Status);
}

/** `s3.amazonaws.com`, `s3.eu-west-1.amazonaws.com`, `s3-eu-west-1.amazonaws.com` */
const HOST_OF_ALL_BUCKETS = /^s3(?:[.-][a-z0-9-]+){0,2}\.amazonaws\.com(?:\.cn)?$/;

/**
 * The bucket of a URL as GuardDuty takes them: `s3://bucket/key`, and the bucket in the path or in the host.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html
 */
function bucketOfUrl(location: string): string | undefined {
  if (!URL.canParse(location)) return undefined;
  const { protocol, hostname, pathname } = new URL(location);
  if (protocol === 's3:') return hostname === '' ? undefined : hostname;
  return HOST_OF_ALL_BUCKETS.test(hostname) ? pathname.split('/')[1] : bucketOf(hostname);
}

/** Who may write to the account's buckets that lists in force lie in, straight or through access points. */
export interface WritersOfLists extends AccessToBuckets {
  readonly throughPoints: Answer<AccessThroughPoints>;
}

const optionalAccessPointAccess = optional(accessPointAccess);

/** Nothing is asked for where there is no list. */
const writersOfLists = guardduty
  .using(trustedLists, { ifAny: bucketAccessInOrganization }, { ifAny: optionalAccessPointAccess })
  .reader([], async ({ ask }): Promise<WritersOfLists> => {
    const lists = (await ask(trustedLists)) ?? [];
    const names = new Set(
      lists.flatMap(({ answer }) => (answer.ok && isInForce(answer.value) ? [answer.value.bucket] : [])),
    );
    if (names.size === 0)
      return {
        inOrganization: false,
        buckets: [],
        throughPoints: { ok: true, value: { points: [], unlisted: [] } },
      };
    const [{ inOrganization, buckets }, points] = await Promise.all([
      ask(bucketAccessInOrganization),
      ask(optionalAccessPointAccess),
    ]);
    return {
      inOrganization,
      buckets: buckets.filter(({ bucket }) => names.has(bucket.Name)).map(waysToWrite),
      throughPoints: points.ok ? { ok: true, value: waysToWriteThrough(points.value, names) } : points,
    };
  });

/** The same, for a rule that can judge the lists themselves without it. */
export const optionalWritersOfTrustedLists = optional(writersOfLists);
