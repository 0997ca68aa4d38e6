/** What rules look at together, for frameworks whose controls are wider than one rule. */

/** Whether API calls are recorded, everywhere and without a gap. */
export const trails = [
  'cloudtrail/delivery-failing',
  'cloudtrail/multi-region-trail-missing',
  'cloudtrail/trail-not-logging',
];

/** Whether access to the objects of buckets is recorded. */
export const dataEvents = ['cloudtrail/object-reads-not-recorded', 'cloudtrail/object-writes-not-recorded'];

/** Whether buckets, load balancers and web ACLs log who comes. */
export const accessLogs = ['elb/access-not-logged', 's3/bucket-access-not-logged', 'waf/web-acl-not-logged'];

/** Whether networks log their traffic. */
export const flowLogs = ['vpc/flow-logs-missing'];

/** Whether logs come together where they can be searched and alarmed by. */
export const centralLogs = ['cloudtrail/not-sent-to-cloudwatch'];

/** Whether a change of the logs shows, or is prevented. */
export const logIntegrity = ['cloudtrail/log-bucket-deletable', 'cloudtrail/log-validation-off'];

/** Whether the logs are for few, and access to them is seen. */
export const logPrivacy = [
  'cloudtrail/log-bucket-access-not-logged',
  'cloudtrail/log-bucket-public',
  'cloudwatch/log-group-public',
];

/** Whether logs are kept for a year. */
export const retention = ['cloudwatch/log-group-kept-too-short'];

/** Whether somebody is alarmed of changes of the network. */
export const networkAlarms = [
  'cloudwatch/gateway-changes-not-alarmed',
  'cloudwatch/network-acl-changes-not-alarmed',
  'cloudwatch/route-table-changes-not-alarmed',
  'cloudwatch/security-group-changes-not-alarmed',
  'cloudwatch/vpc-changes-not-alarmed',
];

/** Whether somebody is alarmed of unusual access. */
export const accessAlarms = [
  'cloudwatch/console-sign-in-failures-not-alarmed',
  'cloudwatch/console-sign-in-without-mfa-not-alarmed',
  'cloudwatch/root-usage-not-alarmed',
  'cloudwatch/unauthorized-api-calls-not-alarmed',
];

/** Whether somebody is alarmed of changes of permissions, keys, logs and the organization. */
export const settingAlarms = [
  'cloudwatch/cloudtrail-changes-not-alarmed',
  'cloudwatch/config-changes-not-alarmed',
  'cloudwatch/iam-policy-changes-not-alarmed',
  'cloudwatch/kms-key-removal-not-alarmed',
  'cloudwatch/organizations-changes-not-alarmed',
  'cloudwatch/s3-policy-changes-not-alarmed',
];

/** Whether alarms reach anybody. */
export const workingAlarms = ['cloudwatch/alarm-actions-disabled', 'cloudwatch/alarm-without-action'];

/** Whether GuardDuty looks for intruders, everywhere and unhindered. */
export const detection = [
  'guardduty/disabled',
  'guardduty/member-not-monitored',
  'guardduty/new-accounts-not-enrolled',
  'guardduty/suppression-too-broad',
  'guardduty/trusted-list-too-wide',
];

/** Whether GuardDuty looks into buckets, clusters, databases, functions and hosts. */
export const detectionPlans = ['guardduty/protection-plan-off'];

/** What GuardDuty found and nobody has settled. */
export const detected = ['guardduty/active-findings', 'guardduty/attack-sequence-seen'];

/** Whether Security Hub checks the account. */
export const posture = ['securityhub/disabled'];

/** Whether AWS Config records what there is and how it changes. */
export const recorder = ['config/recorder-off'];

/** Whether known vulnerabilities are looked for. */
export const vulnerabilityScans = [
  'ecr/image-scanning-off',
  'inspector/new-accounts-not-enrolled',
  'inspector/resource-not-covered',
  'inspector/scanning-off',
];

/** Known vulnerabilities that nobody has mended. */
export const vulnerabilities = ['inspector/active-findings', 'inspector/known-exploited-overdue'];

/** Whether software is kept up to date. */
export const patches = [
  'ec2/instance-image-outdated',
  'ec2/instance-missing-patches',
  'eks/version-outdated',
  'lambda/runtime-outdated',
  'rds/engine-outdated',
  'rds/minor-upgrades-off',
];

/** Whether instances are managed, and so known. */
export const managedInstances = ['ec2/instance-not-managed'];

/** Whether volumes, file systems and databases are encrypted. S3, CloudTrail and CloudWatch Logs encrypt always. */
export const encryptionAtRest = [
  'ec2/ebs-encryption-not-default',
  'ec2/snapshot-unencrypted',
  'ec2/volume-unencrypted',
  'efs/file-system-unencrypted',
  'rds/storage-unencrypted',
];

/** Whether what AWS encrypts anyway is encrypted with a key of your own. */
export const ownKeys = [
  'cloudtrail/logs-unencrypted',
  'cloudwatch/log-group-unencrypted',
  's3/bucket-not-encrypted-with-kms',
];

/** Whether anything speaks plain HTTP or old TLS. */
export const encryptionInTransit = [
  'cloudfront/origin-http-allowed',
  'cloudfront/tls-version-old',
  'cloudfront/viewer-http-allowed',
  'elb/listener-without-tls',
  'elb/tls-policy-weak',
  's3/bucket-allows-plain-http',
];

/** Whether certificates are valid. */
export const certificates = ['acm/certificate-expiring', 'iam/server-certificate-expired'];

/** Whether keys of KMS rotate. */
export const keyRotation = ['kms/rotation-off'];

/** Whether keys of KMS go away unnoticed. */
export const keyRemoval = ['kms/key-pending-deletion'];

/** Whether keys of KMS are for few. */
export const keyAccess = [
  'iam/policy-allows-decrypting-with-any-key',
  'kms/grant-to-outsider',
  'kms/key-public',
  'kms/key-shared-outside-organization',
];

/** Whether people sign in with a second factor. */
export const mfa = ['iam/administrator-without-mfa', 'iam/root-without-mfa', 'iam/user-without-mfa'];

/** Whether the second factor of root is a device. */
export const hardwareMfa = ['iam/root-without-hardware-mfa'];

/** Whether passwords are long and varied. */
export const passwordStrength = ['iam/password-policy-too-short', 'iam/password-policy-weak'];

/** Whether old passwords come back. */
export const passwordReuse = ['iam/password-policy-allows-reuse'];

/** Whether passwords end. */
export const passwordAge = ['iam/password-never-expires'];

/** Whether keys and secrets are renewed. */
export const longLivedCredentials = [
  'iam/access-key-not-rotated',
  'iam/api-key-long-lived',
  'secretsmanager/rotation-off',
];

/** Whether what nobody uses is taken away. */
export const unusedCredentials = ['iam/credential-unused', 'iam/role-unused', 'iam/user-unused'];

/** Credentials that were seen in public. */
export const leakedCredentials = ['iam/user-credential-exposed'];

/** Secrets that lie where many can read. */
export const storedSecrets = ['ec2/user-data-holds-secret', 'lambda/environment-holds-secret'];

/** Whether root stays in its box. */
export const root = [
  'iam/root-access-key-present',
  'iam/root-signing-certificate-present',
  'iam/root-used-recently',
];

/** Whether people are managed in one place. */
export const centralIdentity = ['iam/users-instead-of-identity-center', 'identity-center/missing'];

/** Whether administrators are few, and known as such. */
export const administrators = [
  'iam/group-grants-administrator',
  'iam/inline-policy-grants-full-admin',
  'iam/policy-grants-full-admin',
  'iam/role-with-administrator-access',
  'iam/user-is-administrator',
  'identity-center/administrator-assigned-to-user',
];

/** Whether somebody can make himself an administrator. */
export const escalation = [
  'iam/policy-allows-assuming-any-role',
  'iam/policy-allows-passing-any-role',
  'iam/principal-can-escalate',
  'identity-center/permission-set-can-escalate',
];

/** Whether policies allow more than anybody needs. */
export const widePolicies = ['iam/policy-allows-by-exclusion', 'iam/policy-grants-whole-service'];

/** Whether permissions come by groups. */
export const directPolicies = ['iam/user-with-direct-policies'];

/** What is open to everybody. */
export const publicResources = [
  'cloudtrail/log-bucket-public',
  'cloudwatch/dashboard-shared-publicly',
  'cloudwatch/log-group-public',
  'ec2/image-public',
  'ec2/snapshot-public',
  'ecr/repository-public',
  'kms/key-public',
  'lambda/function-public',
  'rds/snapshot-public',
  's3/access-point-public',
  's3/bucket-public',
  'secretsmanager/secret-public',
  'sns/topic-public',
  'sqs/queue-public',
  'ssm/document-public',
];

/** Whether it is impossible to open things to everybody by mistake. */
export const publicAccessBlocks = [
  'ec2/image-sharing-not-blocked',
  'ec2/snapshot-sharing-not-blocked',
  's3/account-public-access-not-blocked',
  's3/bucket-public-access-not-blocked',
];

/** What other accounts reach. */
export const outsideAccess = [
  'accessanalyzer/active-external-access',
  'iam/outsider-reads-everything',
  'iam/role-open-within-provider',
  'iam/role-trusts-account-without-external-id',
  'iam/role-trusts-any-oidc-subject',
  'iam/role-trusts-anyone',
  'iam/role-trusts-roles-anywhere-unconditioned',
  'kms/key-shared-outside-organization',
  's3/bucket-shared-outside-organization',
];

/** Whether access from outside is looked for. */
export const outsideAccessAnalysis = ['accessanalyzer/external-access-analyzer-missing'];

/** What the whole internet reaches. */
export const openPorts = [
  'ec2/admin-port-open-to-internet',
  'ec2/all-ports-open-to-internet',
  'ec2/high-risk-port-open-to-internet',
  'ec2/network-acl-admin-port-open',
  'ec2/uncommon-port-open-to-internet',
  'ec2/wide-public-cidr-allowed',
  'eks/endpoint-public',
];

/** Whether machines are administered over the open internet. */
export const adminPorts = ['ec2/admin-port-open-to-internet', 'ec2/network-acl-admin-port-open'];

/** Whether networks are apart from each other. */
export const networkBoundaries = [
  'ec2/default-security-group-allows-traffic',
  'vpc/endpoint-open-to-anyone',
  'vpc/endpoint-service-open',
  'vpc/transit-gateway-auto-accepts',
];

/** Whether a web ACL stands before what the internet reaches, and stops anything. */
export const webFirewalls = [
  'waf/api-without-web-acl',
  'waf/distribution-without-web-acl',
  'waf/load-balancer-without-web-acl',
  'waf/managed-rules-missing',
  'waf/web-acl-empty',
  'waf/web-acl-only-counts',
];

/** Whether floods of requests are stopped. */
export const floodProtection = [
  'shield/automatic-mitigation-off',
  'shield/resource-unprotected',
  'waf/web-acl-without-rate-limit',
];

/** Whether credentials of instances are given out without a token. */
export const instanceMetadata = [
  'ec2/imdsv1-allowed',
  'ec2/imdsv2-not-default',
  'ec2/launch-template-allows-imdsv1',
];

/** Whether databases outlive a zone. */
export const severalZones = ['rds/single-zone'];

/** Whether what is deleted or overwritten can be brought back. */
export const versions = ['s3/bucket-versioning-off'];

/** Whether the organization limits its accounts. */
export const guardrails = [
  'account/outside-organization',
  'organizations/account-without-scp',
  'organizations/ou-without-scp',
  'organizations/scp-disabled',
];

/** Whether AWS knows whom to write to. */
export const securityContact = ['account/security-contact-missing'];

/** Whether somebody may talk to AWS Support. */
export const supportRole = ['iam/support-role-missing'];
