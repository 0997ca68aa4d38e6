import { AccessAnalyzerClient, paginateListFindingsV2 } from '@aws-sdk/client-accessanalyzer';
import { AccountClient, GetAlternateContactCommand } from '@aws-sdk/client-account';
import {
  DescribeManagedPrefixListsCommand,
  DescribeNetworkAclsCommand,
  DescribeRegionsCommand,
  DescribeSecurityGroupsCommand,
  EC2Client,
  paginateDescribeManagedPrefixLists,
  paginateDescribeNetworkAcls,
  paginateDescribeNetworkInterfaces,
  paginateDescribeSecurityGroups,
  paginateGetManagedPrefixListEntries,
} from '@aws-sdk/client-ec2';
import {
  GetDetectorCommand,
  GetFindingsCommand,
  GuardDutyClient,
  ListDetectorsCommand,
  ListFindingsCommand,
  paginateListFindings,
} from '@aws-sdk/client-guardduty';
import {
  GenerateCredentialReportCommand,
  GetAccountAuthorizationDetailsCommand,
  type GetAccountAuthorizationDetailsCommandOutput,
  GetAccountPasswordPolicyCommand,
  GetAccountSummaryCommand,
  GetCredentialReportCommand,
  IAMClient,
  ListOrganizationsFeaturesCommand,
  ListUsersCommand,
  paginateGetAccountAuthorizationDetails,
  paginateListServerCertificates,
  paginateListUsers,
  paginateListVirtualMFADevices,
} from '@aws-sdk/client-iam';
import {
  DescribeOrganizationCommand,
  ListRootsCommand,
  ListTargetsForPolicyCommand,
  OrganizationsClient,
  paginateListAccounts,
  paginateListPolicies,
  paginateListTargetsForPolicy,
} from '@aws-sdk/client-organizations';
import { ListInstancesCommand, SSOAdminClient } from '@aws-sdk/client-sso-admin';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { parsePolicy } from '../../src/policy/language/document.ts';
import { type Moto, motoAvailable, startMoto } from './moto.ts';
import { type Answers, type Stub, startStub } from './stub.ts';
import { seedBadlyKept } from './worlds/badly-kept.ts';
import { seedDenied } from './worlds/denied.ts';
import { seedLarge } from './worlds/large.ts';
import { seedOrganization } from './worlds/organization.ts';
import { seedPaged } from './worlds/paged.ts';
import { seedWellKept } from './worlds/well-kept.ts';
import { daysAgo, defaultRegions, type World } from './worlds/world.ts';

describe.skipIf(!motoAvailable())('worlds', { timeout: 120_000 }, () => {
  let moto: Moto;
  const stubs: Stub[] = [];
  beforeAll(async () => {
    moto = await startMoto();
  });
  afterEach(async () => {
    await moto.reset();
    await Promise.all(stubs.splice(0).map((stub) => stub.stop()));
  });
  afterAll(() => moto?.stop());

  /** Clients that see a world through a stub. */
  const look = async (world: World, ...before: Answers[]) => {
    const stub = await startStub({ upstream: moto.endpoint, answers: [...before, world.answers] });
    stubs.push(stub);
    const settings = {
      endpoint: stub.endpoint,
      credentials: world.credentials,
      region: 'us-east-1',
      maxAttempts: 1,
    };
    return {
      stub,
      iam: new IAMClient(settings),
      account: new AccountClient(settings),
      organizations: new OrganizationsClient(settings),
      sso: new SSOAdminClient(settings),
      ec2: (region = 'us-east-1') => new EC2Client({ ...settings, region }),
      guardDuty: (region = 'us-east-1') => new GuardDutyClient({ ...settings, region }),
      accessAnalyzer: (region = 'us-east-1') => new AccessAnalyzerClient({ ...settings, region }),
    };
  };

  const authorizationDetails = new GetAccountAuthorizationDetailsCommand({
    Filter: ['User', 'Group', 'Role', 'LocalManagedPolicy', 'AWSManagedPolicy'],
    MaxItems: 1000,
  });

  const reportOf = async (iam: IAMClient) => {
    await iam.send(new GenerateCredentialReportCommand({}));
    expect((await iam.send(new GenerateCredentialReportCommand({}))).State).toBe('COMPLETE');
    const { Content, GeneratedTime } = await iam.send(new GetCredentialReportCommand({}));
    const [header = [], ...rows] = Buffer.from(Content ?? [])
      .toString()
      .split('\n')
      .map((line) => line.split(','));
    const users = rows.map((row) => Object.fromEntries(header.map((name, index) => [name, row[index]])));
    return { users: new Map(users.map((user) => [user.user, user])), header, GeneratedTime };
  };

  describe('badly kept', () => {
    const now = new Date('2026-03-01T12:00:00Z');

    it('identities', async () => {
      const world = await seedBadlyKept(moto, { now });
      const { iam, account, organizations, sso } = await look(world);

      const { SummaryMap } = await iam.send(new GetAccountSummaryCommand({}));
      expect(SummaryMap).toMatchObject({
        AccountAccessKeysPresent: 1,
        AccountMFAEnabled: 0,
        AccountPasswordPresent: 1,
        AccountSigningCertificatesPresent: 1,
        Users: world.users.length,
      });

      const { users, header, GeneratedTime } = await reportOf(iam);
      expect(GeneratedTime).toEqual(now);
      expect(header).toHaveLength(23);
      expect(users.size).toBe(world.users.length + 1);
      expect(users.get('<root_account>')).toMatchObject({
        arn: 'arn:aws:iam::123456789012:root',
        mfa_active: 'false',
        password_last_used: '2026-02-27T12:00:00+00:00',
        access_key_1_active: 'true',
        cert_1_active: 'true',
        additional_credentials_info: 'N/A',
      });
      expect(users.get('never-signed-in')).toMatchObject({
        password_enabled: 'true',
        password_last_used: 'no_information',
        mfa_active: 'true',
      });
      expect(users.get('old-key')).toMatchObject({
        password_enabled: 'false',
        password_last_used: 'N/A',
        access_key_1_last_rotated: '2025-11-01T12:00:00+00:00',
        access_key_2_active: 'false',
        access_key_2_last_rotated: 'N/A',
      });

      const details = await iam.send(authorizationDetails);
      const attached = new Map(
        details.UserDetailList?.map((user) => [
          user.UserName,
          user.AttachedManagedPolicies?.map((each) => each.PolicyName),
        ]),
      );
      expect(attached.get('exposed-key')).toEqual(['AWSCompromisedKeyQuarantineV3']);
      const roles = new Map(details.RoleDetailList?.map((role) => [role.RoleName, role]));
      expect([...roles].map(([name, { CreateDate }]) => [name, CreateDate]).sort()).toEqual(
        world.roles.map(({ name, created }) => [name, created]).sort(),
      );
      expect(roles.get('legacy-etl')?.RoleLastUsed?.LastUsedDate).toEqual(daysAgo(300, now));
      expect(roles.get('vendor')?.RoleLastUsed).toEqual({});
      const [monitoring] = roles.get('vendor')?.RolePolicyList ?? [];
      expect(parsePolicy(monitoring?.PolicyDocument ?? '')).toMatchObject({ damage: 'not JSON' });
      expect(details.Policies?.map((each) => each.PolicyName).sort()).toEqual([
        'AWSCloudShellFullAccess',
        'AWSCompromisedKeyQuarantineV3',
        'AdministratorAccess',
        'ReadOnlyAccess',
        'deploy-everything',
        'unattached-full-admin',
      ]);

      expect(
        (await iam.send(new GetAccountPasswordPolicyCommand({}))).PasswordPolicy?.MinimumPasswordLength,
      ).toBe(8);
      await world.removePasswordPolicy();
      await expect(iam.send(new GetAccountPasswordPolicyCommand({}))).rejects.toMatchObject({
        name: 'NoSuchEntityException',
      });
      await expect(iam.send(new ListOrganizationsFeaturesCommand({}))).rejects.toMatchObject({
        name: 'OrganizationNotFoundException',
      });
      await expect(
        account.send(new GetAlternateContactCommand({ AlternateContactType: 'SECURITY' })),
      ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
      await expect(organizations.send(new DescribeOrganizationCommand({}))).rejects.toMatchObject({
        name: 'AWSOrganizationsNotInUseException',
      });
      expect((await sso.send(new ListInstancesCommand({}))).Instances).toEqual([]);
    });

    it('network', async () => {
      const world = await seedBadlyKept(moto);
      const ec2 = (await look(world)).ec2();
      const { SecurityGroups = [] } = await ec2.send(new DescribeSecurityGroupsCommand({ MaxResults: 1000 }));
      const permissions = new Map(SecurityGroups.map((group) => [group.GroupId, group.IpPermissions ?? []]));
      for (const [name, id] of world.securityGroups) {
        expect([name, permissions.get(id)?.length]).toEqual([
          name,
          name === 'unused' ? 0 : name === 'web' ? 2 : 1,
        ]);
      }
      const sshByPrefixList = permissions.get(world.securityGroups.get('sshByPrefixList'))?.[0];
      expect(sshByPrefixList?.PrefixListIds).toHaveLength(1);
      const { PrefixLists } = await ec2.send(
        new DescribeManagedPrefixListsCommand({
          PrefixListIds: [sshByPrefixList?.PrefixListIds?.[0]?.PrefixListId ?? ''],
        }),
      );
      expect(PrefixLists?.[0]?.PrefixListName).toBe('everyone');
      expect(permissions.get(world.securityGroups.get('rdpOverIpv6'))?.[0]?.Ipv6Ranges).toEqual([
        { CidrIpv6: '::/0' },
      ]);

      const { NetworkAcls = [] } = await ec2.send(new DescribeNetworkAclsCommand({}));
      const acl = NetworkAcls.find(
        ({ NetworkAclId }) => NetworkAclId === world.networkAcls.closedByEarlierDeny,
      );
      const ingress = acl?.Entries?.filter((entry) => !entry.Egress);
      expect(ingress?.map((entry) => [entry.RuleNumber, entry.RuleAction, entry.PortRange?.From])).toEqual([
        [90, 'deny', 22],
        [91, 'deny', 3389],
        [100, 'allow', undefined],
        [32767, 'deny', undefined],
      ]);

      const { Regions = [] } = await ec2.send(new DescribeRegionsCommand({}));
      expect(Regions.map(({ RegionName }) => RegionName)).toEqual(defaultRegions);
      const everyRegion = await ec2.send(new DescribeRegionsCommand({ AllRegions: true }));
      expect(everyRegion.Regions?.find(({ RegionName }) => RegionName === 'af-south-1')?.OptInStatus).toBe(
        'not-opted-in',
      );
    });

    it('detection', async () => {
      const world = await seedBadlyKept(moto);
      const { guardDuty, accessAnalyzer } = await look(world);
      const detectorsOf = async (region: string) =>
        (await guardDuty(region).send(new ListDetectorsCommand({ MaxResults: 50 }))).DetectorIds ?? [];
      const detector = async (region: string) =>
        guardDuty(region).send(new GetDetectorCommand({ DetectorId: (await detectorsOf(region))[0] }));

      expect(await detectorsOf(world.guardDuty.missing)).toEqual([]);
      expect((await detector(world.guardDuty.suspended)).Status).toBe('DISABLED');
      const on = async (region: string) =>
        (await detector(region)).Features?.filter(({ Status }) => Status === 'ENABLED').length;
      expect([await on(world.guardDuty.withoutPlans), await on('us-west-1')]).toEqual([3, 11]);

      const [DetectorId] = await detectorsOf('us-east-1');
      const { FindingIds } = await guardDuty().send(
        new ListFindingsCommand({
          DetectorId,
          FindingCriteria: { Criterion: { 'service.archived': { Equals: ['false'] } } },
        }),
      );
      expect(FindingIds).toEqual(['f-high', 'f-medium', 'f-sequence']);
      const { Findings } = await guardDuty().send(new GetFindingsCommand({ DetectorId, FindingIds }));
      expect(Findings?.map(({ Severity }) => Severity)).toEqual([8, 5, 9]);

      const [page] = await all(
        paginateListFindingsV2(
          { client: accessAnalyzer() },
          {
            analyzerArn: 'arn:aws:access-analyzer:us-east-1:123456789012:analyzer/account',
            filter: { status: { eq: ['ACTIVE'] } },
          },
        ),
      );
      expect(page?.findings?.map(({ id }) => id)).toEqual(['active-1']);
    });
  });

  it.each(['member', 'management'] as const)('well kept, %s', async (position) => {
    const world = await seedWellKept(moto, { position });
    const { iam, account, organizations, ec2, guardDuty } = await look(world);
    const { Organization } = await organizations.send(new DescribeOrganizationCommand({}));
    expect(Organization?.MasterAccountId === world.accountId).toBe(position === 'management');
    expect((await iam.send(new ListUsersCommand({}))).Users?.map(({ Arn }) => Arn)).toContain(
      `arn:aws:iam::${world.accountId}:user/break-glass`,
    );
    const { SummaryMap } = await iam.send(new GetAccountSummaryCommand({}));
    expect(SummaryMap).toMatchObject({ AccountAccessKeysPresent: 0, MFADevicesInUse: 2 });
    const { AlternateContact } = await account.send(
      new GetAlternateContactCommand({ AlternateContactType: 'SECURITY' }),
    );
    expect(AlternateContact?.EmailAddress).toBe('security@example.com');
    const groups = await Promise.all(
      defaultRegions.map(
        async (region) =>
          (await ec2(region).send(new DescribeSecurityGroupsCommand({}))).SecurityGroups ?? [],
      ),
    );
    expect(
      groups.flat().map(({ GroupName, IpPermissionsEgress }) => [GroupName, IpPermissionsEgress?.length]),
    ).toEqual([
      ['default', 0],
      ['web', 1],
    ]);
    const acls = await Promise.all(
      defaultRegions.map(
        async (region) => (await ec2(region).send(new DescribeNetworkAclsCommand({}))).NetworkAcls ?? [],
      ),
    );
    const open = acls
      .flat()
      .flatMap(({ Entries = [] }) =>
        Entries.filter((entry) => !entry.Egress && entry.RuleAction === 'allow'),
      );
    expect(new Set(open.map(({ PortRange }) => PortRange?.From))).toEqual(new Set([443]));
    expect((await guardDuty('sa-east-1').send(new ListDetectorsCommand({}))).DetectorIds).toHaveLength(1);
  });

  it('organization', async () => {
    const world = await seedOrganization(moto);
    const { organizations } = await look(world);
    const accounts = (await all(paginateListAccounts({ client: organizations, pageSize: 20 }, {}))).map(
      (page) => page.Accounts ?? [],
    );
    expect(accounts.map((page) => page.length)).toEqual([20, 8]);
    const ids = new Set(accounts.flat().map(({ Id }) => Id));
    expect(ids).toEqual(new Set([world.accountId, ...Object.values(world.accounts).flat()]));
    const policies = await all(
      paginateListPolicies({ client: organizations, pageSize: 20 }, { Filter: 'SERVICE_CONTROL_POLICY' }),
    );
    expect(policies.map((page) => page.Policies?.length)).toEqual([20, 8]);
    const { Roots } = await organizations.send(new ListRootsCommand({}));
    expect(Roots?.[0]?.PolicyTypes).toContainEqual({ Type: 'SERVICE_CONTROL_POLICY', Status: 'ENABLED' });

    const targets = await all(
      paginateListTargetsForPolicy({ client: organizations, pageSize: 20 }, { PolicyId: 'p-FullAWSAccess' }),
    );
    expect(targets.map((page) => page.Targets?.length)).toEqual([0, 20, 14]);
    const { Targets } = await organizations.send(
      new ListTargetsForPolicyCommand({ PolicyId: world.policies.unattached }),
    );
    expect(Targets).toEqual([]);

    const fromMember = await look({ ...world, ...world.member });
    const { Organization } = await fromMember.organizations.send(new DescribeOrganizationCommand({}));
    expect(Organization?.Id).toBe(world.organizationId);
  });

  it('large, in small', async () => {
    const world = await seedLarge(moto, {
      size: { users: 6, groups: 2, roles: 3, securityGroupsPerRegion: 2 },
    });
    const { iam, ec2 } = await look(world);
    const details = await iam.send(authorizationDetails);
    expect([
      details.UserDetailList?.length,
      details.GroupDetailList?.length,
      details.RoleDetailList?.length,
    ]).toEqual([6, 2, 3]);
    expect((await reportOf(iam)).users.size).toBe(7);
    expect((await ec2('sa-east-1').send(new DescribeSecurityGroupsCommand({}))).SecurityGroups).toHaveLength(
      3,
    );
  });

  it('denied', async () => {
    const world = await seedBadlyKept(moto);
    const auditor = await seedDenied(moto, [
      'iam:ListUsers',
      'iam:GetAccountSummary',
      'ec2:DescribeRegions',
      'guardduty:ListDetectors',
    ]);
    const { iam, ec2, guardDuty, accessAnalyzer, organizations } = await look(
      { ...world, credentials: auditor.credentials },
      auditor.answers,
    );
    expect((await iam.send(new ListUsersCommand({}))).Users).toHaveLength(world.users.length + 1);
    expect((await iam.send(new GetAccountSummaryCommand({}))).SummaryMap).toMatchObject({
      AccountPasswordPresent: 1,
    });
    expect((await ec2().send(new DescribeRegionsCommand({}))).Regions).toHaveLength(17);
    expect((await guardDuty().send(new ListDetectorsCommand({}))).DetectorIds).toHaveLength(1);
    const refused = (action: string, name: string) => ({
      name,
      message: expect.stringContaining(
        `User: ${auditor.principal} is not authorized to perform: ${action} because no identity-based policy allows the ${action} action`,
      ),
    });
    await expect(iam.send(new GetCredentialReportCommand({}))).rejects.toMatchObject(
      refused('iam:GetCredentialReport', 'AccessDenied'),
    );
    await expect(ec2().send(new DescribeSecurityGroupsCommand({}))).rejects.toMatchObject(
      refused('ec2:DescribeSecurityGroups', 'UnauthorizedOperation'),
    );
    await expect(organizations.send(new DescribeOrganizationCommand({}))).rejects.toMatchObject(
      refused('organizations:DescribeOrganization', 'AccessDeniedException'),
    );
    await expect(
      all(paginateListFindingsV2({ client: accessAnalyzer() }, { analyzerArn: 'arn:x' })),
    ).rejects.toMatchObject(refused('access-analyzer:ListFindings', 'AccessDeniedException'));
  });

  it('paged, in small', async () => {
    const world = await seedPaged(moto, {
      counts: {
        identities: 110,
        virtualMfaDevices: 11,
        serverCertificates: 11,
        securityGroups: 11,
        networkInterfaces: 11,
        networkAcls: 11,
        prefixLists: 11,
        prefixListEntries: 11,
        guardDutyFindings: 21,
        externalAccessFindings: 11,
      },
    });
    const clients = await look(world);
    const [iam, ec2] = [
      { client: clients.iam, pageSize: 10 },
      { client: clients.ec2(), pageSize: 10 },
    ];
    const identities = await all(
      paginateGetAccountAuthorizationDetails(
        { client: clients.iam, pageSize: 100 },
        { Filter: authorizationDetails.input.Filter },
      ),
    );
    expect(identities.map(countIdentities)).toEqual([100, 10]);

    const detectors = await clients.guardDuty().send(new ListDetectorsCommand({}));
    const pages = {
      devices: await itemsOf(paginateListVirtualMFADevices(iam, {}), (page) => page.VirtualMFADevices),
      certificates: await itemsOf(
        paginateListServerCertificates(iam, {}),
        (page) => page.ServerCertificateMetadataList,
      ),
      users: await itemsOf(paginateListUsers({ ...iam, pageSize: 50 }, {}), (page) => page.Users),
      groups: await itemsOf(paginateDescribeSecurityGroups(ec2, {}), (page) => page.SecurityGroups),
      interfaces: await itemsOf(paginateDescribeNetworkInterfaces(ec2, {}), (page) => page.NetworkInterfaces),
      acls: await itemsOf(paginateDescribeNetworkAcls(ec2, {}), (page) => page.NetworkAcls),
      lists: await itemsOf(paginateDescribeManagedPrefixLists(ec2, {}), (page) => page.PrefixLists),
      entries: await itemsOf(
        paginateGetManagedPrefixListEntries(ec2, { PrefixListId: world.longPrefixListId }),
        (page) => page.Entries,
      ),
      findings: await itemsOf(
        paginateListFindings(
          { client: clients.guardDuty(), pageSize: 10 },
          { DetectorId: detectors.DetectorIds?.[0] },
        ),
        (page) => page.FindingIds,
      ),
      access: await itemsOf(
        paginateListFindingsV2(
          { client: clients.accessAnalyzer(), pageSize: 10 },
          { analyzerArn: 'arn:aws:access-analyzer:us-east-1:123456789012:analyzer/account' },
        ),
        (page) => page.findings,
      ),
    };
    const sizes = Object.entries(pages).map(([name, lists]) => [name, lists.map((list) => list.length)]);
    expect(Object.fromEntries(sizes)).toMatchObject({
      devices: [10, 1],
      certificates: [10, 1],
      users: [50, 30],
      groups: [10, 3],
      interfaces: [10, 1],
      lists: [10, expect.any(Number)],
      entries: [10, 1],
      findings: [10, 10, 1],
      access: [10, 1],
    });
    for (const lists of Object.values(pages)) {
      const items = lists.flat().map((item) => JSON.stringify(item));
      expect(new Set(items).size).toBe(items.length);
    }
  });

  it('refuses what AWS refuses of a page', async () => {
    const { organizations, ec2 } = await look(await seedOrganization(moto));
    const targets = (input: object) =>
      organizations.send(new ListTargetsForPolicyCommand({ PolicyId: 'p-FullAWSAccess', ...input }));
    await expect(targets({ MaxResults: 21 })).rejects.toMatchObject({ name: 'InvalidInputException' });
    await expect(targets({ NextToken: 'made-up' })).rejects.toMatchObject({ name: 'InvalidInputException' });
    const groups = (input: object) => ec2().send(new DescribeSecurityGroupsCommand(input));
    await expect(groups({ MaxResults: 1001 })).rejects.toMatchObject({ name: 'InvalidParameterValue' });
    await expect(groups({ NextToken: 'made-up' })).rejects.toMatchObject({ name: 'InvalidPaginationToken' });
  });
});

async function itemsOf<Page, Item>(
  pages: AsyncIterable<Page>,
  list: (page: Page) => readonly Item[] | undefined,
) {
  return (await all(pages)).map((page) => list(page) ?? []);
}

const countIdentities = (page: GetAccountAuthorizationDetailsCommandOutput) =>
  [page.UserDetailList, page.GroupDetailList, page.RoleDetailList, page.Policies].reduce(
    (sum, list) => sum + (list?.length ?? 0),
    0,
  );

async function all<Page>(pages: AsyncIterable<Page>): Promise<Page[]> {
  const found: Page[] = [];
  for await (const page of pages) found.push(page);
  return found;
}
