import {
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  DescribeVpcsCommand,
  type EC2Client,
} from '@aws-sdk/client-ec2';
import { AttachRolePolicyCommand, CreateRoleCommand } from '@aws-sdk/client-iam';
import { type Moto, motoAccountId } from '../moto.ts';
import { accessAnalyzer } from './access-analyzer-answers.ts';
import { regions } from './ec2-answers.ts';
import { goodDetector, guardDuty } from './guardduty-answers.ts';
import {
  accountSummary,
  credentialReport,
  delegationRequests,
  identityCenter,
  noOrganizationsFeatures,
  outboundFederation,
  serviceSpecificCredentials,
} from './iam-answers.ts';
import { inspector } from './inspector-answers.ts';
import { paging } from './paging.ts';
import { type SeededUser, seedGroups, seedUsers } from './users.ts';
import { clientsOf, daysAgo, defaultRegions, inOrder, numbers, policy, sent, type World } from './world.ts';

const readOnly = 'arn:aws:iam::aws:policy/ReadOnlyAccess';

export interface LargeSize {
  readonly users: number;
  readonly groups: number;
  readonly roles: number;
  readonly securityGroupsPerRegion: number;
  /** Where there are security groups; in all Regions unless told. */
  readonly regions?: readonly string[];
}

/** For a benchmark: 500 users, 100 groups, 300 roles, and 50 security groups in each of 17 Regions, unless told. */
export async function seedLarge(
  moto: Moto,
  {
    now = new Date(),
    size = { users: 500, groups: 100, roles: 300, securityGroupsPerRegion: 50 },
  }: { now?: Date; size?: LargeSize } = {},
): Promise<World> {
  const { iam, ec2 } = clientsOf(moto);
  const users = numbers(size.users).map(
    (number): SeededUser => ({
      name: `user-${number}`,
      created: daysAgo(300, now),
      groups: [`group-${(number % size.groups) + 1}`],
      keys: number % 2 === 0 ? [{ active: true, rotated: daysAgo(number, now), used: daysAgo(1, now) }] : [],
      ...(number % 3 === 0 && { password: { changed: daysAgo(60, now), used: daysAgo(number % 90, now) } }),
    }),
  );
  await seedGroups(
    iam,
    Object.fromEntries(numbers(size.groups).map((number) => [`group-${number}`, [readOnly]])),
  );
  await seedUsers(iam, users);
  await inOrder(numbers(size.roles), async (number) => {
    const RoleName = `role-${number}`;
    const AssumeRolePolicyDocument = policy({
      Effect: 'Allow',
      Principal: { Service: 'ec2.amazonaws.com' },
      Action: 'sts:AssumeRole',
    });
    await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
    await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: readOnly }));
  });
  await inOrder(size.regions ?? defaultRegions, (region) =>
    seedSecurityGroups(ec2(region), size.securityGroupsPerRegion),
  );
  return {
    accountId: motoAccountId,
    credentials: moto.credentials,
    answers: {
      ...paging,
      ...regions(),
      ...accountSummary({
        AccountMFAEnabled: 1,
        AccountAccessKeysPresent: 0,
        AccountPasswordPresent: 1,
        AccountSigningCertificatesPresent: 0,
      }),
      ...serviceSpecificCredentials(),
      ...delegationRequests(),
      ...outboundFederation(),
      ...credentialReport({
        accountId: motoAccountId,
        root: { created: daysAgo(1000, now), mfa: true, password: { changed: daysAgo(900, now) } },
        users,
        generatedAt: now,
      }),
      ...noOrganizationsFeatures('OrganizationNotFoundException'),
      ...identityCenter(undefined, motoAccountId),
      ...inspector(motoAccountId, {}),
      ...guardDuty(motoAccountId, Object.fromEntries(defaultRegions.map((region) => [region, goodDetector]))),
      ...accessAnalyzer(motoAccountId, {}),
    },
  };
}

async function seedSecurityGroups(ec2: EC2Client, count: number): Promise<void> {
  const { Vpcs } = await ec2.send(new DescribeVpcsCommand({}));
  const VpcId = sent(Vpcs?.[0]?.VpcId, 'VPC');
  for (const number of numbers(count)) {
    const GroupName = `group-${number}`;
    const { GroupId } = await ec2.send(
      new CreateSecurityGroupCommand({ GroupName, Description: GroupName, VpcId }),
    );
    await ec2.send(
      new AuthorizeSecurityGroupIngressCommand({
        GroupId,
        IpPermissions: [
          { IpProtocol: 'tcp', FromPort: number, ToPort: number, IpRanges: [{ CidrIp: '198.51.100.0/24' }] },
        ],
      }),
    );
  }
}
