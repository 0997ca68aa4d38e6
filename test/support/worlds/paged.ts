import {
  CreateManagedPrefixListCommand,
  CreateNetworkAclCommand,
  CreateNetworkInterfaceCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
} from '@aws-sdk/client-ec2';
import { CreatePolicyCommand, CreateVirtualMFADeviceCommand } from '@aws-sdk/client-iam';
import { type Moto, motoAccountId } from '../moto.ts';
import { accessAnalyzer } from './access-analyzer-answers.ts';
import { regions } from './ec2-answers.ts';
import { goodDetector, guardDuty } from './guardduty-answers.ts';
import {
  accountSummary,
  credentialReport,
  identityCenter,
  organizationsFeatures,
  serverCertificates,
  serviceSpecificCredentials,
} from './iam-answers.ts';
import { seedOrganization } from './organization.ts';
import { seedServices } from './services/index.ts';
import { seedGroups, seedUsers } from './users.ts';
import { clientsOf, daysAgo, inOrder, numbers, policy, sent, type World } from './world.ts';

/** How many there are of everything that is paged, each more than AWS's largest page. */
export interface PagedCounts {
  /** Users, groups and policies together; a page of GetAccountAuthorizationDetails holds 1000. */
  readonly identities: number;
  readonly virtualMfaDevices: number;
  readonly serverCertificates: number;
  readonly securityGroups: number;
  readonly networkInterfaces: number;
  readonly networkAcls: number;
  readonly prefixLists: number;
  readonly prefixListEntries: number;
  readonly guardDutyFindings: number;
  readonly externalAccessFindings: number;
}

const morePagesThanOne: PagedCounts = {
  identities: 1010,
  virtualMfaDevices: 1001,
  serverCertificates: 1001,
  securityGroups: 1001,
  networkInterfaces: 1001,
  networkAcls: 1001,
  prefixLists: 101,
  prefixListEntries: 101,
  guardDutyFindings: 120,
  externalAccessFindings: 101,
};

export interface Paged extends World {
  readonly counts: PagedCounts;
  /** Has more entries than a page. In us-east-1, like everything of EC2 here. */
  readonly longPrefixListId: string;
  /** 27 member accounts and as many policies; pages hold 20. */
  readonly organization: Awaited<ReturnType<typeof seedOrganization>>;
}

/** More than one page, at AWS's largest page size, of everything that is paged: the management account of an organization. */
export async function seedPaged(
  moto: Moto,
  { now = new Date(), counts = morePagesThanOne }: { now?: Date; counts?: PagedCounts } = {},
): Promise<Paged> {
  const organization = await seedOrganization(moto, { now });
  const users = await seedIdentities(moto, counts, now);
  const longPrefixListId = await seedNetwork(moto, counts);
  const { credentials } = moto;
  const answersOfServices = await seedServices('wellKept', {
    moto,
    accountId: motoAccountId,
    credentials,
    now,
  });
  return {
    accountId: motoAccountId,
    credentials,
    counts,
    longPrefixListId,
    organization,
    answers: {
      ...answersOfServices,
      ...organization.answers,
      ...regions(),
      ...accountSummary({
        AccountMFAEnabled: 1,
        AccountAccessKeysPresent: 0,
        AccountPasswordPresent: 1,
        AccountSigningCertificatesPresent: 0,
      }),
      ...serviceSpecificCredentials(),
      ...credentialReport({
        accountId: motoAccountId,
        root: { created: daysAgo(1000, now), mfa: true, password: { changed: daysAgo(900, now) } },
        users,
        generatedAt: now,
      }),
      ...organizationsFeatures(organization.organizationId, []),
      ...identityCenter('us-east-1', motoAccountId),
      ...serverCertificates(
        motoAccountId,
        numbers(counts.serverCertificates).map((number) => ({
          name: `cert-${number}`,
          expires: daysAgo(-30, now),
        })),
      ),
      ...guardDuty(motoAccountId, {
        'us-east-1': {
          ...goodDetector,
          findings: numbers(counts.guardDutyFindings).map((number) => ({
            id: `finding-${number}`,
            type: 'Recon:EC2/Portscan',
            severity: 5,
          })),
        },
      }),
      ...accessAnalyzer(motoAccountId, {
        'us-east-1': [
          {
            type: 'ACCOUNT',
            status: 'ACTIVE',
            findings: numbers(counts.externalAccessFindings).map((number) => ({
              id: `access-${number}`,
              resource: `arn:aws:s3:::bucket-${number}`,
              resourceType: 'AWS::S3::Bucket',
            })),
          },
        ],
      }),
    },
  };
}

/** Users, groups and policies, so that a page ends inside the last of them. */
async function seedIdentities(moto: Moto, counts: PagedCounts, now: Date) {
  const { iam } = clientsOf(moto);
  const groups = numbers(20).map((number) => `group-${number}`);
  const users = numbers(80).map((number) => ({
    name: `user-${number}`,
    created: daysAgo(100, now),
    groups: ['group-1'],
  }));
  await seedGroups(iam, Object.fromEntries(groups.map((name) => [name, []])));
  await seedUsers(iam, users);
  await inOrder(numbers(counts.identities - groups.length - users.length), (number) =>
    iam.send(
      new CreatePolicyCommand({
        PolicyName: `policy-${number}`,
        PolicyDocument: policy({ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }),
      }),
    ),
  );
  await inOrder(numbers(counts.virtualMfaDevices), (number) =>
    iam.send(new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: `device-${number}` })),
  );
  return users;
}

async function seedNetwork(moto: Moto, counts: PagedCounts): Promise<string> {
  const ec2 = clientsOf(moto).ec2('us-east-1');
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }));
  const VpcId = sent(Vpc?.VpcId, 'VPC');
  const { Subnet } = await ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock: '10.0.0.0/18' }));
  const SubnetId = sent(Subnet?.SubnetId, 'subnet');
  await inOrder(numbers(counts.securityGroups), (number) =>
    ec2.send(
      new CreateSecurityGroupCommand({ GroupName: `group-${number}`, Description: 'one of many', VpcId }),
    ),
  );
  await inOrder(numbers(counts.networkInterfaces), () =>
    ec2.send(new CreateNetworkInterfaceCommand({ SubnetId })),
  );
  await inOrder(numbers(counts.networkAcls), () => ec2.send(new CreateNetworkAclCommand({ VpcId })));
  await inOrder(numbers(counts.prefixLists), (number) =>
    ec2.send(
      new CreateManagedPrefixListCommand({
        PrefixListName: `list-${number}`,
        AddressFamily: 'IPv4',
        MaxEntries: 1,
      }),
    ),
  );
  const { PrefixList } = await ec2.send(
    new CreateManagedPrefixListCommand({
      PrefixListName: 'long',
      AddressFamily: 'IPv4',
      MaxEntries: counts.prefixListEntries,
      Entries: numbers(counts.prefixListEntries).map((number) => ({ Cidr: `10.1.${number % 256}.0/24` })),
    }),
  );
  return sent(PrefixList?.PrefixListId, 'prefix list');
}
