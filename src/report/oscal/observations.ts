import type { Finding, FindingResource } from '../../finding/report.ts';
import type { Unjudged } from '../content/unjudged.ts';
import { links, markup, property, uuidOf } from './text.ts';

/** What AWS's API says was read, and nothing tried out. https://csrc.nist.gov/pubs/sp/800/53/a/r5/final */
const METHODS = ['EXAMINE'];

/** Tells the UUID of a resource among the things that the system is made of. */
type UuidOfResource = (resource: FindingResource) => string;

/** What was seen: of a finding with parts all of them, with the evidence of each. */
export function observationOf(finding: Finding, uuidOfResource: UuidOfResource) {
  const { id, ruleId, title, description, severity, status, suppression, parts, absorbs = [] } = finding;
  return {
    uuid: uuidOf(id),
    title: markup(title),
    description: markup(description),
    props: [
      property('rule', ruleId),
      property('type', finding.type),
      property('severity', severity.label),
      property('severity-score', `${severity.score}`),
      property('status', status),
      ...(suppression === undefined ? [] : [property('suppression', suppression.reason)]),
      ...(suppression?.until === undefined ? [] : [property('suppressed-until', suppression.until)]),
      ...(finding.exposure === undefined ? [] : [property('exposure', finding.exposure)]),
      ...(finding.part === undefined ? [] : [property('part', finding.part)]),
      ...(finding.baselineState === undefined ? [] : [property('baseline-state', finding.baselineState)]),
      property('first-observed', finding.firstObservedAt),
      ...finding.remediation.commands.map((command) => property('command', command)),
      ...absorbs.map(({ ruleId, resourceId }) => property('same-cause', `${ruleId} ${resourceId}`)),
    ],
    ...links(finding.detectedBy?.url),
    methods: METHODS,
    types: ['finding'],
    subjects: resourcesOf(finding).map((resource) => subjectOf(resource, uuidOfResource)),
    'relevant-evidence': [
      ...(parts === undefined || Object.keys(finding.evidence).length > 0
        ? [{ description: 'What AWS answered', props: evidenceProperties(finding) }]
        : []),
      ...(parts ?? []).map((part) => ({
        description: markup(part.description),
        ...links(part.detectedBy?.url),
        props: [
          property('part-id', part.id),
          property('resource', part.resource.id),
          ...(part.part === undefined ? [] : [property('part', part.part)]),
          property('severity', part.severity.label),
          property('status', part.status),
          ...(part.suppression === undefined ? [] : [property('suppression', part.suppression.reason)]),
          ...part.commands.map((command) => property('command', command)),
          ...evidenceProperties(part),
        ],
      })),
    ],
    collected: finding.lastObservedAt,
  };
}

/** What could not be looked at. */
export function unjudgedObservation(unknown: Unjudged, collected: string, uuidOfResource: UuidOfResource) {
  const { id, title, reason, kind, accountId, region, resource, missingActions, verdicts } = unknown;
  return {
    uuid: uuidOf(id),
    title: markup(title),
    description: markup(reason),
    props: [
      property('status', 'UNKNOWN'),
      property('kind', kind),
      property('account', accountId),
      property('region', region),
      ...verdicts.map(({ ruleId }) => property('rule', ruleId)),
      ...missingActions.map((action) => property('missing-permission', action)),
    ],
    methods: METHODS,
    types: ['finding'],
    ...(resource === undefined ? {} : { subjects: [subjectOf(resource, uuidOfResource)] }),
    collected,
  };
}

/** Those of the parts and what they are gathered within, each once. */
function resourcesOf({ resources, parts = [] }: Finding): readonly FindingResource[] {
  if (parts.length === 0 && resources.length === 1) return resources;
  const all = [...parts.map(({ resource }) => resource), ...resources];
  return [...new Map(all.map((each) => [JSON.stringify([each.type, each.id, each.region]), each])).values()];
}

function subjectOf(resource: FindingResource, uuidOfResource: UuidOfResource) {
  return { 'subject-uuid': uuidOfResource(resource), type: 'inventory-item', title: markup(resource.id) };
}

function evidenceProperties({
  evidence,
  networkReachabilityDetails,
  vulnerability,
}: Pick<Finding, 'evidence' | 'networkReachabilityDetails' | 'vulnerability'>) {
  return [
    property('evidence', JSON.stringify(evidence)),
    ...(networkReachabilityDetails === undefined
      ? []
      : [property('network-reachability', JSON.stringify(networkReachabilityDetails))]),
    ...(vulnerability === undefined ? [] : [property('vulnerability', vulnerability.id)]),
  ];
}
