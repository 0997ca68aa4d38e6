import type { Image as AwsImage } from '@aws-sdk/client-ec2';
import { type Named, named } from '../../aws/named.ts';
import { pages } from '../../aws/pages.ts';
import { instances } from './instances.ts';
import { launchTemplates } from './launch-templates.ts';
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
 * The images that instances were launched from, and that launch templates name, by their ids; also deprecated ones. Those
 * that are gone, and those that are no longer shared with this account, are not among them.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeImages.html
 */
export const imagesInUse = ec2
  .using(instances, launchTemplates)
  .reader(
    [{ ifAny: 'DescribeImages' }],
    async ({ sdk, client, ask }): Promise<ReadonlyMap<string, Image>> => {
      const [running, templates] = await Promise.all([ask(instances), ask(launchTemplates)]);
      const ids = [
        ...new Set(
          [...running, ...templates].flatMap(({ ImageId = '' }) =>
            ImageId.startsWith('ami-') ? ImageId : [],
          ),
        ),
      ];
      const calls = Array.from({ length: Math.ceil(ids.length / IDS_A_CALL) }, (_, call) =>
        pages(
          sdk.paginateDescribeImages(
            { client, pageSize: 1000 },
            {
              Filters: [{ Name: 'image-id', Values: ids.slice(call * IDS_A_CALL, (call + 1) * IDS_A_CALL) }],
              IncludeDeprecated: true,
            },
          ),
          (page) => (page.Images === undefined ? undefined : named(page.Images, 'ImageId').map(imageOf)),
        ),
      );
      return new Map((await Promise.all(calls)).flat().map((image) => [image.ImageId, image]));
    },
  );
