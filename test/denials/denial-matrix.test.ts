import { describe, expect, it } from 'vitest';
import { type Cell, denialMatrix } from '../support/denial-matrix.ts';
import { readTape, TAPES } from '../support/tapes.ts';

/** Rules whose severity follows what a security group or network ACL is on; where that is not told, it is as ever. */
const WEIGHED_BY_INTERFACES = [
  'ec2/default-security-group-allows-traffic',
  'ec2/network-acl-admin-port-open',
];
const WEIGHED_BY_INTERFACES_AND_TEMPLATES = [
  'ec2/admin-port-open-to-internet',
  'ec2/all-ports-open-to-internet',
  'ec2/high-risk-port-open-to-internet',
  'ec2/uncommon-port-open-to-internet',
  'ec2/wide-public-cidr-allowed',
];

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
  // Asked where there are more findings than are read one by one, which no recorded account has: test/services.
  ['guardduty/active-findings without guardduty:GetFindingsStatistics', 'not asked'],
  ['guardduty/attack-sequence-seen without guardduty:GetFindingsStatistics', 'not asked'],
  ['inspector/active-findings without inspector2:ListFindingAggregations', 'not asked'],
  ['inspector/known-exploited-overdue without inspector2:ListFindingAggregations', 'not asked'],
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
