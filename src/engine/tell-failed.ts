import type { AbsorbedResult, Finding, FindingPart, Report } from '../finding/report.ts';
import { REPORT_SCHEMA_VERSION } from '../finding/schema-version.ts';
import { widestExposure } from '../rule/exposure.ts';
import type { Fail, NetworkReachability, Observed } from '../rule/rule.ts';
import { absorb } from './absorb.ts';
import { type Failed, resourceOf } from './failed.ts';
import { type Group, gatherFailed } from './gather-failed.ts';
import { listsOf, orderOfFinding, sortBy } from './order.ts';

/** How many commands a finding with parts shows of them all; each part has its own in full. */
const COMMANDS_OF_PARTS = 20;

type ToldBy = AbsorbedResult['toldBy'];

/** Tells every failed verdict once: as a finding, as a part of one, or as absorbed. */
export function tellFailed(verdicts: readonly Failed[], now: Date): Pick<Report, 'findings' | 'absorbed'> {
  const failed = sortBy(verdicts, ({ ruleId, accountId, region, resourceId, part, verdict }) => [
    ...[ruleId, accountId, region, resourceId, part ?? '', verdict.description],
    JSON.stringify(verdict.evidence),
  ]);
  const at = now.toISOString();
  const tellers = absorb(failed);
  const { groups, singles } = gatherFailed(failed.filter((verdict) => !tellers.has(verdict)));

  const placeOf = new Map<Failed, ToldBy>([
    ...singles.map((verdict) => [verdict, { id: verdict.id }] as const),
    ...groups.flatMap(({ id, parts }) => parts.map((part) => [part, { id, partId: part.id }] as const)),
  ]);
  const absorbed = [...tellers].flatMap(([verdict, teller]) => {
    const toldBy = placeOf.get(teller);
    return toldBy === undefined ? [] : [absorbedOf(verdict, toldBy, at)];
  });
  const absorbs = absorbsOf(absorbed);
  const findings = [
    ...singles.map((verdict) => singleFinding(verdict, at)),
    ...groups.map((group) => gatheredFinding(group, at)),
  ].map((finding): Finding => ({ ...finding, ...absorbs(finding.id) }));
  return {
    findings: sortBy(findings, orderOfFinding),
    absorbed: sortBy(absorbed, orderOfAbsorbed),
  };
}

/** What absorbed verdicts are sorted by in a report. */
export function orderOfAbsorbed({ ruleId, accountId, region, id }: AbsorbedResult): readonly string[] {
  return [ruleId, accountId, region, id];
}

/** What each finding absorbs, by its id. */
function absorbsOf(absorbed: readonly AbsorbedResult[]): (findingId: string) => Pick<Finding, 'absorbs'> {
  const told = listsOf(
    absorbed.map(({ id, ruleId, title, resource, part, toldBy }) => [
      toldBy.id,
      { id, ruleId, title, resourceId: resource.id, ...(part === undefined ? {} : { part }) },
    ]),
  );
  return (findingId) => {
    const absorbs = told.get(findingId);
    return absorbs === undefined
      ? {}
      : { absorbs: sortBy(absorbs, ({ ruleId, resourceId, id }) => [ruleId, resourceId, id]) };
  };
}

function singleFinding(failed: Failed, at: string): Finding {
  const { id, ruleId, accountId, region, partition, verdict, title, severity, status, chosen } = failed;
  const { rule } = chosen;
  return {
    schemaVersion: REPORT_SCHEMA_VERSION,
    id,
    type: verdict.type ?? rule.type,
    ruleId,
    title,
    description: verdict.description,
    why: rule.why,
    severity,
    ...exposureOf([failed]),
    status,
    ...suppressionOf([failed]),
    accountId,
    region,
    partition,
    resources: [resourceOf(failed, verdict.resource)],
    ...partOf(failed),
    evidence: verdict.evidence,
    ...reachabilityOf(verdict.networkReachability),
    ...carriedOver(verdict),
    remediation: remediationOf(failed, commandsOf(failed)),
    compliance: complianceOf([failed]),
    ...observedAt(at, [failed]),
  };
}

/** It says what its active parts say; of those that are suppressed only where all are. */
function gatheredFinding({ id, region, gathered, parts }: Group, at: string): Finding {
  const [first] = parts;
  const { ruleId, accountId, partition, chosen } = first;
  const active = parts.filter(({ status }) => status === 'ACTIVE');
  const telling = active.length === 0 ? parts : active;
  const worst = telling.reduce((a, b) => (b.score > a.score ? b : a));
  return {
    schemaVersion: REPORT_SCHEMA_VERSION,
    id,
    type: gathered.type ?? chosen.rule.type,
    ruleId,
    title: gathered.title ?? chosen.rule.title,
    description: gathered.description,
    why: chosen.rule.why,
    severity: worst.severity,
    ...exposureOf(telling),
    status: active.length === 0 ? first.status : 'ACTIVE',
    ...(active.length === 0 ? suppressionOf(parts) : {}),
    accountId,
    region,
    partition,
    resources: [resourceOf({ region, partition }, gathered.resource)],
    evidence: gathered.evidence ?? {},
    parts: parts.map((part) => findingPart(part, at)),
    remediation: remediationOf(first, [...new Set(telling.flatMap(commandsOf))].slice(0, COMMANDS_OF_PARTS)),
    compliance: complianceOf(parts),
    ...observedAt(at, parts),
  };
}

function findingPart(failed: Failed, at: string): FindingPart {
  const { id, accountId, region, verdict, severity, status } = failed;
  return {
    id,
    accountId,
    region,
    resource: resourceOf(failed, verdict.resource),
    ...partOf(failed),
    description: verdict.description,
    severity,
    ...exposureOf([failed]),
    status,
    ...suppressionOf([failed]),
    evidence: verdict.evidence,
    ...reachabilityOf(verdict.networkReachability),
    ...carriedOver(verdict),
    commands: [...commandsOf(failed)],
    ...observedAt(at, [failed]),
  };
}

function absorbedOf(failed: Failed, toldBy: ToldBy, at: string): AbsorbedResult {
  const { id, ruleId, accountId, region, verdict, title, severity } = failed;
  return {
    id,
    ruleId,
    title,
    description: verdict.description,
    severity,
    ...exposureOf([failed]),
    accountId,
    region,
    resource: resourceOf(failed, verdict.resource),
    ...partOf(failed),
    evidence: verdict.evidence,
    ...carriedOver(verdict),
    toldBy,
    ...observedAt(at, [failed]),
  };
}

/** The controls that fail by any of these verdicts, of one rule. */
function complianceOf(failed: readonly Failed[]): Finding['compliance'] {
  const told = (failed[0]?.chosen.controls ?? []).filter(({ part, resourceType, aspects }) =>
    failed.some(
      (one) =>
        (part ?? one.part ?? '') === (one.part ?? '') &&
        (resourceType ?? one.verdict.resource.type) === one.verdict.resource.type &&
        (aspects?.some((aspect) => one.verdict.aspects?.includes(aspect)) ?? true),
    ),
  );
  const all = new Map(
    told.map(({ framework, control }) => [`${framework} ${control}`, { framework, control }]),
  );
  return [...all.values()];
}

function remediationOf({ chosen }: Failed, commands: readonly string[]): Finding['remediation'] {
  const { text, url } = chosen.rule.remediation;
  return { recommendation: { text, url }, commands: [...commands] };
}

function commandsOf({ chosen, verdict }: Failed): readonly string[] {
  const { command } = chosen.rule.remediation;
  return verdict.commands ?? (command === undefined ? [] : [command]);
}

/** Of several, all reasons, and the day on which the first of them ends. */
function suppressionOf(failed: readonly Failed[]): Pick<Finding, 'suppression'> {
  const all = failed.flatMap(({ suppression }) => (suppression === undefined ? [] : [suppression]));
  if (all.length === 0) return {};
  const [until] = all.flatMap((each) => each.until ?? []).sort();
  const reason = [...new Set(all.map((each) => each.reason))].join('; ');
  return { suppression: { reason, ...(until === undefined ? {} : { until }) } };
}

function partOf({ part }: Failed): { part?: string } {
  return part === undefined ? {} : { part };
}

function exposureOf(failed: readonly Failed[]): Pick<Finding, 'exposure'> {
  const exposure = widestExposure(failed.map(({ verdict }) => verdict.exposure));
  return exposure === undefined ? {} : { exposure };
}

function reachabilityOf(
  reachability: NetworkReachability | undefined,
): Pick<Finding, 'networkReachabilityDetails'> {
  if (reachability === undefined) return {};
  const { openPortRange, protocol, networkPath } = reachability;
  const steps = networkPath.steps.map(({ componentId, componentType }) => ({ componentId, componentType }));
  return {
    networkReachabilityDetails: { openPortRange: { ...openPortRange }, protocol, networkPath: { steps } },
  };
}

/** What AWS's own detectors say, in the form of a report. */
function carriedOver({ detectedBy, vulnerability }: Fail): Pick<FindingPart, 'detectedBy' | 'vulnerability'> {
  return {
    ...(detectedBy === undefined ? {} : { detectedBy: { ...detectedBy } }),
    ...(vulnerability === undefined
      ? {}
      : {
          vulnerability: {
            ...vulnerability,
            packages: vulnerability.packages.map((each) => ({ ...each })),
            cvss: vulnerability.cvss.map((each) => ({ ...each })),
            relatedVulnerabilities: copied(vulnerability.relatedVulnerabilities),
            referenceUrls: copied(vulnerability.referenceUrls),
            lastKnownExploitAt: vulnerability.lastKnownExploitAt?.toISOString(),
            knownExploited: vulnerability.knownExploited && {
              ...vulnerability.knownExploited,
              dateAdded: vulnerability.knownExploited.dateAdded?.toISOString(),
              dateDue: vulnerability.knownExploited.dateDue?.toISOString(),
            },
          },
        }),
  };
}

function copied<T>(list: readonly T[] | undefined): T[] | undefined {
  return list && [...list];
}

/**
 * AWS's own times where AWS's detector saw it, of several parts the first and the last; else the moment of the scan, but
 * never before the first: an attack may begin while the scan runs.
 */
function observedAt(
  at: string,
  failed: readonly Failed[],
): Pick<Finding, 'firstObservedAt' | 'lastObservedAt' | 'updatedAt'> {
  const times = (name: keyof Observed) =>
    failed.map(({ verdict }) => verdict.observed?.[name]?.toISOString() ?? at).sort();
  const [first = at] = times('firstObservedAt');
  const last = (name: keyof Observed) => [first, ...times(name)].sort().at(-1) ?? at;
  return {
    firstObservedAt: first,
    lastObservedAt: last('lastObservedAt'),
    updatedAt: last('updatedAt'),
  };
}
