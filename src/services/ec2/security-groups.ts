import type { SecurityGroup as AwsSecurityGroup } from '@aws-sdk/client-ec2';
import { type Named, named } from '../../aws/named.ts';
import { pages } from '../../aws/pages.ts';
import { derive } from '../../aws/reader.ts';
import type { PrefixListReading, PrefixLists } from '../../network/ingress-source.ts';
import { isOwn } from './ownership.ts';
import { ec2 } from './service.ts';

export type SecurityGroup = Named<AwsSecurityGroup, 'GroupId'>;
/**
 * Security groups with all their rules, those of other accounts too that share them with this one.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSecurityGroups.html
 */
export const securityGroups = ec2.reader(['ec2:DescribeSecurityGroups'], ({ sdk, client }) =>
  pages(sdk.paginateDescribeSecurityGroups({ client, pageSize: 1000 }, {}), (page) =>
    named(page.SecurityGroups, 'GroupId'),
  ),
);

/**
 * The entries of the prefix lists that inbound rules of security groups name; the error for a list that could not
 * be read. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetManagedPrefixListEntries.html
 */
export const ingressPrefixLists = ec2.reader(
  [...securityGroups.actions, 'ec2:GetManagedPrefixListEntries'],
  async ({ sdk, client, place, attempt }): Promise<PrefixLists> => {
    const ids = new Set((await securityGroups(place)).flatMap(prefixListsOf));
    const read = async (PrefixListId: string): Promise<readonly [string, PrefixListReading]> => {
      const entries = await attempt(() =>
        pages(
          sdk.paginateGetManagedPrefixListEntries({ client, pageSize: 100 }, { PrefixListId }),
          (page) => page.Entries,
        ),
      );
      return [PrefixListId, entries.ok ? entries.value : { error: entries.error }];
    };
    return new Map(await Promise.all([...ids].map(read)));
  },
);

function prefixListsOf({ IpPermissions = [] }: SecurityGroup): string[] {
  return IpPermissions.flatMap(({ PrefixListIds = [] }) => PrefixListIds).flatMap(
    ({ PrefixListId }) => PrefixListId ?? [],
  );
}

/**
 * The security groups of this account. What others share with it is judged in the account that owns it.
 * https://docs.aws.amazon.com/vpc/latest/userguide/security-group-sharing.html
 */
export const ownSecurityGroups = derive({ groups: securityGroups }, ({ groups }, { session, region }) =>
  groups.filter(isOwn(session.accountId)).map((group) => ({
    ...group,
    arn: `arn:${session.partition.id}:ec2:${region}:${session.accountId}:security-group/${group.GroupId}`,
  })),
);
