import type { LaunchTemplateVersion as AwsVersion } from '@aws-sdk/client-ec2';
import { pages } from '../../aws/pages.ts';
import { ec2 } from './service.ts';

/** What a version of a launch template says of security groups. */
export interface LaunchTemplateGroups {
  readonly LaunchTemplateId: string | undefined;
  readonly VersionNumber: number | undefined;
  /** Ids, and names where the template gives those. Empty: what is launched gets the default group of its VPC. */
  readonly groups: readonly string[];
}

/**
 * The security groups that the latest and the default version of each launch template names. User data and all else
 * that the versions hold is left out.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeLaunchTemplateVersions.html
 */
export const launchTemplateGroups = ec2.reader(['DescribeLaunchTemplateVersions'], ({ sdk, client }) =>
  pages(
    sdk.paginateDescribeLaunchTemplateVersions(
      { client, pageSize: 200 },
      { Versions: ['$Latest', '$Default'] },
    ),
    (page) => page.LaunchTemplateVersions?.map(groupsOf),
  ),
);

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ResponseLaunchTemplateData.html */
function groupsOf({ LaunchTemplateId, VersionNumber, LaunchTemplateData }: AwsVersion): LaunchTemplateGroups {
  const { SecurityGroupIds = [], SecurityGroups = [], NetworkInterfaces = [] } = LaunchTemplateData ?? {};
  return {
    LaunchTemplateId,
    VersionNumber,
    groups: [
      ...SecurityGroupIds,
      ...SecurityGroups,
      ...NetworkInterfaces.flatMap(({ Groups = [] }) => Groups),
    ],
  };
}
