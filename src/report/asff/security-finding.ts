import type { Finding, FindingPart } from '../../finding/report.ts';
import type { ReportHead } from '../../finding/report-source.ts';
import { wellFormedJson } from '../content/well-formed.ts';
import { count, figure } from '../content/wording.ts';
import { affectedResources } from './affected-resources.ts';
import { LIMIT, origin, severityOf, text } from './fields.ts';
import { vulnerabilitiesLeftOut, vulnerabilitiesOf } from './vulnerabilities.ts';

/** What an import says of the scan. */
type Scan = Pick<ReportHead['scan'], 'startedAt'>;

type Reachability = NonNullable<Finding['networkReachabilityDetails']>;

/** How many commands a finding carries, and how many of what it absorbs it names. */
const COMMANDS = 5;
const ABSORBED = 20;

interface Keep {
  readonly evidence: boolean;
  readonly details: boolean;
}

/** What a finding leaves out to keep below the limit of its size, step by step. */
const SHORTER = [
  { evidence: true, details: true },
  { evidence: true, details: false },
  { evidence: false, details: false },
] as const;

/** A finding as Security Hub takes it, and whether it tells all that ours does. */
export function securityFinding(
  finding: Finding,
  scan: Scan,
): { readonly json: string; readonly complete: boolean } {
  const resources = affectedResources(finding);
  const holdsAll = resources.length <= LIMIT.resources && vulnerabilitiesLeftOut(finding).length === 0;
  for (const keep of SHORTER) {
    const json = wellFormedJson(asffFinding(finding, scan, resources, keep));
    if (3 * json.length <= LIMIT.bytes || Buffer.byteLength(json) <= LIMIT.bytes)
      return { json, complete: holdsAll && keep.evidence && keep.details };
  }
  const json = wellFormedJson({
    ...asffFinding(finding, scan, resources.slice(0, 1), { evidence: false, details: false }),
    ProductFields: {
      'postern/leftOut': 'All but the first resource, vulnerabilities included, to keep below 240 KB',
    },
    Vulnerabilities: undefined,
  });
  return { json, complete: false };
}

/** Of the shape of `AwsSecurityFinding`; fields that are undefined are none. */
export function asffFinding(
  finding: Finding,
  scan: Scan,
  resources: ReturnType<typeof affectedResources> = affectedResources(finding),
  keep: Keep = SHORTER[0],
) {
  const { id, ruleId, title, severity, status, remediation } = finding;
  const { Label, Normalized, Original } = severityOf(severity.label, severity.score);
  const Types = typesOf(finding);
  const { SchemaVersion, ProductArn, ProductName, CompanyName, Region, AwsAccountId } = origin(finding);
  const listed = resources.slice(0, LIMIT.resources);
  const reachability = firstOf(finding, ({ networkReachabilityDetails }) => networkReachabilityDetails);
  const url = firstOf(finding, ({ detectedBy }) => detectedBy?.url);
  return {
    SchemaVersion,
    Id: id,
    ProductArn,
    ProductName,
    CompanyName,
    Region,
    GeneratorId: text(`postern/${ruleId}`, LIMIT.identifier),
    AwsAccountId,
    Types,
    FirstObservedAt: finding.firstObservedAt,
    LastObservedAt: finding.lastObservedAt,
    CreatedAt: finding.firstObservedAt,
    UpdatedAt: updatedAt(finding, scan),
    Severity: { Label, Normalized, Original },
    Title: text(title, LIMIT.title),
    Description: described(finding, resources.length),
    Remediation: {
      Recommendation: {
        Text: text(remediation.recommendation.text, LIMIT.recommendation),
        Url: text(remediation.recommendation.url, LIMIT.url),
      },
    },
    SourceUrl: url === undefined ? undefined : text(url, LIMIT.url),
    ProductFields: productFields(finding, resources.length, keep),
    Network: reachability && networkOf(reachability),
    NetworkPath: reachability && networkPathOf(reachability),
    Resources: keep.details ? listed : listed.map((resource) => ({ ...resource, Details: undefined })),
    Compliance: complianceOf(finding),
    Workflow: { Status: WORKFLOW[status] },
    RecordState: RECORD[status],
    RelatedFindings: relatedOf(finding),
    Vulnerabilities: vulnerabilitiesOf(finding),
    FindingProviderFields: { Severity: { Label, Original }, Types },
  };
}

/**
 * Only the first import sets the workflow, and one that is SUPPRESSED stays so when our suppression has ended: what is
 * suppressed is archived, which hides it from view until an import makes it active again. So there is no note either.
 * https://docs.aws.amazon.com/securityhub/latest/userguide/finding-update-batchimportfindings.html#batchimportfindings-restricted-fields
 */
const WORKFLOW = { ACTIVE: 'NEW', SUPPRESSED: 'NEW', CLOSED: 'RESOLVED' } as const;
const RECORD = { ACTIVE: 'ACTIVE', SUPPRESSED: 'ARCHIVED', CLOSED: 'ARCHIVED' } as const;

/**
 * When Postern last said it, of findings of AWS's detectors too: Security Hub ignores an import with the time of the one
 * before, and deletes a finding 90 days after it.
 * https://docs.aws.amazon.com/securityhub/latest/userguide/finding-update-batchimportfindings.html#batchimportfindings-create-or-update
 */
function updatedAt(finding: Finding, { startedAt }: Scan): string {
  return finding.updatedAt > startedAt ? finding.updatedAt : startedAt;
}

/** What a finding or else the first of its parts that does says: the format has room for one. */
function firstOf<T>(finding: Finding, what: (of: Finding | FindingPart) => T | undefined): T | undefined {
  const own = what(finding);
  if (own !== undefined) return own;
  for (const part of finding.parts ?? []) {
    const said = what(part);
    if (said !== undefined) return said;
  }
  return undefined;
}

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
function typesOf(finding: Finding): string[] {
  const name = text(finding.type.replaceAll('/', '-'), LIMIT.title);
  if (firstOf(finding, ({ vulnerability }) => vulnerability) !== undefined)
    return ['Software and Configuration Checks/Vulnerabilities/CVE'];
  if (firstOf(finding, ({ detectedBy }) => detectedBy)?.service === 'GuardDuty') return [`TTPs/${name}`];
  const practices = 'Software and Configuration Checks/AWS Security Best Practices';
  const reached = firstOf(finding, ({ networkReachabilityDetails }) => networkReachabilityDetails);
  return [`${practices}/${name}`, ...(reached === undefined ? [] : [`${practices}/Network Reachability`])];
}

/** What the format has no field for. */
function productFields(finding: Finding, resources: number, keep: Keep): Record<string, string> {
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
  const fields: Record<string, string> = {};
  let room: number = LIMIT.productFields;
  const tell = (key: string, value: string | undefined) => {
    if (value === undefined || room === 0) return;
    room -= 1;
    fields[text(key, LIMIT.productField.key)] = text(value, LIMIT.productField.value);
  };
  tell('postern/type', finding.type);
  tell('postern/why', finding.why);
  tell('postern/severityReason', severity.reason);
  tell('postern/exposure', finding.exposure);
  tell('postern/part', finding.part);
  tell('postern/baselineState', finding.baselineState);
  tell('postern/suppressed', suppression?.reason);
  tell('postern/suppressedUntil', suppression?.until);
  if (parts.length > 0) tell('postern/parts', figure(parts.length));
  if (suppressedParts > 0) tell('postern/suppressedParts', figure(suppressedParts));
  if (leftOut.length > 0) tell('postern/leftOut', leftOut.join(', '));
  if (absorbs.length > 0) tell('postern/absorbs', sameCause(absorbs));
  for (const [index, command] of remediation.commands.slice(0, COMMANDS).entries())
    tell(`postern/command/${index + 1}`, command);
  if (keep.evidence)
    for (const [name, value] of Object.entries(finding.evidence))
      tell(`postern/evidence/${name}`, inText(value));
  return fields;
}

function sameCause(absorbs: NonNullable<Finding['absorbs']>): string {
  const names = absorbs.slice(0, ABSORBED + 1).map(({ ruleId, resourceId }) => `${ruleId} (${resourceId})`);
  const more = absorbs.length - ABSORBED;
  const all = more > 0 ? `${names.slice(0, ABSORBED).join(', ')} and ${figure(more)} more` : names.join(', ');
  return `${count(absorbs.length, 'verdict')} with the same cause: ${all}`;
}

function inText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function networkOf({ openPortRange, protocol }: Reachability) {
  return {
    Direction: 'IN' as const,
    Protocol: text(protocol, LIMIT.protocol),
    OpenPortRange: { Begin: openPortRange.begin, End: openPortRange.end },
  };
}

/** The way from outside. */
function networkPathOf({ networkPath }: Reachability) {
  return networkPath.steps.map(({ componentId, componentType }) => ({
    ComponentId: text(componentId, LIMIT.pathComponent),
    ComponentType: text(componentType, LIMIT.pathComponent),
  }));
}

/** Only checks comply or not: what AWS's detectors saw is no check. */
function complianceOf(finding: Finding) {
  const carriedOver = firstOf(finding, ({ detectedBy, vulnerability }) => detectedBy ?? vulnerability);
  if (carriedOver !== undefined) return undefined;
  const requirements = finding.compliance
    .slice(0, LIMIT.requirements)
    .map(({ framework, control }) => text(`${framework} ${control}`, LIMIT.title));
  return {
    Status: 'FAILED' as const,
    RelatedRequirements: requirements.length === 0 ? undefined : requirements,
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
function relatedOf({ detectedBy, parts = [], partition, region }: Finding) {
  const related: { ProductArn: string; Id: string }[] = [];
  for (const each of [{ detectedBy }, ...parts]) {
    const product = PRODUCTS.get(each.detectedBy?.service ?? '');
    if (each.detectedBy === undefined || product === undefined || related.length === RELATED) continue;
    const ProductArn = `arn:${partition}:securityhub:${region}::product/aws/${product}`;
    related.push({ ProductArn, Id: text(each.detectedBy.findingArn, LIMIT.identifier) });
  }
  return related.length === 0 ? undefined : related;
}
