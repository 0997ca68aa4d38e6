import type { Finding, FindingPart, FindingResource } from '../../finding/report.ts';
import { resourceName } from '../content/resource-name.ts';
import {
  type ActivityId,
  type ClassUid,
  type Context,
  classification,
  cloud,
  metadata,
  milliseconds,
  resourceDetails,
  severity,
} from './event.ts';
import { knownExploited, vulnerabilitiesOf } from './vulnerabilities.ts';

const STATUS = {
  ACTIVE: { status_id: 1, status: 'New' },
  SUPPRESSED: { status_id: 3, status: 'Suppressed' },
  CLOSED: { status_id: 4, status: 'Resolved' },
} as const;

/** Whether a check passed, in the words of the compliance object. */
const CHECKED = {
  ACTIVE: { status_id: 3, status: 'Fail' },
  SUPPRESSED: { status_id: 99, status: 'Suppressed' },
  CLOSED: { status_id: 99, status: 'Closed' },
} as const;

/** The event of a finding. */
export function eventOf(finding: Finding, context: Context) {
  const { description, severity: rated, status, suppression, lastObservedAt } = finding;
  const classUid = classOf(finding);
  const resources = distinctResources(finding);
  return {
    ...classification(classUid, activityOf(finding)),
    ...severity(rated.label),
    ...STATUS[status],
    ...(suppression === undefined ? {} : { status_detail: reasonOf(suppression) }),
    time: milliseconds(lastObservedAt),
    message: description,
    metadata: metadata(context, finding.ruleId),
    cloud: cloud(finding, context),
    finding_info: findingInfo(finding),
    resources: resources.map(resourceDetails),
    ...(classUid === 2003 ? complianceOf(finding) : {}),
    ...(classUid === 2004 ? { is_alert: true } : {}),
    ...(classUid === 2002
      ? { vulnerabilities: vulnerabilitiesOf(finding) }
      : { remediation: remediationOf(finding), evidences: evidencesOf(finding) }),
    unmapped: unmappedOf(finding, classUid),
  };
}

function classOf({ vulnerability, detectedBy, parts = [] }: Finding): ClassUid {
  const all = [{ vulnerability, detectedBy }, ...parts];
  if (all.some((each) => each.vulnerability !== undefined)) return 2002;
  return all.some((each) => each.detectedBy !== undefined) ? 2004 : 2003;
}

/** Seen before is what the baseline has, or what was observed first at another time than last. */
function activityOf({ status, baselineState, firstObservedAt, lastObservedAt }: Finding): ActivityId {
  if (status === 'CLOSED') return 3;
  const isNew = baselineState === undefined ? firstObservedAt === lastObservedAt : baselineState === 'NEW';
  return isNew ? 1 : 2;
}

function reasonOf({ reason, until }: NonNullable<Finding['suppression']>): string {
  return until === undefined ? reason : `${reason} (until ${until})`;
}

/** Those of the parts, then what they are gathered within; each once. */
function distinctResources({ resources, parts = [] }: Finding): readonly FindingResource[] {
  if (parts.length === 0 && resources.length === 1) return resources;
  const all = [...parts.map(({ resource }) => resource), ...resources];
  return [...new Map(all.map((each) => [JSON.stringify([each.type, each.id, each.region]), each])).values()];
}

function findingInfo({
  id,
  title,
  description,
  type,
  ruleId,
  detectedBy,
  absorbs = [],
  ...finding
}: Finding) {
  const detected = detectedBy ?? finding.parts?.find((part) => part.detectedBy !== undefined)?.detectedBy;
  return {
    uid: id,
    title,
    desc: description,
    types: [type],
    created_time: milliseconds(finding.firstObservedAt),
    first_seen_time: milliseconds(finding.firstObservedAt),
    last_seen_time: milliseconds(finding.lastObservedAt),
    modified_time: milliseconds(finding.updatedAt),
    analytic: { uid: ruleId, name: ruleId, type: 'Rule', type_id: 1 },
    ...(detected === undefined
      ? {}
      : {
          uid_alt: detected.findingArn,
          data_sources: [detected.service],
          ...(detected.url === undefined ? {} : { src_url: detected.url }),
        }),
    ...(absorbs.length === 0
      ? {}
      : {
          related_events_count: absorbs.length,
          related_events: absorbs.map((absorbed) => ({
            uid: absorbed.id,
            title: absorbed.title,
            type: 'Same cause',
            desc: `${absorbed.ruleId}: ${absorbed.resourceId}`,
          })),
        }),
  };
}

function complianceOf({ compliance, why, description, parts = [] }: Finding) {
  const [first] = compliance;
  return {
    compliance: {
      ...CHECKED.ACTIVE,
      desc: why,
      status_details: [description],
      standards: [...new Set(compliance.map(({ framework }) => framework))],
      ...(first === undefined ? {} : { control: first.control }),
      requirements: compliance.map(({ framework, control }) => `${framework} ${control}`),
      ...(parts.length === 0 ? {} : { checks: parts.map(checkOf) }),
    },
  };
}

function checkOf({ id, resource, part, description, severity: rated, status }: FindingPart) {
  return {
    uid: id,
    name: resourceName({ resources: [resource], ...(part === undefined ? {} : { part }) }),
    desc: description,
    ...severity(rated.label),
    ...CHECKED[status],
  };
}

function remediationOf({ remediation }: Finding) {
  const { text, url } = remediation.recommendation;
  return { desc: text, references: [url] };
}

/** What AWS answered, of each part its own. */
function evidencesOf(finding: Finding) {
  const own = { evidence: finding.evidence, networkReachabilityDetails: finding.networkReachabilityDetails };
  return [
    ...(finding.parts === undefined || Object.keys(finding.evidence).length > 0 ? [evidenceOf(own)] : []),
    ...(finding.parts ?? []).map((part) => ({
      uid: part.id,
      ...evidenceOf(part),
      resources: [resourceDetails(part.resource)],
    })),
  ];
}

function evidenceOf({
  evidence,
  networkReachabilityDetails,
}: Pick<FindingPart, 'evidence' | 'networkReachabilityDetails'>) {
  if (networkReachabilityDetails === undefined) return { data: evidence };
  return {
    data: { ...evidence, networkReachabilityDetails },
    connection_info: {
      direction: 'Inbound',
      direction_id: 1,
      // As IANA names it, and in lower case: https://schema.ocsf.io/1.6.0/objects/network_connection_info
      protocol_name: networkReachabilityDetails.protocol.toLowerCase(),
    },
  };
}

/** What the schema has no attribute for, by our own names. */
function unmappedOf(finding: Finding, classUid: ClassUid) {
  const { severity: rated, exposure, part, baselineState, remediation, parts, evidence } = finding;
  const { commands } = remediation;
  return {
    severity: rated,
    ...(exposure === undefined ? {} : { exposure }),
    ...(part === undefined ? {} : { part }),
    ...(baselineState === undefined ? {} : { baselineState }),
    ...(commands.length === 0 ? {} : { commands }),
    ...(classUid === 2003 ? {} : { why: finding.why }),
    ...(classUid === 2002 ? { evidence, knownExploited: knownExploited(finding) } : {}),
    ...(parts === undefined ? {} : { parts: parts.map((each) => unmappedPart(each, classUid)) }),
  };
}

/** Of a part, what the event does not say elsewhere: compliance findings have its words among their checks. */
function unmappedPart(each: FindingPart, classUid: ClassUid) {
  const { id, accountId, region, resource, part, severity: rated, exposure, status, suppression } = each;
  return {
    id,
    accountId,
    region,
    resourceId: resource.id,
    part,
    severity: rated,
    exposure,
    status,
    suppression,
    baselineState: each.baselineState,
    detectedBy: each.detectedBy,
    commands: each.commands,
    firstObservedAt: each.firstObservedAt,
    lastObservedAt: each.lastObservedAt,
    ...(classUid === 2003 ? {} : { description: each.description }),
    ...(classUid === 2002 ? { evidence: each.evidence, vulnerabilityId: each.vulnerability?.id } : {}),
  };
}
