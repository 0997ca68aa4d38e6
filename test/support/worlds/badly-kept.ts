import {
  AuthorizeSecurityGroupIngressCommand,
  CreateManagedPrefixListCommand,
  CreateNetworkAclCommand,
  CreateNetworkAclEntryCommand,
  CreateNetworkInterfaceCommand,
  CreateSecurityGroupCommand,
  DescribeSubnetsCommand,
  DescribeVpcsCommand,
  type EC2Client,
  type IpPermission,
} from '@aws-sdk/client-ec2';
import {
  CreateOpenIDConnectProviderCommand,
  CreatePolicyCommand,
  CreateSAMLProviderCommand,
  DeleteAccountPasswordPolicyCommand,
  type IAMClient,
  UpdateAccountPasswordPolicyCommand,
} from '@aws-sdk/client-iam';
import { type Moto, motoAccountId } from '../moto.ts';
import { accessAnalyzer } from './access-analyzer-answers.ts';
import { regions } from './ec2-answers.ts';
import { type Detector, goodDetector, guardDuty } from './guardduty-answers.ts';
import {
  accountSummary,
  credentialReport,
  delegationRequests,
  identityCenter,
  noOrganizationsFeatures,
  outboundFederation,
  serverCertificates,
  serviceSpecificCredentials,
} from './iam-answers.ts';
import { goodInspector, type InspectorOfRegion, inspector } from './inspector-answers.ts';
import { paging } from './paging.ts';
import { detailsOf, type SeededRole, seedRoles } from './roles.ts';
import { seedServices } from './services/index.ts';
import { type SeededUser, seedGroups, seedUsers } from './users.ts';
import { clientsOf, daysAgo, defaultRegions, inOrder, policy, sent, type World } from './world.ts';

const administrator = 'arn:aws:iam::aws:policy/AdministratorAccess';
const quarantine = 'arn:aws:iam::aws:policy/AWSCompromisedKeyQuarantineV3';
const cloudShell = 'arn:aws:iam::aws:policy/AWSCloudShellFullAccess';
const fullAdmin = policy({ Effect: 'Allow', Action: '*', Resource: '*' });

const role = (name: string) => `arn:aws:iam::${motoAccountId}:role/${name}`;
const customerPolicy = (name: string) => `arn:aws:iam::${motoAccountId}:policy/${name}`;
const githubProvider = 'token.actions.githubusercontent.com';
const clusterProvider = 'oidc.eks.eu-west-1.amazonaws.com/id/A1B2C3D4E5F60718293A4B5C6D7E8F90';
const ownAccount = { Principal: { AWS: `arn:aws:iam::${motoAccountId}:root` }, Action: 'sts:AssumeRole' };
const services = (...names: readonly string[]) => ({
  Principal: { Service: names.map((name) => `${name}.amazonaws.com`) },
  Action: 'sts:AssumeRole',
});

/** Users named after what is wrong with them. */
const usersAt = (now: Date): readonly SeededUser[] => {
  const ago = (days: number) => daysAgo(days, now);
  const born = ago(400);
  const inUse = { active: true, rotated: ago(20), used: ago(1) };
  const signsIn = { changed: ago(60), used: ago(1) };
  return [
    {
      name: 'unused',
      created: born,
      password: { changed: ago(300), used: ago(200) },
      mfa: true,
      keys: [{ active: true, rotated: ago(80), used: ago(75) }],
      groups: ['contractors'],
    },
    {
      name: 'never-signed-in',
      created: ago(100),
      password: { changed: ago(100) },
      mfa: true,
      groups: ['contractors'],
    },
    {
      name: 'unused-key',
      created: born,
      password: signsIn,
      mfa: true,
      keys: [{ active: true, rotated: ago(80), used: ago(50) }],
      groups: ['contractors'],
    },
    {
      name: 'old-key',
      created: born,
      keys: [{ active: true, rotated: ago(120), used: ago(1) }],
      groups: ['contractors'],
    },
    { name: 'two-keys', created: born, keys: [inUse, inUse] },
    {
      name: 'inactive-key',
      created: born,
      keys: [inUse, { active: false, rotated: ago(200), used: ago(201) }],
    },
    { name: 'no-mfa', created: born, password: signsIn, groups: ['contractors'] },
    { name: 'direct-administrator', created: born, password: signsIn, attached: [administrator] },
    { name: 'administrator-by-group', created: born, keys: [inUse], groups: ['administrators'] },
    {
      name: 'direct-policies',
      created: born,
      keys: [inUse],
      attached: ['arn:aws:iam::aws:policy/ReadOnlyAccess', cloudShell],
      inline: { queues: policy({ Effect: 'Allow', Action: 'sqs:*', Resource: '*' }) },
    },
    { name: 'exposed-key', created: born, keys: [inUse], attached: [quarantine] },
    {
      name: 'key-from-birth',
      created: ago(30),
      password: signsIn,
      mfa: true,
      keys: [{ active: true, rotated: new Date(ago(30).getTime() + 5000) }],
      groups: ['contractors'],
    },
    {
      name: 'inline-administrator',
      created: born,
      keys: [inUse],
      inline: { everything: policy({ Effect: 'Allow', NotAction: 'iam:NoSuchAction', Resource: '*' }) },
    },
  ];
};

/**
 * Roles of an account that nobody has tidied. `github-actions` may assume `release`, which may start a Lambda function as
 * `automation`: three roles from any repository on GitHub to administrator.
 */
const rolesAt = (now: Date): readonly SeededRole[] => {
  const ago = (days: number) => daysAgo(days, now);
  const inUse = { created: ago(500), used: ago(2) };
  return [
    {
      ...inUse,
      name: 'deploy-admin',
      trust: ownAccount,
      attached: [customerPolicy('deploy-everything')],
      maxSessionDuration: 12 * 3600,
    },
    { ...inUse, name: 'automation', trust: services('ec2', 'lambda'), attached: [administrator] },
    {
      ...inUse,
      name: 'CWDBSharing-PublicReadOnlyAccess-ABCD1234',
      trust: {
        Principal: { Federated: 'cognito-identity.amazonaws.com' },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: {
          StringEquals: { 'cognito-identity.amazonaws.com:aud': 'us-east-1:4f1c7a0e' },
          'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'unauthenticated' },
        },
      },
    },
    {
      name: 'legacy-etl',
      created: ago(900),
      used: ago(300),
      trust: services('states'),
      inline: { etl: fullAdmin },
    },
    {
      ...inUse,
      name: 'release',
      trust: ownAccount,
      inline: {
        release: policy(
          {
            Effect: 'Allow',
            Action: ['lambda:CreateFunction', 'lambda:UpdateFunctionCode', 'lambda:InvokeFunction'],
            Resource: '*',
          },
          { Effect: 'Allow', Action: 'iam:PassRole', Resource: role('automation') },
          { Effect: 'Allow', Action: 'sts:GetWebIdentityToken', Resource: '*' },
        ),
      },
    },
    {
      ...inUse,
      name: 'github-actions',
      trust: {
        Principal: { Federated: `arn:aws:iam::${motoAccountId}:oidc-provider/${githubProvider}` },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: { StringEquals: { [`${githubProvider}:aud`]: 'sts.amazonaws.com' } },
      },
      inline: { start: policy({ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: role('release') }) },
    },
    {
      ...inUse,
      name: 'employee',
      trust: {
        Principal: { Federated: `arn:aws:iam::${motoAccountId}:saml-provider/company-directory` },
        Action: 'sts:AssumeRoleWithSAML',
        Condition: { StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } },
      },
      inline: {
        metrics: policy({ Effect: 'Allow', Action: 'cloudwatch:GetMetricData', Resource: '*' }),
      },
    },
    {
      ...inUse,
      name: 'partner-upload',
      trust: { Principal: { AWS: '*' }, Action: 'sts:AssumeRole' },
      inline: {
        upload: policy({
          Effect: 'Allow',
          Action: ['s3:GetObject', 's3:PutObject'],
          Resource: 'arn:aws:s3:::partner-exchange/*',
        }),
      },
    },
    {
      name: 'vendor',
      created: ago(700),
      trust: { Principal: { AWS: 'arn:aws:iam::999988887777:root' }, Action: 'sts:AssumeRole' },
      inline: { [DAMAGED]: policy({ Effect: 'Allow', Action: 'cloudwatch:GetMetricData', Resource: '*' }) },
    },
    {
      ...inUse,
      name: 'cost-report',
      trust: {
        Principal: { AWS: 'arn:aws:iam::999988887777:root' },
        Action: 'sts:AssumeRole',
        Condition: { StringEquals: { 'sts:ExternalId': '5f2c9a' } },
      },
      attached: ['arn:aws:iam::aws:policy/ReadOnlyAccess'],
    },
    {
      ...inUse,
      name: 'cluster-jobs',
      trust: {
        Principal: { Federated: `arn:aws:iam::${motoAccountId}:oidc-provider/${clusterProvider}` },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: { StringEquals: { [`${clusterProvider}:aud`]: 'sts.amazonaws.com' } },
      },
    },
    { ...inUse, name: 'warehouse-scanner', trust: services('rolesanywhere') },
  ];
};

/** The inline policy that AWS sends cut off in the middle. */
const DAMAGED = 'monitoring';

const world4 = [{ CidrIp: '0.0.0.0/0' }];
const world6 = [{ CidrIpv6: '::/0' }];
const tcp = (from: number, to: number, sources: Partial<IpPermission>): IpPermission => ({
  IpProtocol: 'tcp',
  FromPort: from,
  ToPort: to,
  ...sources,
});

/** Security groups named after what is wrong with them; `web`, `ping`, `inside` and `smallBlock` are not wrong. */
const openGroups = (prefixListId: string) =>
  ({
    ssh: [tcp(22, 22, { IpRanges: world4 })],
    sshByNumber: [{ IpProtocol: '6', FromPort: 22, ToPort: 22, IpRanges: world4 }],
    sshInRange: [tcp(20, 25, { IpRanges: world4 })],
    everything: [{ IpProtocol: '-1', IpRanges: world4 }],
    everyTcpPort: [tcp(0, 65535, { IpRanges: world4 })],
    everyUdpPort: [{ IpProtocol: 'udp', FromPort: 0, ToPort: 65535, IpRanges: world4 }],
    rdpOverIpv6: [tcp(3389, 3389, { Ipv6Ranges: world6 })],
    sshInHalves: [tcp(22, 22, { IpRanges: [{ CidrIp: '0.0.0.0/1' }, { CidrIp: '128.0.0.0/1' }] })],
    sshByPrefixList: [tcp(22, 22, { PrefixListIds: [{ PrefixListId: prefixListId }] })],
    mysql: [tcp(3306, 3306, { IpRanges: world4 })],
    redisInRange: [tcp(6300, 6400, { IpRanges: world4 })],
    uncommon: [tcp(8443, 8443, { IpRanges: world4 })],
    wideBlock: [tcp(443, 443, { IpRanges: [{ CidrIp: '20.0.0.0/8' }] })],
    smallBlock: [tcp(22, 22, { IpRanges: [{ CidrIp: '198.51.100.0/24' }] })],
    inside: [tcp(22, 22, { IpRanges: [{ CidrIp: '10.0.0.0/8' }] })],
    web: [tcp(80, 80, { IpRanges: world4 }), tcp(443, 443, { IpRanges: world4, Ipv6Ranges: world6 })],
    ping: [{ IpProtocol: 'icmp', FromPort: 8, ToPort: -1, IpRanges: world4 }],
    unused: [],
  }) satisfies Record<string, IpPermission[]>;

type GroupName = keyof ReturnType<typeof openGroups>;

export interface BadlyKept extends World {
  readonly users: readonly SeededUser[];
  readonly roles: readonly SeededRole[];
  /** Ids of security groups in us-east-1, by what is wrong with them. */
  readonly securityGroups: ReadonlyMap<GroupName, string>;
  /** Ids of network ACLs in us-east-1. */
  readonly networkAcls: { readonly openByOrder: string; readonly closedByEarlierDeny: string };
  readonly guardDuty: {
    readonly missing: 'eu-west-1';
    readonly suspended: 'eu-west-2';
    readonly withoutPlans: 'eu-central-1';
    readonly withFindings: 'us-east-1';
  };
  /** Goes from a weak password policy to none. */
  removePasswordPolicy(): Promise<void>;
}

/** An account in which everything is wrong that can be, in no organization. */
export async function seedBadlyKept(
  moto: Moto,
  { now = new Date() }: { now?: Date } = {},
): Promise<BadlyKept> {
  const { iam, ec2 } = clientsOf(moto);
  const users = usersAt(now);
  const roles = rolesAt(now);
  const inVirginia = ec2('us-east-1');
  await seedIdentities(iam, users, roles);
  const securityGroups = await seedSecurityGroups(inVirginia);
  const networkAcls = await seedNetworkAcls(inVirginia);
  const { credentials } = moto;
  const answersOfServices = await seedServices('badlyKept', {
    moto,
    accountId: motoAccountId,
    credentials,
    now,
  });
  return {
    accountId: motoAccountId,
    credentials,
    users,
    roles,
    securityGroups,
    networkAcls,
    guardDuty: {
      missing: 'eu-west-1',
      suspended: 'eu-west-2',
      withoutPlans: 'eu-central-1',
      withFindings: 'us-east-1',
    },
    removePasswordPolicy: async () => {
      await iam.send(new DeleteAccountPasswordPolicyCommand({}));
    },
    answers: {
      ...paging,
      ...answersOfServices,
      ...detailsOf(paging['iam:GetAccountAuthorizationDetails'], roles, [DAMAGED]),
      ...regions(),
      ...accountSummary({
        AccountMFAEnabled: 0,
        AccountAccessKeysPresent: 1,
        AccountPasswordPresent: 1,
        AccountSigningCertificatesPresent: 1,
      }),
      ...serviceSpecificCredentials([
        { UserName: 'two-keys', ServiceName: 'bedrock.amazonaws.com', CreateDate: daysAgo(20, now) },
        {
          UserName: 'old-key',
          ServiceName: 'logs.amazonaws.com',
          CreateDate: daysAgo(120, now),
          ExpirationDate: daysAgo(-245, now),
        },
        {
          UserName: 'inactive-key',
          ServiceName: 'bedrock.amazonaws.com',
          CreateDate: daysAgo(10, now),
          ExpirationDate: daysAgo(-20, now),
        },
        {
          UserName: 'inactive-key',
          ServiceName: 'codecommit.amazonaws.com',
          CreateDate: daysAgo(300, now),
          Status: 'Inactive',
        },
      ]),
      ...delegationRequests([
        {
          DelegationRequestId: 'in-force-12345678',
          State: 'FINALIZED',
          UpdatedTime: daysAgo(0.1, now),
          SessionDuration: 43_200,
        },
        {
          DelegationRequestId: 'over-123456789012',
          State: 'FINALIZED',
          UpdatedTime: daysAgo(3, now),
          SessionDuration: 3600,
        },
        {
          DelegationRequestId: 'refused-123456789',
          State: 'REJECTED',
          UpdatedTime: daysAgo(1, now),
          SessionDuration: 3600,
        },
      ]),
      ...outboundFederation('https://a1b2c3d4-5678-90ab-cdef-example11111.tokens.sts.global.api.aws'),
      ...credentialReport({
        accountId: motoAccountId,
        root: {
          created: daysAgo(1000, now),
          password: { changed: daysAgo(1000, now), used: daysAgo(2, now) },
          keys: [{ active: true, rotated: daysAgo(900, now), used: daysAgo(3, now), service: 'ec2' }],
          certificates: [{ active: true, rotated: daysAgo(900, now) }],
        },
        users,
        generatedAt: now,
      }),
      ...serverCertificates(motoAccountId, [
        { name: 'old-shop', expires: daysAgo(10, now) },
        { name: 'shop', expires: daysAgo(-100, now) },
      ]),
      ...noOrganizationsFeatures('OrganizationNotFoundException'),
      ...identityCenter(undefined, motoAccountId),
      ...guardDuty(motoAccountId, detectors()),
      ...inspector(motoAccountId, inspectors(now)),
      ...accessAnalyzer(motoAccountId, {
        'us-east-1': [
          {
            type: 'ACCOUNT',
            status: 'ACTIVE',
            findings: [
              { id: 'active-1', resource: 'arn:aws:s3:::customer-exports', resourceType: 'AWS::S3::Bucket' },
              {
                id: 'archived-1',
                resource: `arn:aws:iam::${motoAccountId}:role/vendor`,
                resourceType: 'AWS::IAM::Role',
                status: 'ARCHIVED',
              },
            ],
          },
        ],
        'us-west-2': [{ type: 'ACCOUNT_UNUSED_ACCESS', status: 'ACTIVE', findings: [] }],
      }),
    },
  };
}

function detectors(): Readonly<Record<string, Detector>> {
  const good = Object.fromEntries(
    defaultRegions.filter((region) => region !== 'eu-west-1').map((region) => [region, goodDetector]),
  );
  return {
    ...good,
    'eu-west-2': { ...goodDetector, status: 'DISABLED', plans: [] },
    'eu-central-1': {
      ...goodDetector,
      plans: [],
      frequency: 'SIX_HOURS',
      exports: false,
      suppressions: { 'quiet-nights': { region: { equals: ['eu-central-1'] } } },
    },
    'us-east-1': {
      ...goodDetector,
      trusted: {
        ipSets: { office: 'https://s3.amazonaws.com/ledger/office.txt' },
        entitySets: { partners: 's3://lists-of-a-partner/partners.txt' },
      },
      findings: [
        { id: 'f-high', type: 'UnauthorizedAccess:IAMUser/MaliciousIPCaller.Custom', severity: 8 },
        { id: 'f-medium', type: 'Policy:IAMUser/RootCredentialUsage', severity: 5 },
        { id: 'f-sequence', type: 'AttackSequence:IAM/CompromisedCredentials', severity: 9 },
        { id: 'f-archived', type: 'Recon:EC2/Portscan', severity: 5, archived: true },
      ],
    },
  };
}

/** An image with packages that nobody updates, an instance that Inspector cannot see, and a Region without scans. */
function inspectors(now: Date): Readonly<Record<string, InspectorOfRegion>> {
  const good = Object.fromEntries(
    defaultRegions.filter((region) => region !== 'eu-west-1').map((region) => [region, goodInspector]),
  );
  const openssl = { package: 'openssl', version: '3.0.11', fixedIn: '3.0.14' };
  const finding = (id: string) => ({ id: id.repeat(32).slice(0, 32), firstObserved: daysAgo(40, now) });
  return {
    ...good,
    'eu-central-1': { ...goodInspector, scans: ['ec2', 'ecr'] },
    'us-east-1': {
      ...goodInspector,
      findings: [
        { ...finding('a1'), ...openssl, cve: 'CVE-2026-1001', severity: 'CRITICAL', score: 9.8 },
        { ...finding('a2'), ...openssl, cve: 'CVE-2026-1002', severity: 'HIGH', score: 7.5 },
        { ...finding('a3'), ...openssl, cve: 'CVE-2026-1003', severity: 'MEDIUM', score: 5.3 },
        {
          ...finding('a4'),
          cve: 'CVE-2026-2001',
          package: 'liblzma5',
          version: '5.6.0',
          severity: 'HIGH',
          score: 8.1,
          exploitedSince: daysAgo(30, now),
        },
        {
          ...finding('a5'),
          cve: 'CVE-2026-3001',
          package: 'curl',
          version: '8.4.0',
          fixedIn: '8.5.0',
          severity: 'MEDIUM',
          score: 6.5,
          exploit: true,
        },
        {
          ...finding('a6'),
          cve: 'CVE-2026-4001',
          package: 'zlib',
          version: '1.2.13',
          severity: 'CRITICAL',
          score: 9.1,
          status: 'SUPPRESSED',
        },
      ],
      unscanned: [
        { type: 'AWS_EC2_INSTANCE', id: 'i-0a1b2c3d4e5f60718', reason: 'UNMANAGED_EC2_INSTANCE' },
        { type: 'AWS_EC2_INSTANCE', id: 'i-0f9e8d7c6b5a40312', reason: 'EC2_INSTANCE_STOPPED' },
      ],
    },
  };
}

async function seedIdentities(
  iam: IAMClient,
  users: readonly SeededUser[],
  roles: readonly SeededRole[],
): Promise<void> {
  await seedGroups(iam, {
    administrators: [administrator],
    contractors: [administrator],
    nobody: ['arn:aws:iam::aws:policy/ReadOnlyAccess'],
  });
  await seedUsers(iam, users);
  await iam.send(new CreatePolicyCommand({ PolicyName: 'unattached-full-admin', PolicyDocument: fullAdmin }));
  await iam.send(
    new CreatePolicyCommand({
      PolicyName: 'deploy-everything',
      PolicyDocument: policy({ Effect: 'Allow', Action: '*:*', Resource: '*' }),
    }),
  );
  await seedProviders(iam);
  await seedRoles(iam, roles);
  await iam.send(
    new UpdateAccountPasswordPolicyCommand({
      MinimumPasswordLength: 8,
      PasswordReusePrevention: 5,
      RequireLowercaseCharacters: true,
      RequireUppercaseCharacters: false,
      RequireNumbers: false,
      RequireSymbols: false,
    }),
  );
}

/** GitHub for pipelines, and a directory through which people could sign in. */
async function seedProviders(iam: IAMClient): Promise<void> {
  await iam.send(
    new CreateOpenIDConnectProviderCommand({
      Url: `https://${githubProvider}`,
      ClientIDList: ['sts.amazonaws.com'],
      ThumbprintList: ['6938fd4d98bab03faadb97b34396831e3780aea1'],
    }),
  );
  await iam.send(
    new CreateSAMLProviderCommand({ Name: 'company-directory', SAMLMetadataDocument: 'a'.repeat(1024) }),
  );
}

/** Every group but `unused` is attached to an interface. */
async function seedSecurityGroups(ec2: EC2Client): Promise<ReadonlyMap<GroupName, string>> {
  const { Vpcs } = await ec2.send(new DescribeVpcsCommand({}));
  const VpcId = sent(Vpcs?.[0]?.VpcId, 'VPC');
  const { Subnets } = await ec2.send(new DescribeSubnetsCommand({}));
  const SubnetId = sent(Subnets?.[0]?.SubnetId, 'subnet');
  const { PrefixList } = await ec2.send(
    new CreateManagedPrefixListCommand({
      PrefixListName: 'everyone',
      AddressFamily: 'IPv4',
      MaxEntries: 5,
      Entries: [{ Cidr: '198.51.100.0/24' }, { Cidr: '0.0.0.0/0', Description: 'everyone' }],
    }),
  );
  const groups = openGroups(sent(PrefixList?.PrefixListId, 'prefix list'));
  const names = Object.keys(groups).filter((name): name is GroupName => name in groups);
  const ids = await inOrder(names, async (name) => {
    const { GroupId } = await ec2.send(
      new CreateSecurityGroupCommand({ GroupName: name, Description: name, VpcId }),
    );
    const IpPermissions = groups[name];
    if (IpPermissions.length > 0) {
      await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions }));
    }
    if (name !== 'unused') {
      await ec2.send(new CreateNetworkInterfaceCommand({ SubnetId, Groups: [sent(GroupId, 'group')] }));
    }
    return sent(GroupId, 'security group');
  });
  return new Map(names.map((name, index) => [name, sent(ids[index], name)]));
}

async function seedNetworkAcls(ec2: EC2Client): Promise<BadlyKept['networkAcls']> {
  const { Vpcs } = await ec2.send(new DescribeVpcsCommand({}));
  const VpcId = sent(Vpcs?.[0]?.VpcId, 'VPC');
  const acl = async (rules: readonly (readonly [number, 'allow' | 'deny', number?])[]) => {
    const { NetworkAcl } = await ec2.send(new CreateNetworkAclCommand({ VpcId }));
    const NetworkAclId = sent(NetworkAcl?.NetworkAclId, 'network ACL');
    // AWS adds this last rule to every network ACL, moto to default ones only.
    for (const [RuleNumber, RuleAction, port] of [...rules, [32767, 'deny'] as const]) {
      await ec2.send(
        new CreateNetworkAclEntryCommand({
          NetworkAclId,
          RuleNumber,
          RuleAction,
          Egress: false,
          CidrBlock: '0.0.0.0/0',
          Protocol: port ? '6' : '-1',
          ...(port && { PortRange: { From: port, To: port } }),
        }),
      );
    }
    return NetworkAclId;
  };
  return {
    openByOrder: await acl([
      [90, 'allow', 22],
      [100, 'deny', 22],
      [110, 'deny', 3389],
    ]),
    closedByEarlierDeny: await acl([
      [90, 'deny', 22],
      [91, 'deny', 3389],
      [100, 'allow'],
    ]),
  };
}
