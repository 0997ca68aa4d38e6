import { PutAlternateContactCommand } from '@aws-sdk/client-account';
import {
  AuthorizeSecurityGroupIngressCommand,
  CreateNetworkInterfaceCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  DeleteInternetGatewayCommand,
  DeleteSubnetCommand,
  DeleteVpcCommand,
  DescribeInternetGatewaysCommand,
  DescribeNetworkAclsCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcsCommand,
  DetachInternetGatewayCommand,
  type EC2Client,
  ReplaceNetworkAclEntryCommand,
  RevokeSecurityGroupEgressCommand,
} from '@aws-sdk/client-ec2';
import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  type IAMClient,
  UpdateAccountPasswordPolicyCommand,
} from '@aws-sdk/client-iam';
import {
  AttachPolicyCommand,
  CreateAccountCommand,
  CreateOrganizationalUnitCommand,
  CreateOrganizationCommand,
  CreatePolicyCommand,
  EnablePolicyTypeCommand,
  ListRootsCommand,
  MoveAccountCommand,
  type OrganizationsClient,
} from '@aws-sdk/client-organizations';
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
  organizationsFeatures,
  outboundFederation,
  serviceSpecificCredentials,
} from './iam-answers.ts';
import { goodInspector, inspector } from './inspector-answers.ts';
import { noDelegatedServices } from './member-answers.ts';
import { paging } from './paging.ts';
import { seedServices } from './services/index.ts';
import { type SeededUser, seedGroups, seedUsers } from './users.ts';
import { clientsOf, daysAgo, defaultRegions, inOrder, policy, sent, type World } from './world.ts';

const usersAt = (now: Date): readonly SeededUser[] => [
  {
    name: 'break-glass',
    created: daysAgo(400, now),
    password: { changed: daysAgo(30, now), used: daysAgo(5, now), nextRotation: daysAgo(-60, now) },
    mfa: true,
    groups: ['administrators'],
  },
  {
    name: 'deployer',
    created: daysAgo(300, now),
    keys: [{ active: true, rotated: daysAgo(20, now), used: daysAgo(1, now) }],
    mfa: true,
    groups: ['deployers'],
  },
];

export interface WellKept extends World {
  readonly users: readonly SeededUser[];
  readonly managementAccountId: string;
}

/**
 * An account in which everything is right, in an organization.
 * @param options.position member by default; `management` looks at the management account instead.
 */
export async function seedWellKept(
  moto: Moto,
  { now = new Date(), position = 'member' }: { now?: Date; position?: 'member' | 'management' } = {},
): Promise<WellKept> {
  const { organizationId, memberId } = await seedOrganizationOfTwo(clientsOf(moto).organizations);
  const isMember = position === 'member';
  const accountId = isMember ? memberId : motoAccountId;
  const credentials = isMember ? await moto.credentialsFor(memberId) : moto.credentials;
  const { iam, account, ec2 } = clientsOf(moto, credentials);
  const users = usersAt(now);
  await seedIdentities(iam, users);
  await account.send(
    new PutAlternateContactCommand({
      AlternateContactType: 'SECURITY',
      EmailAddress: 'security@example.com',
      Name: 'Security team',
      PhoneNumber: '+1 555 0100',
      Title: 'Security',
    }),
  );
  await inOrder(defaultRegions, (region) => removeDefaultNetwork(ec2(region)));
  await seedNetwork(ec2('us-east-1'));
  const answersOfServices = await seedServices('wellKept', { moto, accountId, credentials, now });
  return {
    accountId,
    credentials,
    users,
    managementAccountId: motoAccountId,
    answers: {
      ...answersOfServices,
      ...paging,
      ...regions(),
      ...accountSummary({
        AccountMFAEnabled: isMember ? 0 : 1,
        AccountAccessKeysPresent: 0,
        AccountPasswordPresent: isMember ? 0 : 1,
        AccountSigningCertificatesPresent: 0,
      }),
      ...serviceSpecificCredentials(),
      ...delegationRequests(),
      ...outboundFederation(),
      ...credentialReport({
        accountId,
        // Central root access leaves a member account's root without credentials.
        root: {
          created: daysAgo(1000, now),
          ...(!isMember && { mfa: true, password: { changed: daysAgo(900, now), used: daysAgo(800, now) } }),
        },
        users,
        generatedAt: now,
      }),
      ...(isMember
        ? {
            ...noOrganizationsFeatures('AccountNotManagementOrDelegatedAdministratorException'),
            ...noDelegatedServices,
          }
        : organizationsFeatures(organizationId, ['RootCredentialsManagement', 'RootSessions'])),
      ...identityCenter('us-east-1', motoAccountId),
      ...guardDuty(
        accountId,
        Object.fromEntries(defaultRegions.map((region) => [region, goodDetector])),
        isMember
          ? { administratorId: motoAccountId, isMember }
          : {
              administratorId: motoAccountId,
              autoEnable: 'ALL',
              members: [{ accountId: memberId, relationshipStatus: 'Enabled' }],
            },
      ),
      ...inspector(
        accountId,
        Object.fromEntries(defaultRegions.map((region) => [region, goodInspector])),
        isMember ? {} : { administratorId: motoAccountId, autoEnable: goodInspector.scans },
      ),
      ...accessAnalyzer(
        accountId,
        Object.fromEntries(
          defaultRegions.map((region) => [region, [{ type: 'ACCOUNT', status: 'ACTIVE', findings: [] }]]),
        ),
      ),
    },
  };
}

/** A management account, and a member account in an OU that a policy restricts. */
async function seedOrganizationOfTwo(organizations: OrganizationsClient) {
  const { Organization } = await organizations.send(new CreateOrganizationCommand({ FeatureSet: 'ALL' }));
  const RootId = sent((await organizations.send(new ListRootsCommand({}))).Roots?.[0]?.Id, 'root');
  const { CreateAccountStatus } = await organizations.send(
    new CreateAccountCommand({ AccountName: 'workload', Email: 'workload@example.com' }),
  );
  const memberId = sent(CreateAccountStatus?.AccountId, 'account');
  await restrict(organizations, RootId, memberId);
  return { organizationId: sent(Organization?.Id, 'organization'), memberId };
}

async function restrict(
  organizations: OrganizationsClient,
  RootId: string,
  AccountId: string,
): Promise<void> {
  await organizations.send(new EnablePolicyTypeCommand({ RootId, PolicyType: 'SERVICE_CONTROL_POLICY' }));
  const { OrganizationalUnit } = await organizations.send(
    new CreateOrganizationalUnitCommand({ ParentId: RootId, Name: 'workloads' }),
  );
  const unitId = sent(OrganizationalUnit?.Id, 'organizational unit');
  await organizations.send(
    new MoveAccountCommand({ AccountId, SourceParentId: RootId, DestinationParentId: unitId }),
  );
  const { Policy } = await organizations.send(
    new CreatePolicyCommand({
      Name: 'stay',
      Description: 'stay',
      Type: 'SERVICE_CONTROL_POLICY',
      Content: policy({ Effect: 'Deny', Action: 'organizations:LeaveOrganization', Resource: '*' }),
    }),
  );
  await organizations.send(
    new AttachPolicyCommand({ PolicyId: sent(Policy?.PolicySummary?.Id, 'policy'), TargetId: unitId }),
  );
}

async function seedIdentities(iam: IAMClient, users: readonly SeededUser[]): Promise<void> {
  await seedGroups(iam, {
    administrators: ['arn:aws:iam::aws:policy/AdministratorAccess'],
    deployers: ['arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess'],
  });
  await seedUsers(iam, users);
  const roles = {
    support: 'arn:aws:iam::aws:policy/AWSSupportAccess',
    auditor: 'arn:aws:iam::aws:policy/SecurityAudit',
  };
  for (const [RoleName, PolicyArn] of Object.entries(roles)) {
    const AssumeRolePolicyDocument = policy({
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${motoAccountId}:root` },
      Action: 'sts:AssumeRole',
    });
    await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
    await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
  }
  await iam.send(
    new UpdateAccountPasswordPolicyCommand({
      MinimumPasswordLength: 16,
      PasswordReusePrevention: 24,
      RequireLowercaseCharacters: true,
      RequireUppercaseCharacters: true,
      RequireNumbers: true,
      RequireSymbols: true,
      AllowUsersToChangePassword: true,
      MaxPasswordAge: 90,
    }),
  );
}

/** Default VPCs have network ACLs and default groups that let everything pass. */
async function removeDefaultNetwork(ec2: EC2Client): Promise<void> {
  const { Subnets = [] } = await ec2.send(new DescribeSubnetsCommand({}));
  for (const { SubnetId } of Subnets) await ec2.send(new DeleteSubnetCommand({ SubnetId }));
  const { InternetGateways = [] } = await ec2.send(new DescribeInternetGatewaysCommand({}));
  for (const { InternetGatewayId, Attachments = [] } of InternetGateways) {
    for (const { VpcId } of Attachments) {
      await ec2.send(new DetachInternetGatewayCommand({ InternetGatewayId, VpcId }));
    }
    await ec2.send(new DeleteInternetGatewayCommand({ InternetGatewayId }));
  }
  const { Vpcs = [] } = await ec2.send(new DescribeVpcsCommand({}));
  for (const { VpcId } of Vpcs) await ec2.send(new DeleteVpcCommand({ VpcId }));
  // moto keeps the network ACL of a VPC that is gone, and refuses to delete it.
  await narrowNetworkAcls(ec2);
}

/** A VPC with a closed default group, a network ACL for the web alone, and one group that an interface uses. */
async function seedNetwork(ec2: EC2Client): Promise<void> {
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }));
  const VpcId = sent(Vpc?.VpcId, 'VPC');
  const { Subnet } = await ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock: '10.0.1.0/24' }));
  const { SecurityGroups } = await ec2.send(new DescribeSecurityGroupsCommand({}));
  const closed = sent(SecurityGroups?.[0], 'default security group');
  await ec2.send(
    new RevokeSecurityGroupEgressCommand({
      GroupId: closed.GroupId,
      IpPermissions: closed.IpPermissionsEgress,
    }),
  );
  await narrowNetworkAcls(ec2);
  const { GroupId } = await ec2.send(
    new CreateSecurityGroupCommand({ GroupName: 'web', Description: 'web', VpcId }),
  );
  await ec2.send(
    new AuthorizeSecurityGroupIngressCommand({
      GroupId,
      IpPermissions: [{ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
    }),
  );
  await ec2.send(
    new CreateNetworkInterfaceCommand({
      SubnetId: sent(Subnet?.SubnetId, 'subnet'),
      Groups: [sent(GroupId, 'security group')],
    }),
  );
}

/** From outside, nothing but 443. */
async function narrowNetworkAcls(ec2: EC2Client): Promise<void> {
  const { NetworkAcls = [] } = await ec2.send(new DescribeNetworkAclsCommand({}));
  for (const { NetworkAclId } of NetworkAcls) {
    await ec2.send(
      new ReplaceNetworkAclEntryCommand({
        NetworkAclId,
        RuleNumber: 100,
        RuleAction: 'allow',
        Egress: false,
        Protocol: '6',
        CidrBlock: '0.0.0.0/0',
        PortRange: { From: 443, To: 443 },
      }),
    );
  }
}
