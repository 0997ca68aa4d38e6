import { countFinding, noFindings } from '../../src/finding/count-findings.ts';
import { fingerprint } from '../../src/finding/fingerprint.ts';
import type {
  AbsorbedResult,
  ClosedRegion,
  Finding,
  FindingPart,
  NotApplicableResult,
  Report,
  RuleResult,
  UnknownResult,
} from '../../src/finding/report.ts';
import { REPORT_SCHEMA_VERSION } from '../../src/finding/schema-version.ts';
import { severityOf } from '../../src/finding/severity.ts';
import { unknownVerdicts } from '../../src/finding/unknowns.ts';
import { failedVerdicts } from './failed-verdicts.ts';

const MOMENT = '2026-11-20T12:00:00.000Z';

/** What differs from finding to finding; the rest follows from it. */
export interface FindingSketch {
  readonly ruleId?: string;
  readonly type?: string;
  readonly title?: string;
  readonly description?: string;
  readonly why?: string;
  readonly score?: number;
  readonly severityReason?: string;
  readonly exposure?: NonNullable<Finding['exposure']>;
  readonly status?: Finding['status'];
  readonly accountId?: string;
  readonly region?: string;
  readonly resource?: {
    readonly type: string;
    readonly id: string;
    readonly region?: string;
    readonly tags?: Record<string, string>;
  };
  readonly part?: string;
  readonly evidence?: Record<string, unknown>;
  readonly network?: NonNullable<Finding['networkReachabilityDetails']>;
  readonly fix?: string;
  readonly url?: string;
  readonly commands?: string[];
  readonly compliance?: Finding['compliance'];
  /** The parts it gathers, which are judged by the same rule in the same account. */
  readonly parts?: readonly FindingSketch[];
  /** Failed verdicts of other rules that it tells. */
  readonly absorbs?: readonly Pick<NonNullable<Finding['absorbs']>[number], 'ruleId' | 'resourceId'>[];
}

/** A finding; by default that of a root user without MFA. */
export function sampleFinding(sketch: FindingSketch = {}): Finding {
  const {
    ruleId = 'iam/root-without-mfa',
    accountId = '111122223333',
    region = 'us-east-1',
    resource = { type: 'AwsIamUser', id: `arn:aws:iam::${accountId}:root` },
    part,
    network,
  } = sketch;
  return {
    schemaVersion: REPORT_SCHEMA_VERSION,
    id: fingerprint({ ruleId, accountId, region, resourceId: resource.id, part }),
    type: sketch.type ?? 'Policy:IAMUser/RootWithoutMfa',
    ruleId,
    title: sketch.title ?? 'Root user has no MFA',
    description: sketch.description ?? 'Root can be used with its password alone.',
    why:
      sketch.why ??
      'No IAM policy of the account limits root, so whoever gets its password or access key has everything.',
    severity: severityOf(sketch.score ?? 9.5, sketch.severityReason),
    ...(sketch.exposure === undefined ? {} : { exposure: sketch.exposure }),
    status: sketch.status ?? 'ACTIVE',
    accountId,
    region,
    partition: 'aws',
    resources: [{ region, partition: 'aws', ...resource }],
    ...(part === undefined ? {} : { part }),
    evidence: sketch.evidence ?? {
      AccountMFAEnabled: false,
      AccountPasswordPresent: true,
      AccountAccessKeysPresent: false,
    },
    ...(network === undefined ? {} : { networkReachabilityDetails: network }),
    remediation: {
      recommendation: {
        text: sketch.fix ?? 'Sign in as root and register a passkey, a security key or an authenticator app.',
        url: sketch.url ?? 'https://docs.aws.amazon.com/IAM/latest/UserGuide/enable-mfa-for-root.html',
      },
      commands: sketch.commands ?? [],
    },
    compliance: sketch.compliance ?? [{ framework: 'cis-aws-5.0.0', control: '1.4' }],
    ...(sketch.parts === undefined
      ? {}
      : { parts: sketch.parts.map((part) => samplePart({ ruleId, accountId, region, ...part })) }),
    ...(sketch.absorbs === undefined
      ? {}
      : {
          absorbs: sketch.absorbs.map(({ ruleId, resourceId }) => ({
            id: fingerprint({ ruleId, accountId, region, resourceId }),
            ruleId,
            title: ruleId,
            resourceId,
          })),
        }),
    firstObservedAt: MOMENT,
    lastObservedAt: MOMENT,
    updatedAt: MOMENT,
  };
}

/** A part tells what a finding of its own would. */
function samplePart(sketch: FindingSketch): FindingPart {
  const { id, accountId, region, description, severity, status, evidence, remediation, ...rest } =
    sampleFinding(sketch);
  const [resource] = rest.resources;
  if (resource === undefined) throw new Error('a finding has a resource');
  return {
    id,
    accountId,
    region,
    resource,
    ...(sketch.part === undefined ? {} : { part: sketch.part }),
    description,
    severity,
    ...(sketch.exposure === undefined ? {} : { exposure: sketch.exposure }),
    status,
    evidence,
    commands: remediation.commands,
    firstObservedAt: MOMENT,
    lastObservedAt: MOMENT,
    updatedAt: MOMENT,
  };
}

/** A finding with parts: each part is what a finding of its own would be. Its severity is the highest of them. */
export function sampleGathered(parts: readonly Finding[], sketch: FindingSketch = {}): Finding {
  const score = Math.max(...parts.map(({ severity }) => severity.score));
  const gathered = sampleFinding({ score, ...sketch });
  return {
    ...gathered,
    id: fingerprint({ ...gathered, resourceId: '' }),
    evidence: sketch.evidence ?? {},
    parts: parts.map(partOf),
  };
}

function partOf(finding: Finding): FindingPart {
  const { id, accountId, region, resources, part, description, severity, exposure, status, evidence } =
    finding;
  const { networkReachabilityDetails, remediation, firstObservedAt, lastObservedAt, updatedAt } = finding;
  return {
    id,
    accountId,
    region,
    resource: first(resources),
    ...(part === undefined ? {} : { part }),
    description,
    severity,
    ...(exposure === undefined ? {} : { exposure }),
    status,
    evidence,
    ...(networkReachabilityDetails === undefined ? {} : { networkReachabilityDetails }),
    commands: remediation.commands,
    firstObservedAt,
    lastObservedAt,
    updatedAt,
  };
}

/** A finding that absorbs others, and what the report says of those. */
export function sampleAbsorbing(
  finding: Finding,
  others: readonly Finding[],
): { readonly finding: Finding; readonly absorbed: AbsorbedResult[] } {
  const absorbed = others.map((other): AbsorbedResult => {
    const { commands, status, networkReachabilityDetails, ...told } = partOf(other);
    return { ...told, ruleId: other.ruleId, title: other.title, toldBy: { id: finding.id } };
  });
  const absorbs = absorbed.map(({ id, ruleId, title, resource, part }) => ({
    id,
    ruleId,
    title,
    resourceId: resource.id,
    ...(part === undefined ? {} : { part }),
  }));
  return { finding: absorbs.length === 0 ? finding : { ...finding, absorbs }, absorbed };
}

function first<T>(items: readonly T[]): T {
  const [item] = items;
  if (item === undefined) throw new Error('there is none');
  return item;
}

export interface UnknownSketch {
  readonly ruleId: string;
  readonly score: number;
  readonly kind?: UnknownResult['kind'];
  readonly reason?: string;
  readonly action?: string;
  readonly deniedBy?: string;
  readonly accountId?: string;
  readonly region?: string;
}

/** Something unknown; with an action it was denied, else AWS left it open. */
export function sampleUnknown(sketch: UnknownSketch): UnknownResult {
  const { ruleId, score, action, deniedBy, accountId = '111122223333', region = 'us-east-1' } = sketch;
  return {
    ruleId,
    accountId,
    region,
    kind: sketch.kind ?? (action === undefined ? 'undetermined' : 'denied'),
    severity: severityOf(score),
    reason:
      sketch.reason ??
      (action === undefined
        ? 'AWS did not say whether root has MFA'
        : `${action} is denied in ${region} of account ${accountId}`),
    missingPermissions:
      action === undefined
        ? []
        : [{ action, accountId, region, ...(deniedBy === undefined ? {} : { deniedBy }) }],
  };
}

/** Several unknown verdicts of a Region that a service control policy closes to the scan. */
export function sampleClosedRegion(parts: readonly UnknownResult[]): ClosedRegion {
  const { accountId, region } = first(parts);
  return {
    accountId,
    region,
    kind: 'denied',
    deniedBy: 'service control policy',
    severity: severityOf(Math.max(...parts.map(({ severity }) => severity.score))),
    reason: `a service control policy denies what ${parts.length} rules ask in ${region} of account ${accountId}`,
    missingPermissions: parts.flatMap(({ missingPermissions }) => missingPermissions),
    parts: [...parts],
  };
}

export interface ReportSketch {
  readonly findings?: readonly Finding[];
  readonly absorbed?: readonly AbsorbedResult[];
  readonly unknowns?: readonly (UnknownResult | ClosedRegion)[];
  readonly notApplicable?: readonly NotApplicableResult[];
  readonly passed?: number;
  readonly status?: Report['scan']['status'];
  readonly source?: Report['scan']['source'];
  readonly accountIds?: readonly string[];
  readonly regions?: readonly string[];
  readonly regionsLeftOut?: Partial<Report['scan']['regionsLeftOut']>;
}

/** A report of findings and unknowns, with the counts that belong to them. */
export function sampleReport(sketch: ReportSketch = {}): Report {
  const { findings = [], absorbed = [], unknowns = [], notApplicable = [], passed = 0 } = sketch;
  const { accountIds = ['111122223333'], regions = ['eu-west-1', 'us-east-1'] } = sketch;
  return {
    schemaVersion: REPORT_SCHEMA_VERSION,
    product: { name: 'postern', version: '0.1.0' },
    scan: {
      status: sketch.status ?? 'COMPLETE',
      source: sketch.source ?? 'AWS',
      startedAt: MOMENT,
      durationSeconds: 9.312,
      partition: 'aws',
      accounts: accountIds.map((accountId) => ({
        accountId,
        principalArn: `arn:aws:sts::${accountId}:assumed-role/Auditor/ci`,
      })),
      regions: [...regions],
      regionsLeftOut: { off: [], ...sketch.regionsLeftOut },
      scopes: accountIds.length * (1 + regions.length),
      calls: { total: 212, byAction: { 'iam:GetAccountSummary': 1, 'ec2:DescribeSecurityGroups': 211 } },
    },
    summary: {
      rules: 164,
      findings: counted(findings),
      verdicts: {
        passed,
        failed: failedVerdicts({ findings, absorbed }).length,
        unknown: unknownVerdicts([...unknowns]).length,
        notApplicable: notApplicable.length,
      },
    },
    findings: [...findings],
    absorbed: [...absorbed],
    unknowns: [...unknowns],
    notApplicable: [...notApplicable],
    rules: ruleResults(sketch),
  };
}

/** What passed is told of one rule, since nothing else in the report tells of which. */
function ruleResults({
  findings = [],
  absorbed = [],
  unknowns = [],
  notApplicable = [],
  passed = 0,
}: ReportSketch): RuleResult[] {
  const rules = new Map<string, RuleResult['counts']>();
  const add = (ruleId: string, counts: Partial<RuleResult['counts']>) => {
    const known = rules.get(ruleId) ?? { passed: 0, failed: 0, unknown: 0, notApplicable: 0 };
    rules.set(ruleId, {
      passed: known.passed + (counts.passed ?? 0),
      failed: known.failed + (counts.failed ?? 0),
      unknown: known.unknown + (counts.unknown ?? 0),
      notApplicable: known.notApplicable + (counts.notApplicable ?? 0),
    });
  };
  if (passed > 0) add('iam/root-access-key-present', { passed });
  for (const { ruleId } of failedVerdicts({ findings, absorbed })) add(ruleId, { failed: 1 });
  for (const { ruleId } of unknownVerdicts([...unknowns])) add(ruleId, { unknown: 1 });
  for (const { ruleId } of notApplicable) add(ruleId, { notApplicable: 1 });
  return [...rules].map(([ruleId, counts]) => ({
    ruleId,
    title: ruleId,
    severity: severityOf(9),
    counts,
    scopes: [{ accountId: '111122223333', region: 'us-east-1', counts }],
  }));
}

const group = (index: number) => `sg-0${(0xabc123 + index * 7919).toString(16)}`;

const sshGroups = Array.from({ length: 47 }, (_, index) =>
  sampleFinding({
    ruleId: 'ec2/security-group-opens-admin-port',
    type: 'Exposure:EC2SecurityGroup/AdminPortOpen',
    title: 'Security group opens an administration port to the internet',
    description: `TCP 22 is open to 0.0.0.0/0${index % 3 === 0 ? ' and ::/0' : ''}.`,
    why: 'Bots find an open SSH or RDP port within minutes and try passwords and exploits until one works.',
    score: 8,
    region: index % 2 === 0 ? 'eu-west-1' : 'us-east-1',
    resource: {
      type: 'AwsEc2SecurityGroup',
      id: `arn:aws:ec2:${index % 2 === 0 ? 'eu-west-1' : 'us-east-1'}:111122223333:security-group/${group(index)}`,
      ...(index % 4 === 0 ? { tags: { Name: `build-agents-${index}` } } : {}),
    },
    evidence: { IpProtocol: 'tcp', FromPort: 22, ToPort: 22, CidrIp: '0.0.0.0/0' },
    fix: 'Take the rule away and reach the instances through Session Manager, or allow only the addresses you work from.',
    url: 'https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html',
    exposure: index < 3 ? 'internet' : 'none',
    commands: [
      `aws ec2 revoke-security-group-ingress --group-id ${group(index)} --ip-permissions IpProtocol=tcp,FromPort=22,ToPort=22,IpRanges='[{CidrIp=0.0.0.0/0}]' --region eu-west-1`,
    ],
  }),
);

/** Holds alike for the root, OUs and accounts of an organization. */
const withoutGuardrail = sampleFinding({
  ruleId: 'organizations/account-without-scp',
  type: 'Policy:Organization/NoServiceControlPolicy',
  title: 'No service control policy limits the accounts',
  description: 'Nothing limits 12 accounts of the organization but their own administrators.',
  why: 'An administrator of such an account, or whoever steals its credentials, can turn off every other safeguard.',
  score: 7,
  resource: { type: 'AwsOrganizationsRoot', id: 'arn:aws:organizations::111122223333:root/o-acme/r-acme' },
  evidence: { Policies: ['FullAWSAccess'] },
  fix: 'Attach a service control policy that denies what no account may do.',
  url: 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html',
  parts: Array.from({ length: 12 }, (_, index) => ({
    description: 'No service control policy but FullAWSAccess applies.',
    score: 7,
    resource: {
      type: 'AwsAccount',
      id: `arn:aws:iam::${444455556600 + index}:root`,
    },
    evidence: { Policies: ['FullAWSAccess'] },
  })),
});

const fullAdministrator = sampleFinding({
  ruleId: 'iam/policy-grants-full-admin',
  type: 'Policy:IAMPolicy/FullAdministrator',
  title: 'Customer managed policy grants full administrator access',
  description: 'The policy everything allows every action on every resource.',
  why: 'Nobody sees by its name that it makes administrators.',
  score: 8,
  exposure: 'inside',
  resource: { type: 'AwsIamPolicy', id: 'arn:aws:iam::111122223333:policy/everything' },
  evidence: { Statement: { Effect: 'Allow', Action: '*', Resource: '*' } },
  fix: 'Replace the policy by one that names the actions and resources that are needed.',
  url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html',
  absorbs: ['assuming-any-role', 'decrypting-with-any-key', 'passing-any-role'].map((name) => ({
    ruleId: `iam/policy-allows-${name}`,
    resourceId: 'arn:aws:iam::111122223333:policy/everything',
  })),
});

const idleKeys = [
  'alice',
  'bob',
  'ci-deployer',
  'terraform',
  'jürgen.weiß',
  '山田太郎',
  'legacy-backup-service-user-for-the-old-data-centre',
].map((user, index) =>
  sampleFinding({
    ruleId: 'iam/access-key-not-rotated',
    type: 'Policy:IAMUser/AccessKeyNotRotated',
    title: 'Access key is not rotated',
    description: `Access key 1 is ${120 + index * 97} days old.`,
    why: 'The longer a key lives, the more copies of it lie about.',
    score: 5,
    resource: { type: 'AwsIamUser', id: `arn:aws:iam::111122223333:user/staff/${user}` },
    part: 'access-key-1',
    evidence: { access_key_1_active: true, access_key_1_last_rotated: '2025-03-01T08:00:00.000Z' },
    fix: 'Replace the key by a role where it can be, by a new key where it cannot.',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id-credentials-access-keys-update.html',
    commands: [
      `aws iam update-access-key --user-name '${user}' --access-key-id AKIAIOSFODNN7EXAMPLE --status Inactive`,
    ],
  }),
);

const exposedInstance = sampleFinding({
  ruleId: 'ec2/instance-reachable-from-internet',
  type: 'Exposure:EC2Instance/ReachableFromInternet',
  title: 'Instance can be reached from the internet',
  description: 'The internet reaches TCP 3389 of i-0fedcba9876543210 at 203.0.113.7.',
  why: 'Whatever listens there is as safe as its last update.',
  score: 9.1,
  severityReason: 'its instance profile is an administrator',
  region: 'eu-west-1',
  resource: {
    type: 'AwsEc2Instance',
    id: 'arn:aws:ec2:eu-west-1:111122223333:instance/i-0fedcba9876543210',
    tags: { Name: 'jump-host' },
  },
  evidence: { PublicIpAddress: '203.0.113.7', InstanceProfile: 'admin' },
  network: {
    openPortRange: { begin: 3389, end: 3389 },
    protocol: 'TCP',
    networkPath: {
      steps: ['igw-0a1', 'acl-0b2', 'sg-0c3', 'eni-0d4', 'i-0fedcba9876543210'].map((componentId) => ({
        componentId,
        componentType: 'AWS::EC2::Component',
      })),
    },
  },
  fix: 'Narrow the security group, or move the instance to a private subnet.',
  url: 'https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html',
});

const openBucket = sampleFinding({
  ruleId: 's3/bucket-public',
  type: 'Exposure:S3Bucket/Public',
  title: 'Bucket can be read by anyone',
  description: 'The bucket policy lets everyone read every object of acme-invoices.',
  why: 'Search engines for open buckets list it within days.',
  score: 9.2,
  resource: { type: 'AwsS3Bucket', id: 'arn:aws:s3:::acme-invoices', region: 'eu-west-1' },
  evidence: {
    Statement: {
      Sid: 'PublicRead',
      Effect: 'Allow',
      Principal: '*',
      Action: 's3:GetObject',
      Resource: 'arn:aws:s3:::acme-invoices/*',
    },
    BlockPublicPolicy: false,
  },
  fix: 'Turn on Block Public Access for the account; publish through CloudFront where the files are meant to be public.',
  url: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html',
  commands: [
    'aws s3api put-public-access-block --bucket acme-invoices --public-access-block-configuration BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true',
  ],
});

const unknowns = [
  ...[
    'user-without-mfa',
    'administrator-without-mfa',
    'access-key-not-rotated',
    'user-unused',
    'credential-unused',
    'root-used-recently',
    'user-with-two-active-keys',
    'access-key-created-with-user',
  ].map((name, index) =>
    sampleUnknown({
      ruleId: `iam/${name}`,
      score: index === 1 ? 8.5 : 5,
      action: 'iam:GetCredentialReport',
      deniedBy: 'service control policy',
    }),
  ),
  ...['eu-west-1', 'us-east-1'].map((region) =>
    sampleUnknown({
      ruleId: 'lambda/function-public',
      score: 9,
      kind: 'throttled',
      region,
      reason: `lambda:GetPolicy was throttled in ${region} of account 111122223333 after every retry`,
    }),
  ),
  sampleUnknown({ ruleId: 'iam/root-without-hardware-mfa', score: 6 }),
];

/** A small company's account: doors open in every severity, and a service control policy in the way of looking. */
export const companyReport: Report = sampleReport({
  findings: [
    sampleFinding(),
    openBucket,
    exposedInstance,
    ...sshGroups,
    withoutGuardrail,
    fullAdministrator,
    ...idleKeys,
    sampleFinding({
      ruleId: 'iam/policy-unused',
      type: 'Policy:IAM/PolicyUnused',
      title: 'Policy is attached to nothing',
      description: 'Nobody has the policy old-deploy.',
      why: 'What nobody needs may be attached by mistake.',
      score: 1,
      resource: { type: 'AwsIamPolicy', id: 'arn:aws:iam::111122223333:policy/old-deploy' },
      evidence: { AttachmentCount: 0, PermissionsBoundaryUsageCount: 0 },
      fix: 'Delete the policy.',
      url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_manage-delete.html',
    }),
  ],
  unknowns,
  notApplicable: [
    {
      ruleId: 'organizations/scp-missing',
      accountId: '111122223333',
      region: 'us-east-1',
      reason: 'only the management account can read the organization',
    },
  ],
  passed: 1204,
});

function counted(findings: readonly Finding[]) {
  const counts = noFindings();
  for (const finding of findings) countFinding(counts, finding);
  return counts;
}
