import type { SecurityGroup as AwsSecurityGroup } from '@aws-sdk/client-ec2';
import { derive } from '../../aws/combine-readers.ts';
import { type Named, named } from '../../aws/named.ts';
import { pages } from '../../aws/pages.ts';
import type { PrefixLists } from '../../network/ingress-source.ts';
import { isOwn } from './ownership.ts';
import { ec2 } from './service.ts';

export type SecurityGroup = Named<AwsSecurityGroup, 'GroupId'>;
/**
 * Security groups with all their rules, those of other accounts too that share them with this one.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSecurityGroups.html
 */
export const securityGroups = ec2.reader(['DescribeSecurityGroups'], ({ sdk, client }) =>
  pages(sdk.paginateDescribeSecurityGroups({ client, pageSize: 1000 }, {}), (page) =>
    named(page.SecurityGroups, 'GroupId'),
  ),
);

/**
 * The entries of each prefix list that inbound rules of security groups name.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetManagedPrefixListEntries.html
 */
const ingressPrefixListEntries = ec2
  .using(securityGroups)
  .reader([{ ifAny: 'GetManagedPrefixListEntries' }], async ({ sdk, client, ask, each }) => {
    const ids = new Set((await ask(securityGroups)).flatMap(prefixListsOf));
    return each(ids, (PrefixListId) =>
      pages(
        sdk.paginateGetManagedPrefixListEntries({ client, pageSize: 100 }, { PrefixListId }),
        (page) => page.Entries,
      ),
    );
  });

/** The same, by the id of the list. */
export const ingressPrefixLists = derive(
  { lists: ingressPrefixListEntries },
  ({ lists }): PrefixLists => new Map(lists.map(({ item, answer }) => [item, answer])),
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
