import type { BadlyKept } from '../support/worlds/badly-kept.ts';
import { serviceFinds } from '../support/worlds/services/index.ts';
import { BADLY_KEPT_REGIONS, everywhere, type Row } from '../support/worlds/services/service-world.ts';
import { type Judged, shortName } from './verdicts.fixture.ts';

const ABROAD = BADLY_KEPT_REGIONS.slice(1);

/** Names of the seeded resources; one outside us-east-1 is preceded by its Region. */
export function nameIn({ securityGroups, networkAcls }: BadlyKept): (judged: Judged) => string {
  const seeded = new Map<string, string>([
    ...[...securityGroups].map(([name, id]) => [id, name] as const),
    ...Object.entries(networkAcls).map(([name, id]) => [id, name] as const),
  ]);
  return ({ region, resource, part }) => {
    const name =
      resource === undefined ? 'account' : (seeded.get(shortName(resource)) ?? kindOrName(resource));
    return `${region === 'us-east-1' ? '' : `${region} `}${name}${part === undefined ? '' : ` ${part}`}`;
  };
}

/** What moto numbers anew each time is called by its kind. */
function kindOrName(resource: NonNullable<Judged['resource']>): string {
  switch (resource.type) {
    case 'AwsEc2SecurityGroup':
      return 'default group';
    case 'AwsEc2NetworkAcl':
      return 'default ACL';
    case 'AwsGuardDutyDetector':
      return 'detector';
    case 'AwsEcrContainerImage':
      return 'image';
    default:
      return shortName(resource);
  }
}

const but = (all: readonly string[], ...excepted: readonly string[]) =>
  all.filter((name) => !excepted.includes(name));

const PLANS = [
  'AI_PROTECTION',
  'EBS_MALWARE_PROTECTION',
  'EKS_AUDIT_LOGS',
  'LAMBDA_NETWORK_LOGS',
  'RDS_DATA_RISK',
  'RDS_LOGIN_EVENTS',
  'RUNTIME_MONITORING',
  'S3_DATA_EVENTS',
];
const SCANS = ['EC2', 'ECR', 'LAMBDA', 'LAMBDA_CODE'];
const AGENTS = ['EC2_AGENT_MANAGEMENT', 'ECS_FARGATE_AGENT_MANAGEMENT', 'EKS_ADDON_MANAGEMENT'];

/**
 * What every rule finds in the badly kept account, by rule id: what fails, what passes, what does not apply. A service
 * with a world of its own holds its rows there.
 */
export function badlyKeptTable({
  users,
  roles,
  securityGroups,
}: Pick<BadlyKept, 'users' | 'roles' | 'securityGroups'>): Readonly<Record<string, Row>> {
  const people = users.map(({ name }) => name);
  const keys = users.flatMap(({ name, keys = [] }) =>
    keys.flatMap(({ active }, index) => (active ? [`${name} access-key-${index + 1}`] : [])),
  );
  const passwords = users.flatMap(({ name, password }) => (password ? [`${name} password`] : []));
  const groups = [...everywhere('default group'), ...securityGroups.keys()];
  const amongUsers = (...fails: string[]): Row => ({ fails, passes: but(people, ...fails) });
  const amongKeys = (...fails: string[]): Row => ({ fails, passes: but(keys, ...fails) });
  const amongGroups = (...fails: string[]): Row => ({ fails, passes: but(groups, ...fails) });
  const everyPortOpen = ['everything', 'everyTcpPort', 'everyUdpPort'];
  const adminPortOpen = [
    ...['ssh', 'sshByNumber', 'sshInRange', 'rdpOverIpv6', 'sshInHalves', 'sshByPrefixList'],
    ...everyPortOpen,
  ];
  const highRiskPortOpen = ['sshInRange', 'mysql', 'redisInRange', ...everyPortOpen];
  const portsOpenIn = (open: readonly string[]): Row => ({
    fails: [...everyPortOpen.map((name) => `${name} every port`), ...but(open, ...everyPortOpen)],
    passes: but(groups, ...open),
  });
  const uncommonPortOpen = ['sshInRange', 'redisInRange', 'uncommon'];
  const account: Row = { fails: ['account'] };
  const inNoOrganization: Row = { notApplicable: ['account'] };
  const passes: Row = { passes: ['account'] };
  const roleNames = roles.map(({ name }) => name);
  const inlineOfRoles = roles.flatMap(({ name, inline = {} }) =>
    Object.keys(inline).map((policy) => `${name} ${policy}`),
  );
  // Everything but an action that does not exist, which is everything.
  const almostEverything = 'inline-administrator everything';
  const unattached = 'unattached-full-admin';
  const attached = 'deploy-everything';
  const written = 'legacy-etl etl';
  const damaged = 'vendor monitoring';
  const queues = 'direct-policies queues';
  const harmless = [queues, ...but(inlineOfRoles, written, damaged)];
  /** Users of the group that has administrator access. */
  const contractors = users.flatMap(({ name, groups = [] }) =>
    groups.includes('contractors') ? [name] : [],
  );
  const administratorsWithoutMfa = [
    'administrator-by-group',
    'direct-administrator',
    'inline-administrator',
    'no-mfa',
    'old-key',
  ];
  const anythingOnAnything: Row = {
    fails: [almostEverything, written, attached, unattached],
    passes: harmless,
    unknown: [damaged],
  };
  return {
    ...serviceFinds,
    'account/outside-organization': account,
    'account/security-contact-missing': account,
    'accessanalyzer/active-external-access': { fails: ['arn:aws:s3:::customer-exports'] },
    'accessanalyzer/external-access-analyzer-missing': {
      fails: ABROAD.map((region) => `${region} account`),
      passes: ['account'],
    },
    'ec2/admin-port-open-to-internet': portsOpenIn(adminPortOpen),
    'ec2/all-ports-open-to-internet': amongGroups(...everyPortOpen),
    'ec2/default-security-group-allows-traffic': { fails: everywhere('default group') },
    'ec2/high-risk-port-open-to-internet': portsOpenIn(highRiskPortOpen),
    'ec2/network-acl-admin-port-open': {
      fails: everywhere('default ACL'),
      notApplicable: ['openByOrder', 'closedByEarlierDeny'],
    },
    'ec2/security-group-unused': {
      fails: ['unused'],
      passes: but([...securityGroups.keys()], 'unused'),
      notApplicable: everywhere('default group'),
    },
    'ec2/uncommon-port-open-to-internet': {
      fails: [
        ...everyPortOpen.map((name) => `${name} every port`),
        ...but(adminPortOpen, ...everyPortOpen).map((name) => `${name} administration ports`),
        ...but(highRiskPortOpen, ...everyPortOpen).map((name) => `${name} high-risk ports`),
        ...uncommonPortOpen,
      ],
      passes: but(groups, ...adminPortOpen, ...highRiskPortOpen, ...uncommonPortOpen),
    },
    'ec2/wide-public-cidr-allowed': amongGroups('wideBlock'),
    'guardduty/active-findings': {
      fails: ['AKIAEXAMPLE f-high'],
      passes: ['eu-central-1 detector'],
      notApplicable: ['eu-west-1 account', 'eu-west-2 detector'],
    },
    'guardduty/attack-sequence-seen': {
      fails: ['f-sequence f-sequence'],
      passes: ['eu-central-1 detector'],
      notApplicable: ['eu-west-1 account', 'eu-west-2 detector'],
    },
    'guardduty/disabled': {
      fails: ['eu-west-1 account', 'eu-west-2 detector'],
      passes: ['detector', 'eu-central-1 detector'],
    },
    'guardduty/findings-not-exported': {
      fails: ['eu-central-1 detector'],
      passes: ['detector'],
      notApplicable: ['eu-west-1 account', 'eu-west-2 account'],
    },
    'guardduty/findings-published-slowly': {
      fails: ['eu-central-1 detector'],
      passes: ['detector'],
      notApplicable: ['eu-west-1 account', 'eu-west-2 account'],
    },
    'guardduty/member-not-monitored': { notApplicable: everywhere('account') },
    'guardduty/new-accounts-not-enrolled': { notApplicable: everywhere('account') },
    'guardduty/not-centrally-managed': { notApplicable: everywhere('account') },
    'guardduty/protection-plan-off': {
      fails: PLANS.map((plan) => `eu-central-1 detector ${plan}`),
      passes: [...PLANS, ...AGENTS].map((plan) => `detector ${plan}`),
      notApplicable: ['eu-west-1 account', 'eu-west-2 account'],
    },
    'guardduty/suppression-too-broad': {
      fails: ['eu-central-1 quiet-nights'],
      passes: ['port-probes-of-the-bastion'],
      notApplicable: ['eu-west-1 account', 'eu-west-2 account'],
    },
    'guardduty/trusted-list-too-wide': {
      fails: ['office', 'partners'],
      passes: ['eu-central-1 detector'],
      notApplicable: ['eu-west-1 account', 'eu-west-2 account'],
    },
    'iam/access-key-created-with-user': amongKeys('key-from-birth access-key-1'),
    'iam/access-key-not-rotated': amongKeys('old-key access-key-1'),
    'iam/administrator-without-mfa': {
      fails: administratorsWithoutMfa,
      passes: but(contractors, ...administratorsWithoutMfa),
    },
    'iam/api-key-long-lived': { fails: ['ACCA0', 'ACCA1'], passes: ['ACCA2', 'ACCA3'] },
    'iam/cloudshell-full-access-granted': { fails: ['direct-policies'] },
    'iam/credential-unused': {
      fails: [
        'never-signed-in password',
        'unused access-key-1',
        'unused password',
        'unused-key access-key-1',
      ],
      passes: [
        ...but(keys, 'unused access-key-1', 'unused-key access-key-1'),
        ...but(passwords, 'never-signed-in password', 'unused password'),
      ],
    },
    'iam/delegation-request-granted': {
      fails: ['in-force-12345678'],
      passes: ['over-123456789012', 'refused-123456789'],
    },
    'iam/group-grants-administrator': { fails: ['contractors'], passes: ['administrators'] },
    'iam/group-unused': { fails: ['nobody'], passes: ['administrators', 'contractors'] },
    'iam/inline-policy-grants-full-admin': {
      fails: [written, almostEverything],
      passes: harmless,
      unknown: [damaged],
    },
    'iam/key-user-without-mfa': amongUsers(
      ...users.flatMap(({ name, password, mfa, keys = [] }) =>
        !password && !mfa && keys.some(({ active }) => active) ? [name] : [],
      ),
    ),
    'iam/no-administrator-besides-root': passes,
    'iam/outbound-federation-open': account,
    'iam/outsider-reads-everything': { fails: ['cost-report'], unknown: ['vendor'] },
    'iam/password-never-expires': account,
    'iam/password-policy-allows-reuse': account,
    'iam/password-policy-too-short': account,
    'iam/password-policy-weak': account,
    'iam/policy-allows-assuming-any-role': anythingOnAnything,
    'iam/policy-allows-by-exclusion': {
      fails: [almostEverything],
      passes: [...harmless, written, attached, unattached],
      unknown: [damaged],
    },
    'iam/policy-allows-decrypting-with-any-key': anythingOnAnything,
    'iam/policy-allows-passing-any-role': anythingOnAnything,
    'iam/policy-grants-full-admin': { fails: [attached] },
    'iam/policy-grants-whole-service': {
      fails: [queues, almostEverything, written, attached, unattached],
      passes: but(harmless, queues),
      unknown: [damaged],
    },
    'iam/policy-unused': { fails: [unattached], passes: [attached] },
    'iam/principal-can-escalate': {
      fails: ['github-actions', 'release'],
      passes: [
        'CWDBSharing-PublicReadOnlyAccess-ABCD1234',
        'cluster-jobs',
        'cost-report',
        'employee',
        'partner-upload',
        'warehouse-scanner',
        ...but(
          people,
          'inline-administrator',
          'direct-administrator',
          'administrator-by-group',
          ...contractors,
        ),
      ],
      unknown: ['vendor'],
    },
    'iam/role-open-to-confused-deputy': { fails: ['legacy-etl'] },
    // Any repository on GitHub may have github-actions, which iam/role-trusts-any-oidc-subject tells.
    'iam/role-open-within-provider': { fails: ['cluster-jobs'] },
    // Of the administrator roles, only this one can be assumed by people.
    'iam/role-session-too-long': { fails: ['deploy-admin'], passes: ['vendor'] },
    'iam/role-trusts-account-without-external-id': { fails: ['vendor'], passes: ['cost-report'] },
    'iam/role-trusts-any-oidc-subject': {
      fails: ['CWDBSharing-PublicReadOnlyAccess-ABCD1234', 'github-actions'],
      passes: ['cluster-jobs'],
    },
    'iam/role-trusts-anyone': { fails: ['partner-upload'], passes: but(roleNames, 'partner-upload') },
    'iam/role-trusts-roles-anywhere-unconditioned': { fails: ['warehouse-scanner'] },
    'iam/role-unused': {
      fails: ['legacy-etl', 'vendor'],
      passes: but(roleNames, 'legacy-etl', 'vendor'),
    },
    'iam/role-with-administrator-access': {
      fails: ['automation', 'legacy-etl'],
      passes: [
        'CWDBSharing-PublicReadOnlyAccess-ABCD1234',
        'cluster-jobs',
        'cost-report',
        'github-actions',
        'partner-upload',
        'warehouse-scanner',
      ],
      unknown: ['vendor'],
    },
    'iam/root-access-key-present': account,
    'iam/root-signing-certificate-present': account,
    'iam/root-used-recently': account,
    'iam/root-without-hardware-mfa': account,
    'iam/root-without-mfa': account,
    'iam/server-certificate-expired': { fails: ['old-shop'], passes: ['shop'] },
    'iam/support-role-missing': account,
    'iam/unattached-policy-grants-full-admin': { fails: [unattached] },
    'iam/user-credential-exposed': amongUsers('exposed-key'),
    'iam/user-is-administrator': {
      fails: [...but(contractors, ...administratorsWithoutMfa), ...administratorsWithoutMfa],
      passes: but(people, ...contractors, ...administratorsWithoutMfa),
    },
    'iam/user-unused': amongUsers('never-signed-in'),
    'iam/user-with-direct-policies': amongUsers(
      'direct-administrator',
      'direct-policies',
      'inline-administrator',
    ),
    'iam/user-with-two-active-keys': amongUsers('two-keys'),
    'iam/user-without-mfa': amongUsers('direct-administrator', 'no-mfa'),
    'iam/users-instead-of-identity-center': {
      fails: users.flatMap(({ name, password }) => (password ? [name] : [])),
    },
    'identity-center/account-instance-present': inNoOrganization,
    'identity-center/administrator-assigned-to-user': inNoOrganization,
    'identity-center/administrator-session-too-long': inNoOrganization,
    'identity-center/missing': inNoOrganization,
    'identity-center/permission-set-can-escalate': inNoOrganization,
    'inspector/active-findings': {
      fails: ['image CVE-2026-1001', 'image CVE-2026-1002', 'image CVE-2026-2001'],
      passes: ['eu-central-1 account', 'eu-west-2 account'],
      notApplicable: ['eu-west-1 account'],
    },
    'inspector/known-exploited-overdue': {
      fails: ['image CVE-2026-2001', 'image CVE-2026-3001'],
      passes: ['eu-central-1 account', 'eu-west-2 account'],
      notApplicable: ['eu-west-1 account'],
    },
    'inspector/new-accounts-not-enrolled': { notApplicable: everywhere('account') },
    'inspector/resource-not-covered': {
      fails: ['i-0a1b2c3d4e5f60718 PACKAGE'],
      passes: ['eu-central-1 account', 'eu-west-2 account'],
      notApplicable: ['i-0f9e8d7c6b5a40312', 'eu-west-1 account'],
    },
    'inspector/scanning-off': {
      fails: [
        ...SCANS.map((scan) => `eu-west-1 account ${scan}`),
        ...['LAMBDA', 'LAMBDA_CODE'].map((scan) => `eu-central-1 account ${scan}`),
      ],
      passes: [
        ...SCANS.flatMap((scan) => [`account ${scan}`, `eu-west-2 account ${scan}`]),
        ...['EC2', 'ECR'].map((scan) => `eu-central-1 account ${scan}`),
      ],
    },
    'organizations/account-outside-ou': inNoOrganization,
    'organizations/account-without-scp': inNoOrganization,
    'organizations/ou-unused': inNoOrganization,
    'organizations/ou-without-scp': inNoOrganization,
    'organizations/scp-disabled': inNoOrganization,
    'organizations/scp-unattached': inNoOrganization,
  };
}
