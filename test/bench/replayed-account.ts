import { readFile, writeFile } from 'node:fs/promises';
import type { AuthorizationDetails } from '../../src/services/iam/authorization-details.ts';
import { TAPES } from '../support/tapes.ts';
import { callOf, success, type Wire } from '../support/wire.ts';
import { largeIam } from './escalation-account.ts';

export const ROLES = 5000;
export const USERS = 500;
export const SECURITY_GROUPS = 10_000;

const ACCOUNT = '123456789012';
const VPC = 'vpc-0123456789abcdef0';
const CREATED = new Date('2025-02-03T10:00:00Z');
const PAGE = 1000;
/** Every so many security groups are carried by a network interface; the others are unused. */
const CARRIED = 2;

/** A call with its answer, as a line of a tape holds it. */
interface Line {
  readonly accountId: string;
  readonly service: string;
  readonly region: string;
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What a page of a list holds, and where the next one is named. */
type Page = Readonly<Record<string, Wire>>;

/**
 * Writes the tape of an account with 5,000 roles, 500 users and 10,000 security groups in 17 Regions: the sample account,
 * with these in place of its own.
 */
export async function writeReplayedAccount(path: string): Promise<void> {
  const [header = '', ...lines] = (await readFile(TAPES['sample account'], 'utf8')).trimEnd().split('\n');
  const sample = lines.map((line): Line => JSON.parse(line));
  const enlarged = new Enlarged(sample);
  const text = [header, ...enlarged.lines().map((line) => JSON.stringify(line))].join('\n');
  await writeFile(path, `${text}\n`);
}

class Enlarged {
  readonly #sample: readonly Line[];
  readonly #regions: readonly string[];

  constructor(sample: readonly Line[]) {
    this.#sample = sample;
    this.#regions = sample
      .filter(({ operation }) => operation === 'DescribeSecurityGroups')
      .map(({ region }) => region);
  }

  lines(): readonly Line[] {
    const added = [...this.#iam(), ...this.#regions.flatMap((region, index) => this.#network(region, index))];
    const replaced = new Set(added.map(({ operation }) => operation));
    return [...this.#sample.filter(({ operation }) => !replaced.has(operation)), ...added];
  }

  #iam(): readonly Line[] {
    const told: Readonly<Record<keyof AuthorizationDetails, readonly Page[]>> = JSON.parse(
      JSON.stringify(largeIam({ users: USERS, roles: ROLES })).replaceAll('111122223333', ACCOUNT),
    );
    const { GroupDetailList, Policies } = told;
    const users = told.UserDetailList.map((user, n) => ({
      ...user,
      UserId: `AIDA${idOf(n)}`,
      CreateDate: CREATED,
    }));
    const roles = told.RoleDetailList.map(
      (role, n): Page => ({
        ...role,
        RoleId: `AROA${idOf(n)}`,
        CreateDate: CREATED,
        RoleLastUsed: { LastUsedDate: new Date('2026-11-20T10:00:00Z'), Region: 'us-east-1' },
        Tags: [{ Key: 'team', Value: `team-${n % 40}` }],
      }),
    );
    const listed = roles.map(({ RolePolicyList, AttachedManagedPolicies, InstanceProfileList, ...role }) => ({
      ...role,
      MaxSessionDuration: 3600,
    }));
    return [
      ...this.#pages(
        'iam',
        'GetAccountAuthorizationDetails',
        'us-east-1',
        [
          { UserDetailList: users },
          { GroupDetailList },
          ...chunks(roles, PAGE).map((some) => ({ RoleDetailList: some })),
          { Policies: [...Policies, READ_ONLY] },
        ].map((some) => ({ ...NO_DETAILS, ...some })),
      ),
      ...this.#pages(
        'iam',
        'ListRoles',
        'us-east-1',
        chunks(listed, PAGE).map((Roles) => ({ Roles })),
      ),
      ...this.#pages('iam', 'GetCredentialReport', 'us-east-1', [this.#credentialReport()]),
    ];
  }

  /** The row of root as it is in the sample account, and a row for every user. */
  #credentialReport(): Page {
    const sent = this.#sample.find(({ operation }) => operation === 'GetCredentialReport')?.body ?? '';
    const [, content = ''] = /<Content>(.*?)<\/Content>/s.exec(sent) ?? [];
    const [columns = '', root = ''] = Buffer.from(content, 'base64').toString().split('\n');
    const rows = Array.from({ length: USERS }, (_, n) => {
      const user = `person-${n}`;
      const keyed = n % 2 === 0;
      return [
        ...[user, `arn:aws:iam::${ACCOUNT}:user/${user}`, '2025-02-03T10:00:00+00:00'],
        ...['true', '2026-11-19T10:00:00+00:00', '2026-09-01T10:00:00+00:00', 'N/A', `${n % 5 > 0}`],
        ...(keyed
          ? ['true', '2026-05-01T10:00:00+00:00', '2026-11-20T10:00:00+00:00', 'us-east-1', 's3']
          : NO_KEY),
        ...[...NO_KEY, 'false', 'N/A', 'false', 'N/A', 'N/A'],
      ].join(',');
    });
    return {
      Content: Buffer.from([columns, root, ...rows].join('\n')).toString('base64'),
      ReportFormat: 'text/csv',
      GeneratedTime: new Date('2026-11-22T01:00:00Z'),
    };
  }

  #network(region: string, index: number): readonly Line[] {
    const share = Math.floor(SECURITY_GROUPS / this.#regions.length);
    const count = index === 0 ? SECURITY_GROUPS - share * (this.#regions.length - 1) : share;
    const groups = Array.from({ length: count }, (_, n) => groupOf(region, n));
    const carried = groups.filter((_, n) => n % CARRIED === 0);
    return [
      ...this.#pages(
        'ec2',
        'DescribeSecurityGroups',
        region,
        chunks(groups, PAGE).map((securityGroupInfo) => ({ securityGroupInfo })),
      ),
      ...this.#pages(
        'ec2',
        'DescribeNetworkInterfaces',
        region,
        chunks(carried.map(interfaceOf), PAGE).map((networkInterfaceSet) => ({ networkInterfaceSet })),
      ),
    ];
  }

  /** The parameters are those of the sample's call; the later pages have the token of the one before. */
  #pages(service: string, operation: string, region: string, pages: readonly Page[]): readonly Line[] {
    const first = this.#sample.find(
      (line) => line.operation === operation && line.region === region && !('Marker' in line.input),
    );
    if (first === undefined) throw new Error(`the sample account holds no ${operation} in ${region}`);
    const call = callOf(service, operation, region);
    return pages.map((page, index) => {
      const last = index === pages.length - 1;
      const token = `page-${index + 1}`;
      const next: Page = service === 'ec2' ? { nextToken: token } : { IsTruncated: true, Marker: token };
      const { status = 200, headers = {}, body } = success(call, { ...page, ...(last ? {} : next) });
      const asked = service === 'ec2' ? 'NextToken' : 'Marker';
      return {
        ...{ accountId: ACCOUNT, service, region, operation },
        input: { ...first.input, ...(index === 0 ? {} : { [asked]: `page-${index}` }) },
        ...{ status, headers: { ...headers }, body: String(body) },
      };
    });
  }
}

/** Every page holds all four lists, empty or not. */
const NO_DETAILS: Readonly<Record<keyof AuthorizationDetails, readonly Wire[]>> = {
  ...{ UserDetailList: [], GroupDetailList: [], RoleDetailList: [], Policies: [] },
};

/** Permission sets of the sample account attach it: AWS is asked for it where the account does not list it. */
const READ_ONLY = {
  PolicyName: 'ReadOnlyAccess',
  Arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess',
  DefaultVersionId: 'v1',
  AttachmentCount: 1,
  PolicyVersionList: [
    {
      ...{ VersionId: 'v1', IsDefaultVersion: true },
      Document: encodeURIComponent(
        JSON.stringify({
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Action: ['ec2:Describe*', 's3:List*'], Resource: '*' }],
        }),
      ),
    },
  ],
};

const NO_KEY = ['false', 'N/A', 'N/A', 'N/A', 'N/A'];

function groupOf(region: string, n: number) {
  const groupId = `sg-${hex(n)}`;
  const open = n % 10 === 0;
  return {
    ...{ groupId, groupName: `service-${n}`, groupDescription: `service ${n}`, ownerId: ACCOUNT, vpcId: VPC },
    securityGroupArn: `arn:aws:ec2:${region}:${ACCOUNT}:security-group/${groupId}`,
    tagSet: [{ key: 'Name', value: `service-${n}` }],
    ipPermissions: [
      permission(443, [`10.${n % 200}.0.0/16`, '192.168.0.0/20'], []),
      permission(5432, [], [`sg-${hex(n + 1)}`]),
      ...(open ? [permission(22, ['0.0.0.0/0'], [])] : [permission(22, ['198.51.100.0/24'], [])]),
      permission(8000 + (n % 500), ['203.0.113.0/24', '198.51.100.0/24'], []),
    ],
    ipPermissionsEgress: [{ ...permission(0, ['0.0.0.0/0'], []), ipProtocol: '-1' }],
  };
}

function permission(port: number, ranges: readonly string[], groups: readonly string[]) {
  return {
    ...{ ipProtocol: 'tcp', fromPort: port, toPort: port },
    groups: groups.map((groupId) => ({ groupId, userId: ACCOUNT })),
    ipRanges: ranges.map((cidrIp) => ({ cidrIp })),
    ...{ ipv6Ranges: [], prefixListIds: [] },
  };
}

function interfaceOf({ groupId, groupName }: { groupId: string; groupName: string }, n: number) {
  return {
    ...{
      networkInterfaceId: `eni-${hex(n)}`,
      interfaceType: 'interface',
      ownerId: ACCOUNT,
      status: 'in-use',
    },
    ...{ description: '', vpcId: VPC, subnetId: 'subnet-0123456789abcdef0', requesterManaged: false },
    privateIpAddress: `10.0.${n >> 8}.${n & 255}`,
    privateIpAddressesSet: [{ primary: true, privateIpAddress: `10.0.${n >> 8}.${n & 255}` }],
    groupSet: [{ groupId, groupName }],
    ...{ ipv6AddressesSet: [], tagSet: [] },
  };
}

function chunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, n) =>
    items.slice(n * size, (n + 1) * size),
  );
}

function hex(n: number): string {
  return n.toString(16).padStart(17, '0');
}

function idOf(n: number): string {
  return n.toString(36).toUpperCase().padStart(16, '0');
}
