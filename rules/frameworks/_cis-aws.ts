import type { Control, RuleReference } from 'postern/rule';

/** What a recommendation asks for, whichever number a version of the benchmark gives it. */
interface Concept {
  /** Ours: the text of the benchmark is its makers' own. */
  readonly title: string;
  readonly rules: readonly (string | RuleReference)[];
  /** The rules see only a part of what is asked for. */
  readonly partial?: true;
}

const CONCEPTS = {
  'account-contact-details': {
    title: 'Keep account phone, address and email contacts up to date',
    rules: [],
  },
  'account-security-contact': {
    title: 'Register a security alternate contact on the account',
    rules: ['account/security-contact-missing'],
  },
  'account-security-questions': {
    title: 'Record challenge questions for account recovery (feature since withdrawn)',
    rules: [],
  },
  'root-no-access-key': { title: 'Root user has no access keys', rules: ['iam/root-access-key-present'] },
  'root-mfa': { title: 'Root user signs in with MFA', rules: ['iam/root-without-mfa'] },
  'root-hardware-mfa': {
    title: 'Root user MFA is a hardware device',
    rules: ['iam/root-without-hardware-mfa'],
  },
  // Sees the last 30 days, and not what root was used for.
  'root-unused': {
    title: 'Root user is not used for routine work',
    rules: ['iam/root-used-recently'],
    partial: true,
  },
  'password-min-length': {
    title: 'IAM passwords are 14 characters or longer',
    rules: ['iam/password-policy-too-short'],
  },
  'password-reuse': {
    title: 'IAM password policy blocks reuse of previous passwords',
    rules: ['iam/password-policy-allows-reuse'],
  },
  'user-console-mfa': { title: 'Users who have a console password use MFA', rules: ['iam/user-without-mfa'] },
  // Sees keys that were made within a minute of the user, not those that were made later and never used.
  'user-no-initial-key': {
    title: 'No access key made when a console user is created',
    rules: ['iam/access-key-created-with-user'],
    partial: true,
  },
  'unused-credentials-45d': {
    title: 'Turn off credentials idle for 45 days',
    rules: ['iam/credential-unused'],
  },
  'one-active-key': {
    title: 'Each user has at most one active access key',
    rules: ['iam/user-with-two-active-keys'],
  },
  'key-rotation-90d': { title: 'Replace access keys within 90 days', rules: ['iam/access-key-not-rotated'] },
  'user-perms-via-groups': {
    title: 'Users get permissions from groups, not direct policies',
    rules: ['iam/user-with-direct-policies'],
  },
  // AdministratorAccess, which AWS writes, is judged by other rules, which allow some to have it.
  'no-star-star-policy': {
    title: 'No attached policy allows all actions on all resources',
    rules: ['iam/policy-grants-full-admin'],
    partial: true,
  },
  // A user or group that has the policy is enough for the rule, and no role.
  'support-role': {
    title: 'A role exists for handling AWS Support cases',
    rules: ['iam/support-role-missing'],
    partial: true,
  },
  'instance-roles': { title: 'Instances reach AWS through IAM roles', rules: [] },
  'expired-server-certs': {
    title: 'Delete expired TLS certificates held in IAM',
    rules: ['iam/server-certificate-expired'],
  },
  'access-analyzer': {
    title: 'Access Analyzer (external access) runs in every Region',
    rules: ['accessanalyzer/external-access-analyzer-missing'],
  },
  // Whether people come from a directory of their own stands nowhere in AWS.
  'central-identity': {
    title: 'Manage people centrally by federation or Organizations',
    rules: ['identity-center/missing', 'iam/users-instead-of-identity-center'],
    partial: true,
  },
  's3-encryption': { title: 'S3 buckets encrypt data at rest', rules: [] },
  's3-deny-http': { title: 'S3 bucket policies refuse plain HTTP', rules: ['s3/bucket-allows-plain-http'] },
  's3-mfa-delete': {
    title: 'S3 buckets require MFA to delete versions',
    rules: ['s3/bucket-mfa-delete-off'],
  },
  's3-data-classified': { title: 'Sensitive S3 data is found, classified and protected', rules: [] },
  // Settings of the account or of the bucket: the rule asks for either.
  's3-block-public': {
    title: 'S3 Block Public Access is on',
    rules: ['s3/bucket-public-access-not-blocked'],
  },
  // Volumes that are attached to nothing are not judged.
  'ebs-encryption': {
    title: 'EBS volumes are encrypted in every Region',
    rules: ['ec2/ebs-encryption-not-default', 'ec2/volume-unencrypted'],
    partial: true,
  },
  'rds-encryption': { title: 'RDS instances are encrypted at rest', rules: ['rds/storage-unencrypted'] },
  'cloudtrail-all-regions': {
    title: 'CloudTrail records in every Region',
    rules: ['cloudtrail/multi-region-trail-missing'],
  },
  'cloudtrail-validation': {
    title: 'CloudTrail log integrity validation is on',
    rules: ['cloudtrail/log-validation-off'],
  },
  'cloudtrail-bucket-private': {
    title: 'CloudTrail log bucket is private',
    rules: ['cloudtrail/log-bucket-public'],
  },
  'cloudtrail-to-cwl': {
    title: 'CloudTrail feeds CloudWatch Logs',
    rules: ['cloudtrail/not-sent-to-cloudwatch'],
  },
  'config-all-regions': { title: 'AWS Config records in every Region', rules: ['config/recorder-off'] },
  'cloudtrail-bucket-logging': {
    title: 'CloudTrail log bucket keeps server access logs',
    rules: ['cloudtrail/log-bucket-access-not-logged'],
  },
  'cloudtrail-kms': { title: 'CloudTrail logs use SSE-KMS', rules: ['cloudtrail/logs-unencrypted'] },
  'kms-rotation': { title: 'Symmetric customer KMS keys rotate', rules: ['kms/rotation-off'] },
  'vpc-flow-logs': { title: 'Every VPC has flow logs', rules: ['vpc/flow-logs-missing'] },
  's3-write-data-events': {
    title: 'CloudTrail captures S3 object writes',
    rules: ['cloudtrail/object-writes-not-recorded'],
  },
  's3-read-data-events': {
    title: 'CloudTrail captures S3 object reads',
    rules: ['cloudtrail/object-reads-not-recorded'],
  },
  'mon-unauthorized-api': {
    title: 'Alert on denied API calls',
    rules: ['cloudwatch/unauthorized-api-calls-not-alarmed'],
  },
  'mon-signin-no-mfa': {
    title: 'Alert on console sign-in without MFA',
    rules: ['cloudwatch/console-sign-in-without-mfa-not-alarmed'],
  },
  'mon-root-usage': { title: 'Alert on root user activity', rules: ['cloudwatch/root-usage-not-alarmed'] },
  'mon-iam-policy': {
    title: 'Alert on IAM policy edits',
    rules: ['cloudwatch/iam-policy-changes-not-alarmed'],
  },
  'mon-cloudtrail-config': {
    title: 'Alert on CloudTrail configuration edits',
    rules: ['cloudwatch/cloudtrail-changes-not-alarmed'],
  },
  'mon-auth-failures': {
    title: 'Alert on failed console sign-ins',
    rules: ['cloudwatch/console-sign-in-failures-not-alarmed'],
  },
  'mon-kms-disable-delete': {
    title: 'Alert on KMS key disabling or deletion scheduling',
    rules: ['cloudwatch/kms-key-removal-not-alarmed'],
  },
  'mon-s3-policy': {
    title: 'Alert on S3 bucket policy edits',
    rules: ['cloudwatch/s3-policy-changes-not-alarmed'],
  },
  'mon-config-changes': {
    title: 'Alert on AWS Config setting edits',
    rules: ['cloudwatch/config-changes-not-alarmed'],
  },
  'mon-security-groups': {
    title: 'Alert on security group edits',
    rules: ['cloudwatch/security-group-changes-not-alarmed'],
  },
  'mon-nacl': { title: 'Alert on network ACL edits', rules: ['cloudwatch/network-acl-changes-not-alarmed'] },
  'mon-gateways': {
    title: 'Alert on network gateway edits',
    rules: ['cloudwatch/gateway-changes-not-alarmed'],
  },
  'mon-route-tables': {
    title: 'Alert on route table edits',
    rules: ['cloudwatch/route-table-changes-not-alarmed'],
  },
  'mon-vpc': { title: 'Alert on VPC edits', rules: ['cloudwatch/vpc-changes-not-alarmed'] },
  'mon-organizations': {
    title: 'Alert on AWS Organizations edits',
    rules: ['cloudwatch/organizations-changes-not-alarmed'],
  },
  // Neither UDP nor network ACLs that no subnet uses are judged.
  'nacl-admin-ports': {
    title: 'Network ACLs keep admin ports closed to the world',
    rules: ['ec2/network-acl-admin-port-open'],
    partial: true,
  },
  'sg-admin-ports-ipv4': {
    title: 'No security group opens admin ports to all IPv4',
    rules: [{ rule: 'ec2/admin-port-open-to-internet', aspects: ['ipv4'] }],
  },
  'default-sg-closed': {
    title: 'Default security group of each VPC allows nothing',
    rules: ['ec2/default-security-group-allows-traffic'],
  },
  'peering-routes': { title: 'Peering routes are as narrow as possible', rules: [] },
  'rds-minor-upgrade': {
    title: 'RDS instances take minor version upgrades automatically',
    rules: ['rds/minor-upgrades-off'],
  },
  'rds-not-public': { title: 'RDS instances are not reachable from the public internet', rules: [] },
  'efs-encryption': { title: 'EFS file systems are encrypted', rules: ['efs/file-system-unencrypted'] },
  // The rule asks for a standard as well.
  'securityhub-enabled': {
    title: 'Security Hub is enabled',
    rules: [{ rule: 'securityhub/disabled', aspects: ['off'] }],
  },
  'sg-admin-ports-ipv6': {
    title: 'No security group opens admin ports to all IPv6',
    rules: [{ rule: 'ec2/admin-port-open-to-internet', aspects: ['ipv6'] }],
  },
  'cloudshell-restricted': {
    title: 'AWSCloudShellFullAccess is not handed out',
    rules: ['iam/cloudshell-full-access-granted'],
  },
  imdsv2: { title: 'Instances accept IMDSv2 only', rules: ['ec2/imdsv1-allowed'] },
  // Databases that are stopped and read replicas are not judged.
  'rds-multi-az': { title: 'RDS runs across several zones', rules: ['rds/single-zone'], partial: true },
  // Of networks, the rule looks only at the whole internet.
  'cifs-restricted': {
    title: 'CIFS/SMB is reachable from trusted networks only',
    rules: [{ rule: 'ec2/high-risk-port-open-to-internet', aspects: ['tcp 445'] }],
    partial: true,
  },
  'central-root-access': { title: 'Centralised root access is switched on for the organization', rules: [] },
  // Resource control policies and what the policies say is not judged.
  'org-guardrails': {
    title: 'SCP/RCP guardrails cover every organization account',
    rules: [
      'organizations/scp-disabled',
      'organizations/account-without-scp',
      'organizations/ou-without-scp',
    ],
    partial: true,
  },
  'mgmt-no-workloads': { title: 'Management account runs no workloads', rules: [] },
  // What the OUs stand for is not judged.
  'ou-structure': {
    title: 'OUs follow environment and sensitivity',
    rules: ['organizations/account-outside-ou'],
    partial: true,
  },
  'org-policy-delegated-admin': {
    title: 'A delegated administrator manages organization policies',
    rules: [],
  },
  // GuardDuty alone.
  'org-service-delegated-admin': {
    title: 'Delegated administrators run organization-integrated services',
    rules: ['guardduty/not-centrally-managed'],
    partial: true,
  },
  // Glacier, EventBridge and others have policies too. A service that acts for any customer is not every principal, and
  // that nobody may administer a key is another matter.
  'resource-policy-star': {
    title: 'Resource policies do not trust every principal',
    rules: [
      { rule: 'cloudwatch/log-group-public', aspects: ['anyone'] },
      { rule: 'ecr/repository-public', aspects: ['anyone'] },
      'iam/role-trusts-anyone',
      { rule: 'kms/key-public', part: '', aspects: ['anyone'] },
      { rule: 'lambda/function-public', aspects: ['anyone'] },
      { rule: 's3/bucket-public', aspects: ['anyone'] },
      's3/access-point-public',
      { rule: 'secretsmanager/secret-public', aspects: ['anyone'] },
      { rule: 'sns/topic-public', aspects: ['anyone'] },
      { rule: 'sqs/queue-public', aspects: ['anyone'] },
    ],
    partial: true,
  },
  // Load balancers alone.
  'frontend-access-logs': {
    title: 'Managed web front ends write access logs',
    rules: ['elb/access-not-logged'],
    partial: true,
  },
  'vpc-endpoints': { title: 'Reach AWS services through VPC endpoints', rules: [] },
} satisfies Readonly<Record<string, Concept>>;

/** Number, level, how it is assessed, and what it asks for. */
type Recommendation = readonly [
  id: string,
  level: 1 | 2,
  assessment: 'automated' | 'manual',
  concept: keyof typeof CONCEPTS,
];

/** The recommendations of one version as controls. */
export function controlsOf(recommendations: readonly Recommendation[]): readonly Control[] {
  return recommendations.map(([id, level, assessment, concept]) => {
    const { title, rules, partial }: Concept = CONCEPTS[concept];
    return {
      id,
      title,
      level,
      rules,
      ...(partial === undefined ? {} : { partial }),
      ...(assessment === 'manual' ? { manual: true } : {}),
    };
  });
}
