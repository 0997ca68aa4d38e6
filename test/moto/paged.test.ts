import {
  AuthorizeSecurityGroupIngressCommand,
  CreateManagedPrefixListCommand,
  CreateNetworkInterfaceCommand,
  CreateSecurityGroupCommand,
  DescribeSubnetsCommand,
} from '@aws-sdk/client-ec2';
import { AttachUserPolicyCommand, CreatePolicyCommand } from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../src/finding/report.ts';
import { type Moto, motoAccountId, motoAvailable, startMoto } from '../support/moto.ts';
import type { Answers } from '../support/stub.ts';
import { success, textParam } from '../support/wire.ts';
import { goodDetector, guardDuty } from '../support/worlds/guardduty-answers.ts';
import { seedPaged } from '../support/worlds/paged.ts';
import { clientsOf, numbers, policy, sent } from '../support/worlds/world.ts';
import { expectSoundReport } from './report-checks.fixture.ts';
import { stage } from './scene.fixture.ts';
import { saidByRule, shortName } from './verdicts.fixture.ts';

/** Pages of ten where AWS's largest page holds hundreds; those of GuardDuty, prefix lists and Organizations are AWS's. */
const PAGE = 10;
const COUNTS = {
  identities: 120,
  virtualMfaDevices: 1,
  serverCertificates: 25,
  securityGroups: 25,
  networkInterfaces: 25,
  networkAcls: 25,
  prefixLists: 1,
  prefixListEntries: 1,
  guardDutyFindings: 120,
  externalAccessFindings: 1,
};

const SIZES: Readonly<Record<string, string>> = {
  'iam:GetAccountAuthorizationDetails': 'MaxItems',
  'iam:ListServerCertificates': 'MaxItems',
  'ec2:DescribeSecurityGroups': 'MaxResults',
  'ec2:DescribeNetworkInterfaces': 'MaxResults',
  'ec2:DescribeNetworkAcls': 'MaxResults',
};

/** The same answers in pages of {@link PAGE}, whatever page the caller asks for. */
function inSmallPages(answers: Answers): Answers {
  const cut = Object.entries(SIZES).map(([operation, size]): [string, Answers[string]] => [
    operation,
    (call, upstream) =>
      answers[operation]?.({ ...call, params: { ...call.params, [size]: String(PAGE) } }, upstream),
  ]);
  return Object.fromEntries(cut);
}

/** Two pages of devices, that of root on the second. */
const rootDeviceLast: Answers = {
  'iam:ListVirtualMFADevices': (call) => {
    const device = (owner: string) => ({
      SerialNumber: `arn:aws:iam::${motoAccountId}:mfa/${owner}`,
      EnableDate: new Date('2025-01-01'),
      User: { Arn: `arn:aws:iam::${motoAccountId}:${owner}`, UserName: owner },
    });
    return textParam(call, 'Marker') === undefined
      ? success(call, { VirtualMFADevices: [device('user/user-1')], IsTruncated: true, Marker: 'second' })
      : success(call, { VirtualMFADevices: [device('root')], IsTruncated: false });
  },
};

const findings = numbers(COUNTS.guardDutyFindings).map((number) => ({
  id: `finding-${number}`,
  type: 'UnauthorizedAccess:EC2/SSHBruteForce',
  severity: 8,
}));

/** What matters is made last, so that it is on a last page: an administrator's policy, an open list, a used group. */
async function seedLast(moto: Moto): Promise<{ openByList: string; used: string }> {
  const { iam, ec2 } = clientsOf(moto);
  const { Policy } = await iam.send(
    new CreatePolicyCommand({
      PolicyName: 'everything',
      PolicyDocument: policy({ Effect: 'Allow', Action: '*', Resource: '*' }),
    }),
  );
  await iam.send(new AttachUserPolicyCommand({ UserName: 'user-80', PolicyArn: Policy?.Arn }));

  const virginia = ec2('us-east-1');
  const { Subnets } = await virginia.send(
    new DescribeSubnetsCommand({ Filters: [{ Name: 'cidr-block', Values: ['10.0.0.0/18'] }] }),
  );
  const { SubnetId, VpcId } = sent(Subnets?.[0], 'subnet');
  const { PrefixList } = await virginia.send(
    new CreateManagedPrefixListCommand({
      PrefixListName: 'open at its end',
      AddressFamily: 'IPv4',
      MaxEntries: 101,
      Entries: [...numbers(100).map((number) => ({ Cidr: `10.1.${number}.0/24` })), { Cidr: '0.0.0.0/0' }],
    }),
  );
  const group = async (GroupName: string) =>
    sent(
      (await virginia.send(new CreateSecurityGroupCommand({ GroupName, Description: GroupName, VpcId })))
        .GroupId,
      'security group',
    );
  const [openByList, used] = [await group('open-by-list'), await group('used')];
  await virginia.send(
    new AuthorizeSecurityGroupIngressCommand({
      GroupId: openByList,
      IpPermissions: [
        {
          IpProtocol: 'tcp',
          FromPort: 22,
          ToPort: 22,
          PrefixListIds: [{ PrefixListId: PrefixList?.PrefixListId }],
        },
      ],
    }),
  );
  await virginia.send(new CreateNetworkInterfaceCommand({ SubnetId, Groups: [used] }));
  return { openByList, used };
}

describe.skipIf(!motoAvailable())('more than one page', { timeout: 120_000 }, () => {
  let moto: Moto;
  let report: Report;
  let seeded: Awaited<ReturnType<typeof seedLast>>;
  beforeAll(async () => {
    moto = await startMoto();
    const world = await seedPaged(moto, { counts: COUNTS });
    seeded = await seedLast(moto);
    await using scene = await stage(world, {
      upstream: moto.endpoint,
      before: [
        rootDeviceLast,
        guardDuty(motoAccountId, { 'us-east-1': { ...goodDetector, findings } }),
        inSmallPages(world.answers),
      ],
    });
    ({ report } = await scene.report('--region', 'us-east-1', '--include-passed'));
  });
  afterAll(() => moto?.stop());

  const said = (ruleId: string) => {
    const result = saidByRule(report, ({ resource, part }) =>
      [resource === undefined ? 'account' : shortName(resource), part].filter(Boolean).join(' '),
    ).get(ruleId);
    if (result === undefined) throw new Error(`${ruleId} is not in the report`);
    return result;
  };
  const calls = (action: string) => report.scan.calls.byAction[action];
  const pages = (items: number) => Math.ceil(items / PAGE);

  it('is a sound report without anything unknown', () => {
    expectSoundReport(report);
    expect(report.unknowns).toEqual([]);
  });

  it('of identities: every user is judged, by a policy on the last page', () => {
    expect(said('iam/user-with-direct-policies')).toMatchObject({
      fails: ['user-80'],
      passes: expect.objectContaining({ length: 79 }),
    });
    expect(said('iam/administrator-without-mfa').passes).toEqual(['user-80']);
    expect(calls('iam:GetAccountAuthorizationDetails')).toBeGreaterThanOrEqual(pages(COUNTS.identities));
  });

  it("of MFA devices: root's is found on the second", () => {
    expect(said('iam/root-without-hardware-mfa').fails).toEqual(['account']);
    expect(calls('iam:ListVirtualMFADevices')).toBe(2);
  });

  it('of server certificates: every one is judged', () => {
    expect(said('iam/server-certificate-expired').passes).toHaveLength(COUNTS.serverCertificates);
    expect(calls('iam:ListServerCertificates')).toBe(pages(COUNTS.serverCertificates));
  });

  it('of security groups and the entries of a prefix list: every group is judged, one by the last entry', () => {
    const { fails, passes } = said('ec2/admin-port-open-to-internet');
    expect(fails).toEqual([seeded.openByList]);
    // Two VPCs have a default group each.
    const groups = COUNTS.securityGroups + 4;
    expect(passes).toHaveLength(groups - 1);
    expect(calls('ec2:DescribeSecurityGroups')).toBe(pages(groups));
    expect(calls('ec2:GetManagedPrefixListEntries')).toBe(2);
  });

  it('of network interfaces: the group of the last one is in use', () => {
    const { fails, passes } = said('ec2/security-group-unused');
    expect(passes).toEqual([seeded.used]);
    expect(fails).toHaveLength(COUNTS.securityGroups + 1);
    expect(calls('ec2:DescribeNetworkInterfaces')).toBe(pages(COUNTS.networkInterfaces + 1));
  });

  it('of network ACLs: every one is looked at', () => {
    const { fails, passes, notApplicable } = said('ec2/network-acl-admin-port-open');
    expect(notApplicable).toHaveLength(COUNTS.networkAcls);
    // Two VPCs have a default ACL each.
    expect(fails.length + passes.length).toBe(2);
    expect(calls('ec2:DescribeNetworkAcls')).toBe(pages(COUNTS.networkAcls + 2));
  });

  it('of GuardDuty findings: every one is carried over', () => {
    expect(said('guardduty/active-findings').fails).toEqual(
      findings.map(({ id }) => `AKIAEXAMPLE ${id}`).sort(),
    );
    expect([calls('guardduty:ListFindings'), calls('guardduty:GetFindings')]).toEqual([3, 3]);
  });

  it('of accounts, OUs and policies: every account and policy is judged', () => {
    const { fails, passes } = said('organizations/account-without-scp');
    expect(fails.length + passes.length).toBe(27);
    const policies = said('organizations/scp-unattached');
    expect(policies.fails.length + policies.passes.length).toBe(27);
    expect([calls('organizations:ListPolicies'), calls('organizations:DescribePolicy')]).toEqual([2, 26]);
  });
});
