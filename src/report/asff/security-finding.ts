import type { Finding, FindingPart } from '../../finding/report.ts';
import { wellFormedJson } from '../content/well-formed.ts';
import { count, figure, listed } from '../content/wording.ts';
import { affectedResources } from './affected-resources.ts';
import { LIMIT, origin, severityOf, text } from './fields.ts';
import { vulnerabilitiesLeftOut, vulnerabilitiesOf } from './vulnerabilities.ts';

/** How many commands a finding carries, and how many of what it absorbs it names. */
const COMMANDS = 5;
const ABSORBED = 20;

/** What a finding leaves out to keep below the limit of its size, step by step. */
const SHORTER = [
  { evidence: true, details: true },
  { evidence: true, details: false },
  { evidence: false, details: false },
] as const;

/** A finding as Security Hub takes it, and whether it tells all that ours does. */
export function securityFinding(finding: Finding): { readonly json: string; readonly complete: boolean } {
  const resources = affectedResources(finding);
  const left = resources.length - LIMIT.resources;
  for (const keep of SHORTER) {
    const json = wellFormedJson(asffFinding(finding, resources, keep));
    if (Buffer.byteLength(json) <= LIMIT.bytes)
      return { json, complete: left <= 0 && keep.evidence && keep.details };
  }
  const json = wellFormedJson({
    ...asffFinding(finding, resources.slice(0, 1), { evidence: false, details: false }),
    ProductFields: { 'postern/leftOut': 'All but the first resource, to keep below 240 KB' },
    Vulnerabilities: undefined,
  });
  return { json, complete: false };
}

/** Of the shape of `AwsSecurityFinding`. */
export function asffFinding(
  finding: Finding,
  resources: ReturnType<typeof affectedResources> = affectedResources(finding),
  keep: { readonly evidence: boolean; readonly details: boolean } = { evidence: true, details: true },
) {
  const { id, ruleId, title, severity, status, remediation, detectedBy, parts } = finding;
  const { Label, Normalized, Original } = severityOf(severity.label, severity.score);
  const types = typesOf(finding);
  const source =
    detectedBy?.url ?? parts?.find((part) => part.detectedBy?.url !== undefined)?.detectedBy?.url;
  return {
    ...origin(finding),
    Id: id,
    GeneratorId: text(`postern/${ruleId}`, LIMIT.identifier),
    Types: types,
    FirstObservedAt: finding.firstObservedAt,
    LastObservedAt: finding.lastObservedAt,
    CreatedAt: finding.firstObservedAt,
    UpdatedAt: finding.updatedAt,
    Severity: { Label, Normalized, Original },
    Title: text(title, LIMIT.title),
    Description: described(finding, resources.length),
    Remediation: {
      Recommendation: {
        Text: text(remediation.recommendation.text, LIMIT.recommendation),
        Url: text(remediation.recommendation.url, LIMIT.productField.value),
      },
    },
    ...(source === undefined ? {} : { SourceUrl: text(source, LIMIT.productField.value) }),
    ProductFields: productFields(finding, resources.length, keep),
    ...networkOf(finding),
    Resources: resources
      .slice(0, LIMIT.resources)
      .map(({ Details, ...resource }) =>
        keep.details && Details !== undefined ? { ...resource, Details } : resource,
      ),
    ...complianceOf(finding),
    Workflow: { Status: status === 'SUPPRESSED' ? SUPPRESSED : status === 'CLOSED' ? RESOLVED : NEW },
    RecordState: status === 'CLOSED' ? ARCHIVED : ACTIVE,
    ...relatedOf(finding),
    ...noteOf(finding),
    ...vulnerabilitiesOf(finding),
    FindingProviderFields: { Severity: { Label, Original }, Types: types },
  };
}

const NEW = 'NEW' as const;
const SUPPRESSED = 'SUPPRESSED' as const;
const RESOLVED = 'RESOLVED' as const;
const ACTIVE = 'ACTIVE' as const;
const ARCHIVED = 'ARCHIVED' as const;

/** The description, and how many resources it holds for where they do not all stand in the finding. */
function described({ description }: Finding, resources: number): string {
  if (resources <= LIMIT.resources) return text(description, LIMIT.description);
  const more = ` It holds for ${figure(resources)} resources, of which ${LIMIT.resources} are listed.`;
  return `${text(description, LIMIT.description - more.length)}${more}`;
}

/**
 * The place in Security Hub's taxonomy; types of GuardDuty keep their name with a dash for the slash, as Security Hub
 * writes them. https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-findings-format-type-taxonomy.html
 */
function typesOf({ type, detectedBy, vulnerability, networkReachabilityDetails, parts }: Finding): string[] {
  const some = (has: (part: FindingPart) => boolean) => parts?.some(has) ?? false;
  const name = text(type.replaceAll('/', '-'), LIMIT.title);
  if (vulnerability !== undefined || some((part) => part.vulnerability !== undefined))
    return ['Software and Configuration Checks/Vulnerabilities/CVE'];
  if (detectedBy?.service === 'GuardDuty' || some((part) => part.detectedBy?.service === 'GuardDuty'))
    return [`TTPs/${name}`];
  const practices = 'Software and Configuration Checks/AWS Security Best Practices';
  const reached =
    networkReachabilityDetails !== undefined || some((part) => part.networkReachabilityDetails !== undefined);
  return [`${practices}/${name}`, ...(reached ? [`${practices}/Network Reachability`] : [])];
}

/** What the format has no field for. */
function productFields(
  finding: Finding,
  resources: number,
  keep: { readonly evidence: boolean; readonly details: boolean },
): Record<string, string> {
  const { parts = [], absorbs = [], suppression, severity, remediation } = finding;
  const leftOut = [
    ...(resources > LIMIT.resources
      ? [`${figure(resources - LIMIT.resources)} of ${figure(resources)} resources`]
      : []),
    ...vulnerabilitiesLeftOut(finding),
    ...(keep.details ? [] : ['details of resources']),
    ...(keep.evidence ? [] : ['evidence']),
  ];
  const suppressedParts = parts.filter(({ status }) => status === 'SUPPRESSED').length;
  const fields: readonly (readonly [string, string | undefined])[] = [
    ['type', finding.type],
    ['why', finding.why],
    ['severityReason', severity.reason],
    ['exposure', finding.exposure],
    ['part', finding.part],
    ['baselineState', finding.baselineState],
    ['suppressedUntil', suppression?.until],
    ['parts', parts.length === 0 ? undefined : figure(parts.length)],
    ['suppressedParts', suppressedParts === 0 ? undefined : figure(suppressedParts)],
    ['leftOut', leftOut.length === 0 ? undefined : leftOut.join(', ')],
    [
      'absorbs',
      absorbs.length === 0
        ? undefined
        : `${count(absorbs.length, 'verdict')} with the same cause: ${listed(
            absorbs.map(({ ruleId, resourceId }) => `${ruleId} (${resourceId})`),
            ABSORBED,
          )}`,
    ],
    ...remediation.commands
      .slice(0, COMMANDS)
      .map((command, index) => [`command/${index + 1}`, command] as const),
    ...(keep.evidence
      ? Object.entries(finding.evidence).map(([name, value]) => [`evidence/${name}`, inText(value)] as const)
      : []),
  ];
  const given = fields.flatMap(([key, value]) =>
    value === undefined
      ? []
      : [[text(`postern/${key}`, LIMIT.productField.key), text(value, LIMIT.productField.value)] as const],
  );
  return Object.fromEntries(given.slice(0, LIMIT.productFields));
}

function inText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The way from outside, of a finding with parts that of the first: the format has room for one. */
function networkOf({ networkReachabilityDetails, parts }: Finding) {
  const reachability =
    networkReachabilityDetails ??
    parts?.find((part) => part.networkReachabilityDetails !== undefined)?.networkReachabilityDetails;
  if (reachability === undefined) return {};
  const { openPortRange, protocol, networkPath } = reachability;
  return {
    Network: {
      Direction: 'IN' as const,
      Protocol: text(protocol, LIMIT.protocol),
      OpenPortRange: { Begin: openPortRange.begin, End: openPortRange.end },
    },
    NetworkPath: networkPath.steps.map(({ componentId, componentType }) => ({
      ComponentId: text(componentId, LIMIT.pathComponent),
      ComponentType: text(componentType, LIMIT.pathComponent),
    })),
  };
}

/** Only checks comply or not: what AWS's detectors saw is no check. */
function complianceOf({ compliance, detectedBy, vulnerability, parts }: Finding) {
  const carriedOver = [{ detectedBy, vulnerability }, ...(parts ?? [])].some(
    (each) => each.detectedBy !== undefined || each.vulnerability !== undefined,
  );
  if (carriedOver) return {};
  const requirements = compliance.map(({ framework, control }) =>
    text(`${framework} ${control}`, LIMIT.title),
  );
  return {
    Compliance: {
      Status: 'FAILED' as const,
      ...(requirements.length === 0
        ? {}
        : { RelatedRequirements: requirements.slice(0, LIMIT.requirements) }),
    },
  };
}

/** What Security Hub calls the products that findings are carried over from. */
const PRODUCTS: ReadonlyMap<string, string> = new Map([
  ['GuardDuty', 'guardduty'],
  ['Inspector', 'inspector'],
]);

/** How many related findings the format holds. */
const RELATED = 10;

/** The finding of GuardDuty or Inspector, as it stands in Security Hub. */
function relatedOf({ detectedBy, parts, partition, region }: Finding) {
  const related = [detectedBy, ...(parts ?? []).map((part) => part.detectedBy)].flatMap((each) => {
    const product = each && PRODUCTS.get(each.service);
    if (each === undefined || product === undefined) return [];
    const ProductArn = `arn:${partition}:securityhub:${region}::product/aws/${product}`;
    return [{ ProductArn, Id: text(each.findingArn, LIMIT.identifier) }];
  });
  return related.length === 0 ? {} : { RelatedFindings: related.slice(0, RELATED) };
}

function noteOf({ suppression, updatedAt }: Finding) {
  if (suppression === undefined) return {};
  const until = suppression.until === undefined ? '' : ` (until ${suppression.until})`;
  return {
    Note: {
      Text: `${text(suppression.reason, LIMIT.note - until.length)}${until}`,
      UpdatedBy: 'postern',
      UpdatedAt: updatedAt,
    },
  };
}
