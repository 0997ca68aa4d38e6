import type {
  LaunchTemplateVersion as AwsVersion,
  LaunchTemplateInstanceMetadataOptions,
} from '@aws-sdk/client-ec2';
import { derive } from '../../aws/combine-readers.ts';
import { pages } from '../../aws/pages.ts';
import { ec2 } from './service.ts';

/** What a version of a launch template says, as far as rules ask. */
export interface LaunchTemplateVersion {
  readonly LaunchTemplateId: string | undefined;
  readonly LaunchTemplateName: string | undefined;
  readonly VersionNumber: number | undefined;
  /** Whether it is taken where nobody names a version. */
  readonly DefaultVersion: boolean | undefined;
  /** An id, or a parameter that holds one: `resolve:ssm:…`. */
  readonly ImageId: string | undefined;
  readonly MetadataOptions: LaunchTemplateInstanceMetadataOptions | undefined;
  /**
   * Ids of security groups, and names where the template gives those. Empty: what is launched gets the default group of its
   * VPC.
   */
  readonly groups: readonly string[];
}

/**
 * The latest and the default version of each launch template. User data and all else that they hold is left out.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeLaunchTemplateVersions.html
 */
export const launchTemplates = ec2.reader(['DescribeLaunchTemplateVersions'], ({ sdk, client }) =>
  pages(
    sdk.paginateDescribeLaunchTemplateVersions(
      { client, pageSize: 200 },
      { Versions: ['$Latest', '$Default'] },
    ),
    (page) => page.LaunchTemplateVersions?.map(versionOf),
  ),
);

/** The versions that instances are launched from unless somebody names another one. */
export const defaultLaunchTemplates = derive({ versions: launchTemplates }, ({ versions }) => [
  ...new Map(
    versions
      .filter(({ DefaultVersion }) => DefaultVersion !== false)
      .map((version) => [version.LaunchTemplateId, version]),
  ).values(),
]);

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ResponseLaunchTemplateData.html */
function versionOf(version: AwsVersion): LaunchTemplateVersion {
  const { LaunchTemplateId, LaunchTemplateName, VersionNumber, DefaultVersion, LaunchTemplateData } = version;
  const {
    ImageId,
    MetadataOptions,
    SecurityGroupIds = [],
    SecurityGroups = [],
    NetworkInterfaces = [],
  } = LaunchTemplateData ?? {};
  return {
    LaunchTemplateId,
    LaunchTemplateName,
    VersionNumber,
    DefaultVersion,
    ImageId,
    MetadataOptions,
    groups: [
      ...SecurityGroupIds,
      ...SecurityGroups,
      ...NetworkInterfaces.flatMap(({ Groups = [] }) => Groups),
    ],
  };
}
