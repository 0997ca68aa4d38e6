import { describe, expect, it } from 'vitest';
import type { WatchedChangeId } from '../../src/event-patterns/index.ts';
import { CHANGES } from '../../src/services/cloudwatch/index.ts';
import { type Cell, denialMatrix } from '../support/denial-matrix.ts';
import { readTape, TAPES } from '../support/tapes.ts';

/** Rules whose severity follows what a security group, network ACL or VPC holds; where that is not told, it is as ever. */
const WEIGHED_BY_INTERFACES = [
  'ec2/default-security-group-allows-traffic',
  'ec2/network-acl-admin-port-open',
  'vpc/flow-logs-missing',
];
const WEIGHED_BY_INTERFACES_AND_TEMPLATES = [
  'ec2/admin-port-open-to-internet',
  'ec2/all-ports-open-to-internet',
  'ec2/high-risk-port-open-to-internet',
  'ec2/uncommon-port-open-to-internet',
  'ec2/wide-public-cidr-allowed',
];

/**
 * A trail of the recorded account reaches a log group, but records no reads, and so neither what root does nor what is
 * refused: whatever watches the log group, nobody hears of these.
 */
const UNRECORDED = ['root-usage', 'unauthorized-api-calls'] as const;
/** Changes whose metric filter in the recorded account leads to an alarm with a topic: who is subscribed decides. */
const DECIDED_BY_SUBSCRIBERS: readonly WatchedChangeId[] = [
  'kms-key-removal',
  'config-changes',
  's3-policy-changes',
];

const organizations = (operation: string) => `organizations:${operation}`;
const s3 = (action: string) => `s3:${action}`;

/** What a rule asks for its words, its severity or its command alone, and judges without. */
const DISPENSABLE: ReadonlyMap<string, Cell['result']> = new Map([
  // Whether any user has a password; without that a weak password policy is not milder.
  ...[
    'iam/password-never-expires',
    'iam/password-policy-allows-reuse',
    'iam/password-policy-too-short',
    'iam/password-policy-weak',
  ].flatMap((rule) =>
    ['GenerateCredentialReport', 'GetAccountAuthorizationDetails', 'GetCredentialReport'].map(
      (operation) => [`${rule} without iam:${operation}`, 'judged without it'] as const,
    ),
  ),
  // Which account is the management account: a role of the organization that trusts only it is milder.
  ...['iam/role-unused', 'iam/role-with-administrator-access'].flatMap((rule) =>
    ['DescribeOrganization', 'ListDelegatedServicesForAccount'].map(
      (operation) => [`${rule} without organizations:${operation}`, 'judged without it'] as const,
    ),
  ),
  // Who may write the list, which makes it milder where nobody outside may; the evidence says that it is not known. Every
  // recorded list is one that no option names.
  ...[
    ...['DescribeOrganization', 'ListAccountsForParent', 'ListDelegatedServicesForAccount'].map(
      organizations,
    ),
    ...['ListOrganizationalUnitsForParent', 'ListRoots'].map(organizations),
    ...['GetAccountPublicAccessBlock', 'GetBucketAcl', 'GetBucketPolicy', 'GetBucketPublicAccessBlock'].map(
      s3,
    ),
    ...[
      'GetAccessPoint',
      'GetAccessPointPolicy',
      'GetMultiRegionAccessPointPolicy',
      'ListAccessPoints',
      'ListAllMyBuckets',
      'ListMultiRegionAccessPoints',
    ].map(s3),
  ].map((action) => [`guardduty/trusted-list-too-wide without ${action}`, 'judged without it'] as const),
  // The name of the permission set; without it the finding shows the ARN.
  ['identity-center/administrator-assigned-to-user without sso:DescribePermissionSet', 'judged without it'],
  // Whether an analyzer of the organization may cover the account, which lowers the severity.
  [
    'accessanalyzer/external-access-analyzer-missing without organizations:DescribeOrganization',
    'judged without it',
  ],
  [
    'accessanalyzer/external-access-analyzer-missing without organizations:ListDelegatedServicesForAccount',
    'judged without it',
  ],
  // Only access of other accounts depends on it, and the recorded delegated administrator has none.
  [
    'accessanalyzer/active-external-access without organizations:ListDelegatedServicesForAccount',
    'judged without it',
  ],
  ...[...WEIGHED_BY_INTERFACES, ...WEIGHED_BY_INTERFACES_AND_TEMPLATES].map(
    (rule) => [`${rule} without ec2:DescribeNetworkInterfaces`, 'judged without it'] as const,
  ),
  ...WEIGHED_BY_INTERFACES_AND_TEMPLATES.map(
    (rule) => [`${rule} without ec2:DescribeLaunchTemplateVersions`, 'judged without it'] as const,
  ),
  // Whether rules of EventBridge tell of a change of which no alarm does, which makes the finding milder; where that was
  // not read, its evidence says so: test/services/cloudwatch/bus-watch.test.ts, test/rules/cloudwatch. In the recorded
  // account an alarm tells of the removal of KMS keys, but the list of rules is read for the others of the family.
  ...CHANGES.flatMap((change) =>
    ['events:ListRules', 'events:ListTargetsByRule'].map((action) => notAlarmed(change, action)),
  ),
  // Who is subscribed to the topics of alarms: a chain that breaks before its topic is broken whoever that is. And who is
  // subscribed to a target of EventBridge, as above.
  ...CHANGES.filter((change) => !DECIDED_BY_SUBSCRIBERS.includes(change)).map((change) =>
    notAlarmed(change, 'sns:ListSubscriptionsByTopic'),
  ),
  ...UNRECORDED.flatMap((change) =>
    ['cloudwatch:DescribeAlarms', 'logs:DescribeLogGroups', 'logs:DescribeMetricFilters'].map((action) =>
      notAlarmed(change, action),
    ),
  ),
  // Whether the account may read what the organization's trail records. Who is alarmed is known to the account whose log
  // group that trail delivers to all the same: the recorded delegated administrator is not that account.
  ...CHANGES.flatMap((change) =>
    ['organizations:DescribeOrganization', 'organizations:ListDelegatedServicesForAccount'].map((action) =>
      notAlarmed(change, action),
    ),
  ),
  // Whether the account keeps everybody from snapshots that are shared with everybody, which makes the finding milder;
  // where that was not read, its evidence says so.
  ['ec2/snapshot-public without ec2:GetSnapshotBlockPublicAccessState', 'judged without it'],
  // Whether the second Security Hub, which checks nothing by itself, gathers findings, which makes the finding milder;
  // where that was not read, its evidence says so.
  ['securityhub/disabled without securityhub:DescribeSecurityHubV2', 'judged without it'],
  // Whether there is a bucket at all, without which the finding is milder; where that was not read, its evidence says so.
  ['s3/account-public-access-not-blocked without s3:ListAllMyBuckets', 'judged without it'],
  // Asked where there are more findings than are read one by one, which no recorded account has: test/services.
  ['guardduty/active-findings without guardduty:GetFindingsStatistics', 'not asked'],
  ['guardduty/attack-sequence-seen without guardduty:GetFindingsStatistics', 'not asked'],
  ['inspector/active-findings without inspector2:ListFindingAggregations', 'not asked'],
  ['inspector/known-exploited-overdue without inspector2:ListFindingAggregations', 'not asked'],
  // Load balancers behind a web ACL may be known from another reading; where they are not, they are asked for.
  ['waf/managed-rules-missing without elasticloadbalancing:DescribeLoadBalancers', 'judged without it'],
  // Whether a command can help: plans and the frequency of a member are for its administrator to change.
  ['guardduty/findings-published-slowly without guardduty:GetAdministratorAccount', 'judged without it'],
  // What CISA says is told with a finding; whether there is one does not depend on it.
  ['inspector/active-findings without inspector2:BatchGetFindingDetails', 'judged without it'],
  ['guardduty/protection-plan-off without guardduty:GetAdministratorAccount', 'judged without it'],
  ['identity-center/permission-set-can-escalate without sso:DescribePermissionSet', 'judged without it'],
  // The accounts that people have it in; without them the finding is not milder where there are none.
  [
    'identity-center/permission-set-can-escalate without sso:ListAccountsForProvisionedPermissionSet',
    'judged without it',
  ],
]);

function notAlarmed(change: WatchedChangeId, action: string): [string, Cell['result']] {
  return [`cloudwatch/${change}-not-alarmed without ${action}`, 'judged without it'];
}

/** `npm run denials` prints the same as a table. */
describe('a denied call', async () => {
  const cells = (await Promise.all(Object.values(TAPES).map((path) => denialMatrix(readTape(path))))).flat();
  const byNeed = new Map<string, Cell[]>();
  for (const cell of cells) {
    const need = `${cell.ruleId} without ${cell.action}`;
    byNeed.set(need, [...(byNeed.get(need) ?? []), cell]);
  }

  it.each([...byNeed])('%s is unknown: nothing passes, fails or vanishes', (need, results) => {
    expect(results.flatMap(({ faults }) => faults)).toEqual([]);
    expect(results.map(({ result }) => result)).toContain(DISPENSABLE.get(need) ?? 'unknown');
  });
});
