import { diffOf } from '../finding/history/diff.ts';
import { outlineOf } from '../finding/history/outline.ts';
import type { AbsorbedResult, Finding, FindingPart, Report, UnknownResult } from '../finding/report.ts';
import { lowestScore, type SeverityLabel } from '../finding/severity.ts';
import { unknownVerdicts } from '../finding/unknowns.ts';

/** Parts that are told at once; the others on a page of their own. */
const PARTS_AT_ONCE = 25;
/** Resources of a finding that a list tells. */
const RESOURCES_LISTED = 5;
/** Verdicts of one resource, or of one kind of change, that are told. */
const MOST_TOLD = 100;

export interface FindingFilter {
  readonly severity?: SeverityLabel | undefined;
  readonly service?: string | undefined;
  readonly rule?: string | undefined;
  readonly account?: string | undefined;
  readonly region?: string | undefined;
  readonly status?: Finding['status'] | undefined;
  readonly text?: string | undefined;
}

export interface Page {
  readonly offset: number;
  readonly limit: number;
}

/** How the scan went, and what it came to, without the lists. */
export function summaryOf({ scan, summary, product, unknowns, baseline, frameworks }: Report) {
  return {
    product,
    scan,
    summary,
    rulesUnknownSomewhere: new Set(unknownVerdicts(unknowns).map(({ ruleId }) => ruleId)).size,
    ...(baseline === undefined ? {} : { baseline: { ...baseline, gone: baseline.gone.length } }),
    ...(frameworks === undefined
      ? {}
      : { frameworks: frameworks.map(({ id, title, score }) => ({ id, title, score })) }),
  };
}

/** Findings that pass a filter, in short, in the order of the report: the most severe first. */
export function findingsOf({ findings }: Report, filter: FindingFilter, { offset, limit }: Page) {
  const found = findings.filter((finding) => passes(finding, filter));
  return {
    total: found.length,
    offset,
    findings: found.slice(offset, offset + limit).map((finding) => ({
      id: finding.id,
      ruleId: finding.ruleId,
      title: finding.title,
      description: finding.description,
      severity: finding.severity,
      exposure: finding.exposure,
      status: finding.status,
      baselineState: finding.baselineState,
      accountId: finding.accountId,
      region: finding.region,
      resources: finding.resources.slice(0, RESOURCES_LISTED).map(({ id }) => id),
      resourcesInAll: finding.resources.length,
      parts: finding.parts?.length,
      absorbs: finding.absorbs?.length,
    })),
  };
}

function passes(finding: Finding, filter: FindingFilter): boolean {
  const { severity, service, rule, account, region, status = 'ACTIVE', text } = filter;
  const places = [finding, ...(finding.parts ?? [])];
  return (
    (severity === undefined || finding.severity.score >= lowestScore(severity)) &&
    (service === undefined || finding.ruleId.startsWith(`${service}/`)) &&
    (rule === undefined || finding.ruleId === rule) &&
    (account === undefined || places.some(({ accountId }) => accountId === account)) &&
    (region === undefined || places.some((place) => place.region === region)) &&
    finding.status === status &&
    (text === undefined || JSON.stringify(finding).toLowerCase().includes(text.toLowerCase()))
  );
}

/** One finding, or the finding of a part, in full, with what it absorbs; its parts page by page. */
export function findingById({ findings, absorbed }: Report, id: string, partsFrom: number) {
  const finding = findings.find((one) => one.id === id || one.parts?.some((part) => part.id === id));
  if (finding === undefined) {
    const told = absorbed.find((one) => one.id === id);
    return told && { absorbed: told };
  }
  const { parts, ...rest } = finding;
  const own = parts?.find((part) => part.id === id);
  return {
    ...rest,
    ...(parts === undefined
      ? {}
      : {
          parts: own === undefined ? parts.slice(partsFrom, partsFrom + PARTS_AT_ONCE) : [own],
          partsInAll: parts.length,
        }),
    absorbed: absorbed.filter(({ toldBy }) => toldBy.id === finding.id).slice(0, PARTS_AT_ONCE),
  };
}

export interface UnknownFilter {
  readonly rule?: string | undefined;
  readonly account?: string | undefined;
  readonly region?: string | undefined;
}

/** What could not be judged, and why: by reason, with the rules and the permissions that are missing. */
export function unknownsOf({ unknowns }: Report, filter: UnknownFilter, { offset, limit }: Page) {
  const found = unknownVerdicts(unknowns).filter(
    ({ ruleId, accountId, region }) =>
      (filter.rule === undefined || ruleId === filter.rule) &&
      (filter.account === undefined || accountId === filter.account) &&
      (filter.region === undefined || region === filter.region),
  );
  const byReason = new Map<string, UnknownResult[]>();
  for (const unknown of found) {
    const alike = byReason.get(unknown.reason);
    if (alike === undefined) byReason.set(unknown.reason, [unknown]);
    else alike.push(unknown);
  }
  const reasons = [...byReason].map(([reason, verdicts]) => ({
    reason,
    kind: verdicts[0]?.kind,
    verdicts: verdicts.length,
    rules: [...new Set(verdicts.map(({ ruleId }) => ruleId))],
    places: [...new Set(verdicts.map(({ accountId, region }) => `${accountId} ${region}`))],
    resources: [...new Set(verdicts.flatMap(({ resource }) => resource?.id ?? []))].slice(0, PARTS_AT_ONCE),
    missingPermissions: [
      ...new Set(verdicts.flatMap((one) => one.missingPermissions.map(({ action }) => action))),
    ],
  }));
  return {
    total: found.length,
    reasons: reasons.slice(offset, offset + limit),
    reasonsInAll: reasons.length,
  };
}

type Failed = Finding | FindingPart | AbsorbedResult;

/** All that the report says of one resource, by its ARN or id: what failed with the evidence, what is unknown, what passed. */
export function resourceIn(report: Report, id: string) {
  const names = (resource: { readonly id: string } | undefined) => resource?.id === id;
  const failed = [
    ...report.findings.flatMap((finding) => [
      ...(finding.parts === undefined && finding.resources.some(names)
        ? [evidenceOf(finding, finding.ruleId)]
        : []),
      ...(finding.parts ?? [])
        .filter(({ resource }) => names(resource))
        .map((part) => evidenceOf(part, finding.ruleId)),
    ]),
    ...report.absorbed.filter(({ resource }) => names(resource)).map((one) => evidenceOf(one, one.ruleId)),
  ];
  const unknown = unknownVerdicts(report.unknowns).filter(({ resource }) => names(resource));
  const passed = report.passed?.filter(({ resource }) => names(resource));
  const notApplicable = report.notApplicable.filter(({ resource }) => names(resource));
  if (failed.length + unknown.length + (passed?.length ?? 0) + notApplicable.length === 0) return undefined;
  return {
    resource: id,
    failed: failed.slice(0, MOST_TOLD),
    failedInAll: failed.length,
    unknown: unknown.slice(0, MOST_TOLD),
    notApplicable: notApplicable.slice(0, MOST_TOLD),
    passed:
      passed === undefined ? 'not in this report: scan with --include-passed' : passed.slice(0, MOST_TOLD),
  };
}

function evidenceOf(failed: Failed, ruleId: string) {
  const { id, description, severity, accountId, region, part, evidence } = { part: undefined, ...failed };
  return {
    id,
    ruleId,
    ...{ description, severity, accountId, region, part, evidence },
    ...('status' in failed ? { status: failed.status } : { toldBy: failed.toldBy }),
  };
}

/** Ids of resources in the report that hold a text, for who does not know the whole of one. */
export function resourcesLike(report: Report, text: string): readonly string[] {
  const wanted = text.toLowerCase();
  const ids = [
    ...report.findings.flatMap(({ resources, parts }) => [
      ...resources,
      ...(parts ?? []).map(({ resource }) => resource),
    ]),
    ...report.absorbed.map(({ resource }) => resource),
    ...unknownVerdicts(report.unknowns).flatMap(({ resource }) => resource ?? []),
  ].map(({ id }) => id);
  return [...new Set(ids)].filter((id) => id.toLowerCase().includes(wanted)).slice(0, PARTS_AT_ONCE);
}

/** What is new, persisting and gone from one report to another: failed verdicts, which are findings or parts of them. */
export function comparisonOf(old: Report, current: Report) {
  const { added, persisting, worse, gone, suppressed, toldByAnother, onlyOld, onlyNew, notCompared } = diffOf(
    outlineOf(old),
    outlineOf(current),
  );
  const told = <Item>(items: readonly Item[]) => ({ total: items.length, first: items.slice(0, MOST_TOLD) });
  return {
    old: old.scan.startedAt,
    current: current.scan.startedAt,
    new: told(added),
    persisting: persisting.length,
    worse: told(worse),
    gone: told(gone),
    suppressed: told(suppressed),
    toldByAnother: told(toldByAnother),
    onlyInOld: told(onlyOld),
    onlyInCurrent: told(onlyNew),
    notCompared,
  };
}
