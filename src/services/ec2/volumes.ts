import type { Volume as AwsVolume } from '@aws-sdk/client-ec2';
import { type Named, named } from '../../aws/named.ts';
import { pages } from '../../aws/pages.ts';
import { ec2 } from './service.ts';

/** A volume, as far as rules ask. */
export type Volume = Pick<
  Named<AwsVolume, 'VolumeId'>,
  'VolumeId' | 'Encrypted' | 'State' | 'Attachments' | 'Tags'
>;

/**
 * Volumes of the Region, attached or not.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVolumes.html
 */
export const volumes = ec2.reader(['DescribeVolumes'], ({ sdk, client }) =>
  pages(sdk.paginateDescribeVolumes({ client, pageSize: 1000 }, {}), (page): Volume[] | undefined =>
    page.Volumes === undefined
      ? undefined
      : named(page.Volumes, 'VolumeId').map(({ VolumeId, Encrypted, State, Attachments, Tags }) => ({
          VolumeId,
          Encrypted,
          State,
          Attachments,
          Tags,
        })),
  ),
);
