import type { Where } from './scope.ts';
import type { Resource } from './verdict.ts';

/** The account itself, as Security Hub names it. */
export function accountResource({ account }: Where): Resource {
  return { type: 'AwsAccount', id: `arn:${account.partition}:iam::${account.id}:root` };
}

/** The root user of the account. */
export function rootUser({ account }: Where): Resource {
  return { type: 'AwsIamUser', id: `arn:${account.partition}:iam::${account.id}:root` };
}

/** Something in a Region, by the ARN that AWS would give it: `arn:aws:ec2:eu-west-1:111122223333:security-group/sg-1`. */
export function regionalArn({ account, region }: Where, service: string, path: string): string {
  return `arn:${account.partition}:${service}:${region}:${account.id}:${path}`;
}

/** Tags as AWS lists them, as a map; undefined when there are none. */
export function tagMap(
  tags: readonly { readonly Key?: string | undefined; readonly Value?: string | undefined }[] | undefined,
): { readonly tags?: Readonly<Record<string, string>> } {
  const entries = (tags ?? []).flatMap(({ Key, Value }) =>
    Key === undefined ? [] : [[Key, Value ?? ''] as const],
  );
  return entries.length === 0
    ? {}
    : { tags: Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1))) };
}

/** A security group by its ARN. Its name tells people which one, its VPC where. */
export function securityGroup(group: {
  readonly arn: string;
  readonly GroupName?: string | undefined;
  readonly VpcId?: string | undefined;
  readonly Tags?: Parameters<typeof tagMap>[0];
}): Resource {
  const { arn, GroupName, VpcId, Tags } = group;
  return { type: 'AwsEc2SecurityGroup', id: arn, ...tagMap(Tags), details: { GroupName, VpcId } };
}
