import type { Condition } from 'postern/services/guardduty';

/** What a suppression rule asks, by attribute of a finding: "each filter criteria attribute is evaluated as an AND operator". */
export type Criteria = Readonly<Record<string, Condition>>;

/** HIGH begins here: https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings-severity.html */
const GRAVE = 7;
const HIGHEST = 10;

/**
 * Types that AWS rates LOW or MEDIUM whatever the circumstances: those without the asterisk of variable severity in
 * https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_finding-types-active.html
 */
const NEVER_GRAVE: ReadonlySet<string> = new Set([
  'DefenseEvasion:IAMUser/BedrockLoggingDisabled',
  'Policy:IAMUser/RootCredentialUsage',
  'Policy:IAMUser/ShortTermRootCredentialUsage',
  'Policy:Kubernetes/ExposedDashboard',
  'Policy:Kubernetes/KubeflowDashboardExposed',
  'Policy:S3/AccountBlockPublicAccessDisabled',
  'Policy:S3/BucketBlockPublicAccessDisabled',
  'Stealth:IAMUser/CloudTrailLoggingDisabled',
  'Stealth:S3/ServerAccessLoggingDisabled',
]);

/** Whether a finding of severity 7 and above can meet the criteria. */
export function canBeGrave(criteria: Criteria): boolean {
  const { severity, type } = criteria;
  return (severity === undefined || allowsGrave(severity)) && !(type !== undefined && neverGrave(type));
}

/** Whether the criteria name the types of findings that they are about, each by its name. */
export function namesTypes({ type }: Criteria): boolean {
  return type !== undefined && [...equals(type), ...(type.Matches ?? [])].some((name) => /[^*?]/.test(name));
}

/** Whether some severity from 7 to 10 meets the condition. GuardDuty's numbers have one decimal. */
function allowsGrave(condition: Condition): boolean {
  const tenths = Array.from({ length: (HIGHEST - GRAVE) * 10 + 1 }, (_, index) => GRAVE * 10 + index);
  return tenths.some((tenth) => meets(tenth / 10, condition));
}

function meets(severity: number, condition: Condition): boolean {
  const wanted = equals(condition);
  const unwanted = [...(condition.NotEquals ?? []), ...(condition.Neq ?? [])];
  return (
    severity >= Math.max(condition.GreaterThanOrEqual ?? 0, condition.Gte ?? 0) &&
    severity <= Math.min(condition.LessThanOrEqual ?? HIGHEST, condition.Lte ?? HIGHEST) &&
    severity > Math.max(condition.GreaterThan ?? -1, condition.Gt ?? -1) &&
    severity < Math.min(condition.LessThan ?? HIGHEST + 1, condition.Lt ?? HIGHEST + 1) &&
    (wanted.length === 0 || wanted.some((value) => Number(value) === severity)) &&
    !unwanted.some((value) => Number(value) === severity)
  );
}

function neverGrave(condition: Condition): boolean {
  const names = equals(condition);
  return names.length > 0 && names.every((name) => NEVER_GRAVE.has(name));
}

/** `Eq` is the name that `Equals` had before. */
function equals({ Equals, Eq }: Condition): readonly string[] {
  return [...(Equals ?? []), ...(Eq ?? [])];
}

/** Attributes below `resource` that tell what kind of thing it is, or in which state, but not which. */
const KINDS: ReadonlySet<string> = new Set([
  'activeServicesCount',
  'allowPrivilegeEscalation',
  'authMethod',
  'availabilityZone',
  'containerRuntime',
  'createdAt',
  'ec2RoleDelivery',
  'effectivePermission',
  'encryptionType',
  'engine',
  'engineVersion',
  'functionVersion',
  'guardrailVersion',
  'hostIPC',
  'hostIpc',
  'hostNetwork',
  'hostPID',
  'hostPid',
  'instanceState',
  'instanceType',
  'invokedBy',
  'lastModifiedAt',
  'launchTime',
  'launchType',
  'mfaAuthenticated',
  'platform',
  'privileged',
  'productCodeId',
  'productCodeType',
  'registeredContainerInstancesCount',
  'resourceType',
  'runningTasksCount',
  'ssl',
  'startedAt',
  'status',
  'type',
  'userType',
  'version',
  'volumeSizeInGB',
  'volumeType',
]);

/** Who acts, which AWS's own examples narrow by: an address, a domain, a process. */
const ACTORS =
  /^service\.(?:action\..*(?:ipAddressV[46]|affectedResources(?:\.[^.]+)?|domain|domainWithSuffix)|runtimeDetails\.process\.(?:executablePath|executableSha256|name)|malwareScanDetails\.threats\.(?:hash|name)|ebsVolumeScanDetails\.scanDetections\.threatDetectedByName\.threatNames\.(?:name|filePaths\.hash|filePaths\.filePath))$/;

/**
 * The attributes by which the criteria name a resource, or who acts on it.
 * https://docs.aws.amazon.com/guardduty/latest/ug/findings_suppression-rule.html
 */
export function narrowing(criteria: Criteria): readonly string[] {
  return Object.entries(criteria).flatMap(([attribute, condition]) => {
    const last = attribute.split('.').at(-1) ?? '';
    const names = (attribute.startsWith('resource.') && !KINDS.has(last)) || ACTORS.test(attribute);
    return names && namesValues(condition) ? [attribute] : [];
  });
}

/** `0.0.0.0/0`, and what is not much narrower. AWS's own example narrows by a CIDR range: the page on suppression rules above. */
const MOST_ADDRESSES = /^[\d.a-f:]+\/[0-7]$/i;

/** A pattern of nothing but wildcards names nothing, neither does a network of most addresses, nor what is only excluded. */
function namesValues(condition: Condition): boolean {
  const values = [...equals(condition), ...(condition.Matches ?? [])];
  return values.length > 0 && values.every((value) => /[^*?]/.test(value) && !MOST_ADDRESSES.test(value));
}
