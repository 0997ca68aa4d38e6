import type { Image as AwsImage, EC2Client } from '@aws-sdk/client-ec2';
import { type Named, named } from '../../aws/named.ts';
import { pages } from '../../aws/pages.ts';
import { instances } from './instances.ts';
import { defaultLaunchTemplates } from './launch-templates.ts';
import { ec2 } from './service.ts';

/** A machine image, as far as rules ask. */
export type Image = Pick<
  Named<AwsImage, 'ImageId'>,
  | 'ImageId'
  | 'Name'
  | 'OwnerId'
  | 'ImageOwnerAlias'
  | 'Public'
  | 'CreationDate'
  | 'DeprecationTime'
  | 'ImdsSupport'
  | 'Tags'
>;

function imageOf({
  ImageId,
  Name,
  OwnerId,
  ImageOwnerAlias,
  Public,
  CreationDate,
  DeprecationTime,
  ImdsSupport,
  Tags,
}: Named<AwsImage, 'ImageId'>): Image {
  return {
    ImageId,
    Name,
    OwnerId,
    ImageOwnerAlias,
    Public,
    CreationDate,
    DeprecationTime,
    ImdsSupport,
    Tags,
  };
}

/**
 * Images of this account, with those that are deprecated.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeImages.html
 */
export const ownImages = ec2.reader(['DescribeImages'], ({ sdk, client }) =>
  pages(sdk.paginateDescribeImages({ client, pageSize: 1000 }, { Owners: ['self'] }), (page) =>
    page.Images === undefined ? undefined : named(page.Images, 'ImageId').map(imageOf),
  ),
);

/** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Filtering.html: so many values a filter. */
const IDS_A_CALL = 200;

/**
 * Images by their ids, also deprecated ones. By a filter: where one is gone, a question by ids fails.
 * @param ids those of images, and whatever else stands in their place
 */
async function imagesById(
  { sdk, client }: { readonly sdk: typeof import('@aws-sdk/client-ec2'); readonly client: EC2Client },
  ids: readonly (string | undefined)[],
): Promise<ReadonlyMap<string, Image>> {
  const asked = [...new Set(ids.flatMap((id) => (id?.startsWith('ami-') ? id : [])))];
  const calls = Array.from({ length: Math.ceil(asked.length / IDS_A_CALL) }, (_, call) =>
    pages(
      sdk.paginateDescribeImages(
        { client, pageSize: 1000 },
        {
          Filters: [{ Name: 'image-id', Values: asked.slice(call * IDS_A_CALL, (call + 1) * IDS_A_CALL) }],
          IncludeDeprecated: true,
        },
      ),
      (page) => page.Images && named(page.Images, 'ImageId').map(imageOf),
    ),
  );
  return new Map((await Promise.all(calls)).flat().map((image) => [image.ImageId, image]));
}

/**
 * The images that instances were launched from, by their ids, also deprecated ones. Those that are gone, disabled, no longer
 * shared with this account, or not among the images that it allows, are not among them.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeImages.html
 */
export const imagesOfInstances = ec2
  .using(instances)
  .reader([{ ifAny: 'DescribeImages' }], async (connection) =>
    imagesById(
      connection,
      (await connection.ask(instances)).map(({ ImageId }) => ImageId),
    ),
  );

/**
 * The images that launch templates name which leave it to them whether the metadata service requires tokens, by their ids.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeImages.html
 */
export const imagesOfLaunchTemplates = ec2
  .using(defaultLaunchTemplates)
  .reader([{ ifAny: 'DescribeImages' }], async (connection) =>
    imagesById(
      connection,
      (await connection.ask(defaultLaunchTemplates))
        .filter(({ MetadataOptions }) => MetadataOptions?.HttpTokens === undefined)
        .map(({ ImageId }) => ImageId),
    ),
  );
