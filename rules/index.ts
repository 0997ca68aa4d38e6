// Made by `npm run generate` from the files in this folder.
import type { Rule } from 'postern/rule';
import accessanalyzerActiveExternalAccess from './accessanalyzer/active-external-access.ts';
import accessanalyzerExternalAccessAnalyzerMissing from './accessanalyzer/external-access-analyzer-missing.ts';
import accountOutsideOrganization from './account/outside-organization.ts';
import accountSecurityContactMissing from './account/security-contact-missing.ts';
import acmCertificateExpiring from './acm/certificate-expiring.ts';
import artifactAgreementNotAccepted from './artifact/agreement-not-accepted.ts';
import cloudfrontBucketOriginWithoutAccessControl from './cloudfront/bucket-origin-without-access-control.ts';
import cloudfrontOriginBucketMissing from './cloudfront/origin-bucket-missing.ts';
import cloudfrontOriginHttpAllowed from './cloudfront/origin-http-allowed.ts';
import cloudfrontTlsVersionOld from './cloudfront/tls-version-old.ts';
import cloudfrontViewerHttpAllowed from './cloudfront/viewer-http-allowed.ts';
import cloudtrailDeliveryFailing from './cloudtrail/delivery-failing.ts';
import cloudtrailInsightRecorded from './cloudtrail/insight-recorded.ts';
import cloudtrailInsightsOff from './cloudtrail/insights-off.ts';
import cloudtrailLogBucketAccessNotLogged from './cloudtrail/log-bucket-access-not-logged.ts';
import cloudtrailLogBucketDeletable from './cloudtrail/log-bucket-deletable.ts';
import cloudtrailLogBucketPublic from './cloudtrail/log-bucket-public.ts';
import cloudtrailLogValidationOff from './cloudtrail/log-validation-off.ts';
import cloudtrailLogsUnencrypted from './cloudtrail/logs-unencrypted.ts';
import cloudtrailMultiRegionTrailMissing from './cloudtrail/multi-region-trail-missing.ts';
import cloudtrailNotSentToCloudwatch from './cloudtrail/not-sent-to-cloudwatch.ts';
import cloudtrailObjectReadsNotRecorded from './cloudtrail/object-reads-not-recorded.ts';
import cloudtrailObjectWritesNotRecorded from './cloudtrail/object-writes-not-recorded.ts';
import cloudtrailOrganizationTrailMissing from './cloudtrail/organization-trail-missing.ts';
import cloudtrailTrailNotLogging from './cloudtrail/trail-not-logging.ts';
import cloudwatchAlarmActionsDisabled from './cloudwatch/alarm-actions-disabled.ts';
import cloudwatchAlarmWithoutAction from './cloudwatch/alarm-without-action.ts';
import cloudwatchCloudtrailChangesNotAlarmed from './cloudwatch/cloudtrail-changes-not-alarmed.ts';
import cloudwatchConfigChangesNotAlarmed from './cloudwatch/config-changes-not-alarmed.ts';
import cloudwatchConsoleSignInFailuresNotAlarmed from './cloudwatch/console-sign-in-failures-not-alarmed.ts';
import cloudwatchConsoleSignInWithoutMfaNotAlarmed from './cloudwatch/console-sign-in-without-mfa-not-alarmed.ts';
import cloudwatchDashboardMissing from './cloudwatch/dashboard-missing.ts';
import cloudwatchDashboardSharedPublicly from './cloudwatch/dashboard-shared-publicly.ts';
import cloudwatchGatewayChangesNotAlarmed from './cloudwatch/gateway-changes-not-alarmed.ts';
import cloudwatchIamPolicyChangesNotAlarmed from './cloudwatch/iam-policy-changes-not-alarmed.ts';
import cloudwatchKmsKeyRemovalNotAlarmed from './cloudwatch/kms-key-removal-not-alarmed.ts';
import cloudwatchLogGroupKeptTooShort from './cloudwatch/log-group-kept-too-short.ts';
import cloudwatchLogGroupPublic from './cloudwatch/log-group-public.ts';
import cloudwatchLogGroupUnencrypted from './cloudwatch/log-group-unencrypted.ts';
import cloudwatchNetworkAclChangesNotAlarmed from './cloudwatch/network-acl-changes-not-alarmed.ts';
import cloudwatchOrganizationsChangesNotAlarmed from './cloudwatch/organizations-changes-not-alarmed.ts';
import cloudwatchRootUsageNotAlarmed from './cloudwatch/root-usage-not-alarmed.ts';
import cloudwatchRouteTableChangesNotAlarmed from './cloudwatch/route-table-changes-not-alarmed.ts';
import cloudwatchS3PolicyChangesNotAlarmed from './cloudwatch/s3-policy-changes-not-alarmed.ts';
import cloudwatchSecurityGroupChangesNotAlarmed from './cloudwatch/security-group-changes-not-alarmed.ts';
import cloudwatchUnauthorizedApiCallsNotAlarmed from './cloudwatch/unauthorized-api-calls-not-alarmed.ts';
import cloudwatchVpcChangesNotAlarmed from './cloudwatch/vpc-changes-not-alarmed.ts';
import configRecorderOff from './config/recorder-off.ts';
import ec2AdminPortOpenToInternet from './ec2/admin-port-open-to-internet.ts';
import ec2AllPortsOpenToInternet from './ec2/all-ports-open-to-internet.ts';
import ec2DefaultSecurityGroupAllowsTraffic from './ec2/default-security-group-allows-traffic.ts';
import ec2EbsEncryptionNotDefault from './ec2/ebs-encryption-not-default.ts';
import ec2HighRiskPortOpenToInternet from './ec2/high-risk-port-open-to-internet.ts';
import ec2ImagePublic from './ec2/image-public.ts';
import ec2ImageSharingNotBlocked from './ec2/image-sharing-not-blocked.ts';
import ec2Imdsv1Allowed from './ec2/imdsv1-allowed.ts';
import ec2Imdsv2NotDefault from './ec2/imdsv2-not-default.ts';
import ec2InstanceImageOutdated from './ec2/instance-image-outdated.ts';
import ec2InstanceMissingPatches from './ec2/instance-missing-patches.ts';
import ec2InstanceNotManaged from './ec2/instance-not-managed.ts';
import ec2LaunchTemplateAllowsImdsv1 from './ec2/launch-template-allows-imdsv1.ts';
import ec2NetworkAclAdminPortOpen from './ec2/network-acl-admin-port-open.ts';
import ec2SecurityGroupUnused from './ec2/security-group-unused.ts';
import ec2SerialConsoleEnabled from './ec2/serial-console-enabled.ts';
import ec2SnapshotPublic from './ec2/snapshot-public.ts';
import ec2SnapshotSharingNotBlocked from './ec2/snapshot-sharing-not-blocked.ts';
import ec2SnapshotUnencrypted from './ec2/snapshot-unencrypted.ts';
import ec2UncommonPortOpenToInternet from './ec2/uncommon-port-open-to-internet.ts';
import ec2UserDataHoldsSecret from './ec2/user-data-holds-secret.ts';
import ec2VolumeUnencrypted from './ec2/volume-unencrypted.ts';
import ec2WidePublicCidrAllowed from './ec2/wide-public-cidr-allowed.ts';
import ecrImageScanningOff from './ecr/image-scanning-off.ts';
import ecrRepositoryPublic from './ecr/repository-public.ts';
import efsFileSystemUnencrypted from './efs/file-system-unencrypted.ts';
import eksEndpointPublic from './eks/endpoint-public.ts';
import eksVersionOutdated from './eks/version-outdated.ts';
import elbAccessNotLogged from './elb/access-not-logged.ts';
import elbListenerWithoutTls from './elb/listener-without-tls.ts';
import elbTlsPolicyWeak from './elb/tls-policy-weak.ts';
import guarddutyActiveFindings from './guardduty/active-findings.ts';
import guarddutyAttackSequenceSeen from './guardduty/attack-sequence-seen.ts';
import guarddutyDisabled from './guardduty/disabled.ts';
import guarddutyFindingsNotExported from './guardduty/findings-not-exported.ts';
import guarddutyFindingsPublishedSlowly from './guardduty/findings-published-slowly.ts';
import guarddutyMemberNotMonitored from './guardduty/member-not-monitored.ts';
import guarddutyNewAccountsNotEnrolled from './guardduty/new-accounts-not-enrolled.ts';
import guarddutyNotCentrallyManaged from './guardduty/not-centrally-managed.ts';
import guarddutyProtectionPlanOff from './guardduty/protection-plan-off.ts';
import guarddutySuppressionTooBroad from './guardduty/suppression-too-broad.ts';
import guarddutyTrustedListTooWide from './guardduty/trusted-list-too-wide.ts';
import iamAccessKeyCreatedWithUser from './iam/access-key-created-with-user.ts';
import iamAccessKeyNotRotated from './iam/access-key-not-rotated.ts';
import iamAdministratorWithoutMfa from './iam/administrator-without-mfa.ts';
import iamApiKeyLongLived from './iam/api-key-long-lived.ts';
import iamCloudshellFullAccessGranted from './iam/cloudshell-full-access-granted.ts';
import iamCredentialUnused from './iam/credential-unused.ts';
import iamDelegationRequestGranted from './iam/delegation-request-granted.ts';
import iamGroupGrantsAdministrator from './iam/group-grants-administrator.ts';
import iamGroupUnused from './iam/group-unused.ts';
import iamInlinePolicyGrantsFullAdmin from './iam/inline-policy-grants-full-admin.ts';
import iamKeyUserWithoutMfa from './iam/key-user-without-mfa.ts';
import iamNoAdministratorBesidesRoot from './iam/no-administrator-besides-root.ts';
import iamOutboundFederationOpen from './iam/outbound-federation-open.ts';
import iamOutsiderReadsEverything from './iam/outsider-reads-everything.ts';
import iamPasswordNeverExpires from './iam/password-never-expires.ts';
import iamPasswordPolicyAllowsReuse from './iam/password-policy-allows-reuse.ts';
import iamPasswordPolicyTooShort from './iam/password-policy-too-short.ts';
import iamPasswordPolicyWeak from './iam/password-policy-weak.ts';
import iamPolicyAllowsAssumingAnyRole from './iam/policy-allows-assuming-any-role.ts';
import iamPolicyAllowsByExclusion from './iam/policy-allows-by-exclusion.ts';
import iamPolicyAllowsDecryptingWithAnyKey from './iam/policy-allows-decrypting-with-any-key.ts';
import iamPolicyAllowsPassingAnyRole from './iam/policy-allows-passing-any-role.ts';
import iamPolicyGrantsFullAdmin from './iam/policy-grants-full-admin.ts';
import iamPolicyGrantsWholeService from './iam/policy-grants-whole-service.ts';
import iamPolicyUnused from './iam/policy-unused.ts';
import iamPrincipalCanEscalate from './iam/principal-can-escalate.ts';
import iamRoleOpenToConfusedDeputy from './iam/role-open-to-confused-deputy.ts';
import iamRoleOpenWithinProvider from './iam/role-open-within-provider.ts';
import iamRoleSessionTooLong from './iam/role-session-too-long.ts';
import iamRoleTrustsAccountWithoutExternalId from './iam/role-trusts-account-without-external-id.ts';
import iamRoleTrustsAnyOidcSubject from './iam/role-trusts-any-oidc-subject.ts';
import iamRoleTrustsAnyone from './iam/role-trusts-anyone.ts';
import iamRoleTrustsRolesAnywhereUnconditioned from './iam/role-trusts-roles-anywhere-unconditioned.ts';
import iamRoleUnused from './iam/role-unused.ts';
import iamRoleWithAdministratorAccess from './iam/role-with-administrator-access.ts';
import iamRootAccessKeyPresent from './iam/root-access-key-present.ts';
import iamRootSigningCertificatePresent from './iam/root-signing-certificate-present.ts';
import iamRootUsedRecently from './iam/root-used-recently.ts';
import iamRootWithoutHardwareMfa from './iam/root-without-hardware-mfa.ts';
import iamRootWithoutMfa from './iam/root-without-mfa.ts';
import iamServerCertificateExpired from './iam/server-certificate-expired.ts';
import iamSupportRoleMissing from './iam/support-role-missing.ts';
import iamUnattachedPolicyGrantsFullAdmin from './iam/unattached-policy-grants-full-admin.ts';
import iamUserCredentialExposed from './iam/user-credential-exposed.ts';
import iamUserIsAdministrator from './iam/user-is-administrator.ts';
import iamUserUnused from './iam/user-unused.ts';
import iamUserWithDirectPolicies from './iam/user-with-direct-policies.ts';
import iamUserWithTwoActiveKeys from './iam/user-with-two-active-keys.ts';
import iamUserWithoutMfa from './iam/user-without-mfa.ts';
import iamUsersInsteadOfIdentityCenter from './iam/users-instead-of-identity-center.ts';
import identityCenterAccountInstancePresent from './identity-center/account-instance-present.ts';
import identityCenterAdministratorAssignedToUser from './identity-center/administrator-assigned-to-user.ts';
import identityCenterAdministratorSessionTooLong from './identity-center/administrator-session-too-long.ts';
import identityCenterMissing from './identity-center/missing.ts';
import identityCenterPermissionSetCanEscalate from './identity-center/permission-set-can-escalate.ts';
import inspectorActiveFindings from './inspector/active-findings.ts';
import inspectorKnownExploitedOverdue from './inspector/known-exploited-overdue.ts';
import inspectorNewAccountsNotEnrolled from './inspector/new-accounts-not-enrolled.ts';
import inspectorResourceNotCovered from './inspector/resource-not-covered.ts';
import inspectorScanningOff from './inspector/scanning-off.ts';
import kmsGrantToOutsider from './kms/grant-to-outsider.ts';
import kmsKeyDisabled from './kms/key-disabled.ts';
import kmsKeyPendingDeletion from './kms/key-pending-deletion.ts';
import kmsKeyPublic from './kms/key-public.ts';
import kmsKeySharedOutsideOrganization from './kms/key-shared-outside-organization.ts';
import kmsKeyUnused from './kms/key-unused.ts';
import kmsRotationOff from './kms/rotation-off.ts';
import lambdaEnvironmentHoldsSecret from './lambda/environment-holds-secret.ts';
import lambdaFunctionPublic from './lambda/function-public.ts';
import lambdaRuntimeOutdated from './lambda/runtime-outdated.ts';
import organizationsAccountOutsideOu from './organizations/account-outside-ou.ts';
import organizationsAccountWithoutScp from './organizations/account-without-scp.ts';
import organizationsOuUnused from './organizations/ou-unused.ts';
import organizationsOuWithoutScp from './organizations/ou-without-scp.ts';
import organizationsScpDisabled from './organizations/scp-disabled.ts';
import organizationsScpUnattached from './organizations/scp-unattached.ts';
import rdsEngineOutdated from './rds/engine-outdated.ts';
import rdsMinorUpgradesOff from './rds/minor-upgrades-off.ts';
import rdsSingleZone from './rds/single-zone.ts';
import rdsSnapshotPublic from './rds/snapshot-public.ts';
import rdsStorageUnencrypted from './rds/storage-unencrypted.ts';
import s3AccessPointPublic from './s3/access-point-public.ts';
import s3AccountPublicAccessNotBlocked from './s3/account-public-access-not-blocked.ts';
import s3BucketAccessNotLogged from './s3/bucket-access-not-logged.ts';
import s3BucketAclInUse from './s3/bucket-acl-in-use.ts';
import s3BucketAllowsPlainHttp from './s3/bucket-allows-plain-http.ts';
import s3BucketMfaDeleteOff from './s3/bucket-mfa-delete-off.ts';
import s3BucketNotEncryptedWithKms from './s3/bucket-not-encrypted-with-kms.ts';
import s3BucketPublic from './s3/bucket-public.ts';
import s3BucketPublicAccessNotBlocked from './s3/bucket-public-access-not-blocked.ts';
import s3BucketSharedOutsideOrganization from './s3/bucket-shared-outside-organization.ts';
import s3BucketVersioningOff from './s3/bucket-versioning-off.ts';
import secretsmanagerRotationOff from './secretsmanager/rotation-off.ts';
import secretsmanagerSecretPublic from './secretsmanager/secret-public.ts';
import securityhubDisabled from './securityhub/disabled.ts';
import shieldAdvancedNotSubscribed from './shield/advanced-not-subscribed.ts';
import shieldAttackSeen from './shield/attack-seen.ts';
import shieldAutomaticMitigationOff from './shield/automatic-mitigation-off.ts';
import shieldProtectionWithoutHealthCheck from './shield/protection-without-health-check.ts';
import shieldResourceUnprotected from './shield/resource-unprotected.ts';
import shieldResponseTeamUnprepared from './shield/response-team-unprepared.ts';
import snsTopicPublic from './sns/topic-public.ts';
import sqsQueuePublic from './sqs/queue-public.ts';
import ssmDocumentPublic from './ssm/document-public.ts';
import vpcEndpointOpenToAnyone from './vpc/endpoint-open-to-anyone.ts';
import vpcEndpointServiceOpen from './vpc/endpoint-service-open.ts';
import vpcFlowLogsMissing from './vpc/flow-logs-missing.ts';
import vpcTransitGatewayAutoAccepts from './vpc/transit-gateway-auto-accepts.ts';
import wafApiWithoutWebAcl from './waf/api-without-web-acl.ts';
import wafDistributionWithoutWebAcl from './waf/distribution-without-web-acl.ts';
import wafLoadBalancerWithoutWebAcl from './waf/load-balancer-without-web-acl.ts';
import wafManagedRulesMissing from './waf/managed-rules-missing.ts';
import wafRuleWithoutMetrics from './waf/rule-without-metrics.ts';
import wafWebAclEmpty from './waf/web-acl-empty.ts';
import wafWebAclNotLogged from './waf/web-acl-not-logged.ts';
import wafWebAclOnlyCounts from './waf/web-acl-only-counts.ts';
import wafWebAclWithoutRateLimit from './waf/web-acl-without-rate-limit.ts';

/** Every rule by its id, which is the path of its file. */
export const rules: Readonly<Record<string, Rule>> = {
  'accessanalyzer/active-external-access': accessanalyzerActiveExternalAccess,
  'accessanalyzer/external-access-analyzer-missing': accessanalyzerExternalAccessAnalyzerMissing,
  'account/outside-organization': accountOutsideOrganization,
  'account/security-contact-missing': accountSecurityContactMissing,
  'acm/certificate-expiring': acmCertificateExpiring,
  'artifact/agreement-not-accepted': artifactAgreementNotAccepted,
  'cloudfront/bucket-origin-without-access-control': cloudfrontBucketOriginWithoutAccessControl,
  'cloudfront/origin-bucket-missing': cloudfrontOriginBucketMissing,
  'cloudfront/origin-http-allowed': cloudfrontOriginHttpAllowed,
  'cloudfront/tls-version-old': cloudfrontTlsVersionOld,
  'cloudfront/viewer-http-allowed': cloudfrontViewerHttpAllowed,
  'cloudtrail/delivery-failing': cloudtrailDeliveryFailing,
  'cloudtrail/insight-recorded': cloudtrailInsightRecorded,
  'cloudtrail/insights-off': cloudtrailInsightsOff,
  'cloudtrail/log-bucket-access-not-logged': cloudtrailLogBucketAccessNotLogged,
  'cloudtrail/log-bucket-deletable': cloudtrailLogBucketDeletable,
  'cloudtrail/log-bucket-public': cloudtrailLogBucketPublic,
  'cloudtrail/log-validation-off': cloudtrailLogValidationOff,
  'cloudtrail/logs-unencrypted': cloudtrailLogsUnencrypted,
  'cloudtrail/multi-region-trail-missing': cloudtrailMultiRegionTrailMissing,
  'cloudtrail/not-sent-to-cloudwatch': cloudtrailNotSentToCloudwatch,
  'cloudtrail/object-reads-not-recorded': cloudtrailObjectReadsNotRecorded,
  'cloudtrail/object-writes-not-recorded': cloudtrailObjectWritesNotRecorded,
  'cloudtrail/organization-trail-missing': cloudtrailOrganizationTrailMissing,
  'cloudtrail/trail-not-logging': cloudtrailTrailNotLogging,
  'cloudwatch/alarm-actions-disabled': cloudwatchAlarmActionsDisabled,
  'cloudwatch/alarm-without-action': cloudwatchAlarmWithoutAction,
  'cloudwatch/cloudtrail-changes-not-alarmed': cloudwatchCloudtrailChangesNotAlarmed,
  'cloudwatch/config-changes-not-alarmed': cloudwatchConfigChangesNotAlarmed,
  'cloudwatch/console-sign-in-failures-not-alarmed': cloudwatchConsoleSignInFailuresNotAlarmed,
  'cloudwatch/console-sign-in-without-mfa-not-alarmed': cloudwatchConsoleSignInWithoutMfaNotAlarmed,
  'cloudwatch/dashboard-missing': cloudwatchDashboardMissing,
  'cloudwatch/dashboard-shared-publicly': cloudwatchDashboardSharedPublicly,
  'cloudwatch/gateway-changes-not-alarmed': cloudwatchGatewayChangesNotAlarmed,
  'cloudwatch/iam-policy-changes-not-alarmed': cloudwatchIamPolicyChangesNotAlarmed,
  'cloudwatch/kms-key-removal-not-alarmed': cloudwatchKmsKeyRemovalNotAlarmed,
  'cloudwatch/log-group-kept-too-short': cloudwatchLogGroupKeptTooShort,
  'cloudwatch/log-group-public': cloudwatchLogGroupPublic,
  'cloudwatch/log-group-unencrypted': cloudwatchLogGroupUnencrypted,
  'cloudwatch/network-acl-changes-not-alarmed': cloudwatchNetworkAclChangesNotAlarmed,
  'cloudwatch/organizations-changes-not-alarmed': cloudwatchOrganizationsChangesNotAlarmed,
  'cloudwatch/root-usage-not-alarmed': cloudwatchRootUsageNotAlarmed,
  'cloudwatch/route-table-changes-not-alarmed': cloudwatchRouteTableChangesNotAlarmed,
  'cloudwatch/s3-policy-changes-not-alarmed': cloudwatchS3PolicyChangesNotAlarmed,
  'cloudwatch/security-group-changes-not-alarmed': cloudwatchSecurityGroupChangesNotAlarmed,
  'cloudwatch/unauthorized-api-calls-not-alarmed': cloudwatchUnauthorizedApiCallsNotAlarmed,
  'cloudwatch/vpc-changes-not-alarmed': cloudwatchVpcChangesNotAlarmed,
  'config/recorder-off': configRecorderOff,
  'ec2/admin-port-open-to-internet': ec2AdminPortOpenToInternet,
  'ec2/all-ports-open-to-internet': ec2AllPortsOpenToInternet,
  'ec2/default-security-group-allows-traffic': ec2DefaultSecurityGroupAllowsTraffic,
  'ec2/ebs-encryption-not-default': ec2EbsEncryptionNotDefault,
  'ec2/high-risk-port-open-to-internet': ec2HighRiskPortOpenToInternet,
  'ec2/image-public': ec2ImagePublic,
  'ec2/image-sharing-not-blocked': ec2ImageSharingNotBlocked,
  'ec2/imdsv1-allowed': ec2Imdsv1Allowed,
  'ec2/imdsv2-not-default': ec2Imdsv2NotDefault,
  'ec2/instance-image-outdated': ec2InstanceImageOutdated,
  'ec2/instance-missing-patches': ec2InstanceMissingPatches,
  'ec2/instance-not-managed': ec2InstanceNotManaged,
  'ec2/launch-template-allows-imdsv1': ec2LaunchTemplateAllowsImdsv1,
  'ec2/network-acl-admin-port-open': ec2NetworkAclAdminPortOpen,
  'ec2/security-group-unused': ec2SecurityGroupUnused,
  'ec2/serial-console-enabled': ec2SerialConsoleEnabled,
  'ec2/snapshot-public': ec2SnapshotPublic,
  'ec2/snapshot-sharing-not-blocked': ec2SnapshotSharingNotBlocked,
  'ec2/snapshot-unencrypted': ec2SnapshotUnencrypted,
  'ec2/uncommon-port-open-to-internet': ec2UncommonPortOpenToInternet,
  'ec2/user-data-holds-secret': ec2UserDataHoldsSecret,
  'ec2/volume-unencrypted': ec2VolumeUnencrypted,
  'ec2/wide-public-cidr-allowed': ec2WidePublicCidrAllowed,
  'ecr/image-scanning-off': ecrImageScanningOff,
  'ecr/repository-public': ecrRepositoryPublic,
  'efs/file-system-unencrypted': efsFileSystemUnencrypted,
  'eks/endpoint-public': eksEndpointPublic,
  'eks/version-outdated': eksVersionOutdated,
  'elb/access-not-logged': elbAccessNotLogged,
  'elb/listener-without-tls': elbListenerWithoutTls,
  'elb/tls-policy-weak': elbTlsPolicyWeak,
  'guardduty/active-findings': guarddutyActiveFindings,
  'guardduty/attack-sequence-seen': guarddutyAttackSequenceSeen,
  'guardduty/disabled': guarddutyDisabled,
  'guardduty/findings-not-exported': guarddutyFindingsNotExported,
  'guardduty/findings-published-slowly': guarddutyFindingsPublishedSlowly,
  'guardduty/member-not-monitored': guarddutyMemberNotMonitored,
  'guardduty/new-accounts-not-enrolled': guarddutyNewAccountsNotEnrolled,
  'guardduty/not-centrally-managed': guarddutyNotCentrallyManaged,
  'guardduty/protection-plan-off': guarddutyProtectionPlanOff,
  'guardduty/suppression-too-broad': guarddutySuppressionTooBroad,
  'guardduty/trusted-list-too-wide': guarddutyTrustedListTooWide,
  'iam/access-key-created-with-user': iamAccessKeyCreatedWithUser,
  'iam/access-key-not-rotated': iamAccessKeyNotRotated,
  'iam/administrator-without-mfa': iamAdministratorWithoutMfa,
  'iam/api-key-long-lived': iamApiKeyLongLived,
  'iam/cloudshell-full-access-granted': iamCloudshellFullAccessGranted,
  'iam/credential-unused': iamCredentialUnused,
  'iam/delegation-request-granted': iamDelegationRequestGranted,
  'iam/group-grants-administrator': iamGroupGrantsAdministrator,
  'iam/group-unused': iamGroupUnused,
  'iam/inline-policy-grants-full-admin': iamInlinePolicyGrantsFullAdmin,
  'iam/key-user-without-mfa': iamKeyUserWithoutMfa,
  'iam/no-administrator-besides-root': iamNoAdministratorBesidesRoot,
  'iam/outbound-federation-open': iamOutboundFederationOpen,
  'iam/outsider-reads-everything': iamOutsiderReadsEverything,
  'iam/password-never-expires': iamPasswordNeverExpires,
  'iam/password-policy-allows-reuse': iamPasswordPolicyAllowsReuse,
  'iam/password-policy-too-short': iamPasswordPolicyTooShort,
  'iam/password-policy-weak': iamPasswordPolicyWeak,
  'iam/policy-allows-assuming-any-role': iamPolicyAllowsAssumingAnyRole,
  'iam/policy-allows-by-exclusion': iamPolicyAllowsByExclusion,
  'iam/policy-allows-decrypting-with-any-key': iamPolicyAllowsDecryptingWithAnyKey,
  'iam/policy-allows-passing-any-role': iamPolicyAllowsPassingAnyRole,
  'iam/policy-grants-full-admin': iamPolicyGrantsFullAdmin,
  'iam/policy-grants-whole-service': iamPolicyGrantsWholeService,
  'iam/policy-unused': iamPolicyUnused,
  'iam/principal-can-escalate': iamPrincipalCanEscalate,
  'iam/role-open-to-confused-deputy': iamRoleOpenToConfusedDeputy,
  'iam/role-open-within-provider': iamRoleOpenWithinProvider,
  'iam/role-session-too-long': iamRoleSessionTooLong,
  'iam/role-trusts-account-without-external-id': iamRoleTrustsAccountWithoutExternalId,
  'iam/role-trusts-any-oidc-subject': iamRoleTrustsAnyOidcSubject,
  'iam/role-trusts-anyone': iamRoleTrustsAnyone,
  'iam/role-trusts-roles-anywhere-unconditioned': iamRoleTrustsRolesAnywhereUnconditioned,
  'iam/role-unused': iamRoleUnused,
  'iam/role-with-administrator-access': iamRoleWithAdministratorAccess,
  'iam/root-access-key-present': iamRootAccessKeyPresent,
  'iam/root-signing-certificate-present': iamRootSigningCertificatePresent,
  'iam/root-used-recently': iamRootUsedRecently,
  'iam/root-without-hardware-mfa': iamRootWithoutHardwareMfa,
  'iam/root-without-mfa': iamRootWithoutMfa,
  'iam/server-certificate-expired': iamServerCertificateExpired,
  'iam/support-role-missing': iamSupportRoleMissing,
  'iam/unattached-policy-grants-full-admin': iamUnattachedPolicyGrantsFullAdmin,
  'iam/user-credential-exposed': iamUserCredentialExposed,
  'iam/user-is-administrator': iamUserIsAdministrator,
  'iam/user-unused': iamUserUnused,
  'iam/user-with-direct-policies': iamUserWithDirectPolicies,
  'iam/user-with-two-active-keys': iamUserWithTwoActiveKeys,
  'iam/user-without-mfa': iamUserWithoutMfa,
  'iam/users-instead-of-identity-center': iamUsersInsteadOfIdentityCenter,
  'identity-center/account-instance-present': identityCenterAccountInstancePresent,
  'identity-center/administrator-assigned-to-user': identityCenterAdministratorAssignedToUser,
  'identity-center/administrator-session-too-long': identityCenterAdministratorSessionTooLong,
  'identity-center/missing': identityCenterMissing,
  'identity-center/permission-set-can-escalate': identityCenterPermissionSetCanEscalate,
  'inspector/active-findings': inspectorActiveFindings,
  'inspector/known-exploited-overdue': inspectorKnownExploitedOverdue,
  'inspector/new-accounts-not-enrolled': inspectorNewAccountsNotEnrolled,
  'inspector/resource-not-covered': inspectorResourceNotCovered,
  'inspector/scanning-off': inspectorScanningOff,
  'kms/grant-to-outsider': kmsGrantToOutsider,
  'kms/key-disabled': kmsKeyDisabled,
  'kms/key-pending-deletion': kmsKeyPendingDeletion,
  'kms/key-public': kmsKeyPublic,
  'kms/key-shared-outside-organization': kmsKeySharedOutsideOrganization,
  'kms/key-unused': kmsKeyUnused,
  'kms/rotation-off': kmsRotationOff,
  'lambda/environment-holds-secret': lambdaEnvironmentHoldsSecret,
  'lambda/function-public': lambdaFunctionPublic,
  'lambda/runtime-outdated': lambdaRuntimeOutdated,
  'organizations/account-outside-ou': organizationsAccountOutsideOu,
  'organizations/account-without-scp': organizationsAccountWithoutScp,
  'organizations/ou-unused': organizationsOuUnused,
  'organizations/ou-without-scp': organizationsOuWithoutScp,
  'organizations/scp-disabled': organizationsScpDisabled,
  'organizations/scp-unattached': organizationsScpUnattached,
  'rds/engine-outdated': rdsEngineOutdated,
  'rds/minor-upgrades-off': rdsMinorUpgradesOff,
  'rds/single-zone': rdsSingleZone,
  'rds/snapshot-public': rdsSnapshotPublic,
  'rds/storage-unencrypted': rdsStorageUnencrypted,
  's3/access-point-public': s3AccessPointPublic,
  's3/account-public-access-not-blocked': s3AccountPublicAccessNotBlocked,
  's3/bucket-access-not-logged': s3BucketAccessNotLogged,
  's3/bucket-acl-in-use': s3BucketAclInUse,
  's3/bucket-allows-plain-http': s3BucketAllowsPlainHttp,
  's3/bucket-mfa-delete-off': s3BucketMfaDeleteOff,
  's3/bucket-not-encrypted-with-kms': s3BucketNotEncryptedWithKms,
  's3/bucket-public': s3BucketPublic,
  's3/bucket-public-access-not-blocked': s3BucketPublicAccessNotBlocked,
  's3/bucket-shared-outside-organization': s3BucketSharedOutsideOrganization,
  's3/bucket-versioning-off': s3BucketVersioningOff,
  'secretsmanager/rotation-off': secretsmanagerRotationOff,
  'secretsmanager/secret-public': secretsmanagerSecretPublic,
  'securityhub/disabled': securityhubDisabled,
  'shield/advanced-not-subscribed': shieldAdvancedNotSubscribed,
  'shield/attack-seen': shieldAttackSeen,
  'shield/automatic-mitigation-off': shieldAutomaticMitigationOff,
  'shield/protection-without-health-check': shieldProtectionWithoutHealthCheck,
  'shield/resource-unprotected': shieldResourceUnprotected,
  'shield/response-team-unprepared': shieldResponseTeamUnprepared,
  'sns/topic-public': snsTopicPublic,
  'sqs/queue-public': sqsQueuePublic,
  'ssm/document-public': ssmDocumentPublic,
  'vpc/endpoint-open-to-anyone': vpcEndpointOpenToAnyone,
  'vpc/endpoint-service-open': vpcEndpointServiceOpen,
  'vpc/flow-logs-missing': vpcFlowLogsMissing,
  'vpc/transit-gateway-auto-accepts': vpcTransitGatewayAutoAccepts,
  'waf/api-without-web-acl': wafApiWithoutWebAcl,
  'waf/distribution-without-web-acl': wafDistributionWithoutWebAcl,
  'waf/load-balancer-without-web-acl': wafLoadBalancerWithoutWebAcl,
  'waf/managed-rules-missing': wafManagedRulesMissing,
  'waf/rule-without-metrics': wafRuleWithoutMetrics,
  'waf/web-acl-empty': wafWebAclEmpty,
  'waf/web-acl-not-logged': wafWebAclNotLogged,
  'waf/web-acl-only-counts': wafWebAclOnlyCounts,
  'waf/web-acl-without-rate-limit': wafWebAclWithoutRateLimit,
};
