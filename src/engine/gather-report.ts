import type { Session } from '../aws/session.ts';
import { version } from '../aws/version.ts';
import { countFindings } from '../finding/count-findings.ts';
import { fingerprint } from '../finding/fingerprint.ts';
import type {
  Finding,
  FindingResource,
  NotApplicableResult,
  PassedResult,
  Report,
  RuleResult,
  UnknownResult,
} from '../finding/report.ts';
import { REPORT_SCHEMA_VERSION } from '../finding/schema-version.ts';
import { severityOf } from '../finding/severity.ts';
import {
  type Fail,
  highestSeverity,
  type NetworkReachability,
  type Resource,
  type Unknown,
  type Verdict,
} from '../rule/rule.ts';
import type { ChosenRule } from './chosen-rule.ts';
import type { Failure, Outcome } from './outcome.ts';

type Counts = RuleResult['counts'];

/** How the scan went, for the report. */
export interface ScanFacts {
  readonly interrupted: boolean;
  readonly replayed: boolean;
  readonly durationSeconds: number;
  /** Calls by IAM action, retries included. */
  readonly calls: ReadonlyMap<string, number>;
}

/** Gathers outcomes as they come and keeps of them only what the report says. */
export class ReportGatherer {
  readonly #findings: Finding[] = [];
  readonly #unknowns: UnknownResult[] = [];
  readonly #notApplicable: NotApplicableResult[] = [];
  readonly #passed: PassedResult[] = [];
  readonly #rules: Map<string, { readonly chosen: ChosenRule; readonly scopes: RuleResult['scopes'] }>;
  readonly #accounts: { readonly accountId: string; readonly principalArn: string }[] = [];
  readonly #regions = new Set<string>();
  readonly #regionsOff = new Set<string>();
  #regionsUnlisted: string | undefined;
  readonly #scopes = new Set<string>();
  #partition = '';

  /** @param options.includePassed keeps passed verdicts with resource and evidence, not only their number. */
  constructor(
    rules: readonly ChosenRule[],
    /** `now` is the moment that ages are judged by. */
    readonly options: { readonly now: Date; readonly includePassed: boolean },
  ) {
    this.#rules = new Map(rules.map((chosen) => [chosen.id, { chosen, scopes: [] }]));
  }

  addAccount({ accountId, principalArn, partition, regions }: Session): void {
    this.#accounts.push({ accountId, principalArn });
    this.#partition = partition.id;
    for (const region of regions.scanned) this.#regions.add(region);
    for (const region of regions.off) this.#regionsOff.add(region);
    this.#regionsUnlisted ??= regions.unlisted?.message;
  }

  add(outcome: Outcome): void {
    const { chosen, accountId, region, verdicts, failure } = outcome;
    const counts = countVerdicts(verdicts, failure);
    this.#scopes.add(`${chosen.rule.scope} ${accountId} ${region}`);
    this.#addCounts(chosen.id, { accountId, region, counts });
    for (const verdict of verdicts) this.#addVerdict(outcome, verdict);
    if (failure !== undefined) this.#addFailure(outcome, failure);
  }

  report({ interrupted, replayed, durationSeconds, calls }: ScanFacts): Report {
    const rules = [...this.#rules].map(
      ([ruleId, { chosen, scopes }]): RuleResult => ({
        ruleId,
        title: chosen.rule.title,
        severity: severityOf(chosen.rule.severity),
        counts: sum(scopes.map(({ counts }) => counts)),
        scopes: sortBy(scopes, ({ accountId, region }) => [accountId, region]),
      }),
    );
    return {
      schemaVersion: REPORT_SCHEMA_VERSION,
      product: { name: 'postern', version },
      scan: {
        status: interrupted ? 'INTERRUPTED' : 'COMPLETE',
        source: replayed ? 'TAPE' : 'AWS',
        startedAt: this.options.now.toISOString(),
        durationSeconds,
        partition: this.#partition,
        accounts: sortBy(this.#accounts, ({ accountId }) => [accountId]),
        regions: [...this.#regions].sort(),
        regionsLeftOut: {
          off: [...this.#regionsOff].sort(),
          ...(this.#regionsUnlisted === undefined ? {} : { unlisted: this.#regionsUnlisted }),
        },
        scopes: this.#scopes.size,
        calls: {
          total: [...calls.values()].reduce((a, b) => a + b, 0),
          byAction: Object.fromEntries([...calls].sort(([a], [b]) => (a < b ? -1 : 1))),
        },
      },
      summary: {
        rules: rules.length,
        findings: countFindings(this.#findings),
        verdicts: sum(rules.map(({ counts }) => counts)),
      },
      findings: sortBy(this.#findings, (finding) => [
        10 - finding.severity.score,
        ...place(finding),
        finding.id,
      ]),
      absorbed: [],
      unknowns: sortBy(this.#unknowns, (unknown) => [
        10 - unknown.severity.score,
        ...place(unknown),
        unknown.resource?.id ?? '',
        unknown.part ?? '',
        unknown.reason,
      ]),
      notApplicable: sortBy(this.#notApplicable, (result) => [
        ...place(result),
        result.resource?.id ?? '',
        result.reason,
      ]),
      ...(this.options.includePassed
        ? {
            passed: sortBy(this.#passed, (result) => [
              ...place(result),
              result.resource.id,
              result.part ?? '',
            ]),
          }
        : {}),
      rules: sortBy(rules, ({ ruleId }) => [ruleId]),
    };
  }

  /** One entry a place, also where Regions that AWS did not list are told of beside the home Region. */
  #addCounts(ruleId: string, { accountId, region, counts }: RuleResult['scopes'][number]): void {
    const scopes = this.#rules.get(ruleId)?.scopes;
    const same = scopes?.find((scope) => scope.accountId === accountId && scope.region === region);
    if (same === undefined) scopes?.push({ accountId, region, counts });
    else same.counts = sum([same.counts, counts]);
  }

  #addVerdict(outcome: Outcome, verdict: Verdict): void {
    const { chosen, accountId, region } = outcome;
    const where = { ruleId: chosen.id, accountId, region };
    switch (verdict.status) {
      case 'fail':
        this.#findings.push(findingOf(outcome, verdict, this.options.now));
        break;
      case 'unknown':
        this.#unknowns.push(unknownOf(outcome, verdict));
        break;
      case 'notApplicable':
        this.#notApplicable.push({
          ...where,
          ...(verdict.resource === undefined ? {} : { resource: resourceOf(outcome, verdict.resource) }),
          reason: verdict.reason,
        });
        break;
      case 'pass':
        if (this.options.includePassed) {
          this.#passed.push({
            ...where,
            resource: resourceOf(outcome, verdict.resource),
            ...(verdict.part === undefined ? {} : { part: verdict.part }),
            evidence: verdict.evidence,
          });
        }
    }
  }

  #addFailure(outcome: Outcome, failure: Failure): void {
    const { chosen, accountId, region } = outcome;
    if (failure.status === 'unknown') this.#unknowns.push(unknownOf(outcome, failure));
    else this.#notApplicable.push({ ruleId: chosen.id, accountId, region, reason: failure.reason });
  }
}

function findingOf(outcome: Outcome, verdict: Fail, now: Date): Finding {
  const { chosen, accountId, region, partition } = outcome;
  const { rule, id: ruleId } = chosen;
  const identity = { ruleId, accountId, region, resourceId: verdict.resource.id, part: verdict.part };
  const observed = now.toISOString();
  return {
    schemaVersion: REPORT_SCHEMA_VERSION,
    id: fingerprint(identity),
    type: verdict.type ?? rule.type,
    ruleId,
    title: verdict.title ?? rule.title,
    description: verdict.description,
    why: rule.why,
    severity: severityOf(verdict.severity?.score ?? rule.severity, verdict.severity?.reason),
    status: 'ACTIVE',
    accountId,
    region,
    partition,
    resources: [resourceOf(outcome, verdict.resource)],
    ...(verdict.part === undefined ? {} : { part: verdict.part }),
    evidence: verdict.evidence,
    ...(verdict.networkReachability === undefined
      ? {}
      : { networkReachabilityDetails: reachabilityOf(verdict.networkReachability) }),
    remediation: {
      recommendation: { text: rule.remediation.text, url: rule.remediation.url },
      commands: [
        ...(verdict.commands ?? (rule.remediation.command === undefined ? [] : [rule.remediation.command])),
      ],
    },
    compliance: [],
    firstObservedAt: observed,
    lastObservedAt: observed,
    updatedAt: observed,
  };
}

function reachabilityOf({ openPortRange, protocol, networkPath }: NetworkReachability) {
  const steps = networkPath.steps.map(({ componentId, componentType }) => ({ componentId, componentType }));
  return { openPortRange: { ...openPortRange }, protocol, networkPath: { steps } };
}

function unknownOf(
  outcome: Outcome,
  unknown: Unknown | Extract<Failure, { status: 'unknown' }>,
): UnknownResult {
  const { chosen, accountId, region } = outcome;
  const errors = unknown.error?.all ?? [];
  const denied = errors.filter(({ kind }) => kind === 'denied');
  const [worst] = denied.length > 0 ? denied : errors;
  return {
    ruleId: chosen.id,
    accountId,
    region,
    kind:
      worst === undefined
        ? 'resource' in unknown
          ? 'undetermined'
          : 'failed'
        : worst.kind === 'unavailable'
          ? 'failed'
          : worst.kind,
    severity: severityOf(highestSeverity(chosen.rule)),
    ...('resource' in unknown ? { resource: resourceOf(outcome, unknown.resource) } : {}),
    ...('part' in unknown && unknown.part !== undefined ? { part: unknown.part } : {}),
    reason: unknown.reason,
    missingPermissions: denied.map(({ action, accountId, region, deniedBy }) => ({
      action,
      accountId,
      region,
      ...(deniedBy === undefined ? {} : { deniedBy }),
    })),
  };
}

function resourceOf({ region, partition }: Outcome, resource: Resource): FindingResource {
  return {
    type: resource.type,
    id: resource.id,
    region: resource.region ?? region,
    partition,
    ...(resource.tags === undefined ? {} : { tags: { ...resource.tags } }),
    ...(resource.details === undefined ? {} : { details: { ...resource.details } }),
  };
}

function countVerdicts(verdicts: readonly Verdict[], failure: Failure | undefined): Counts {
  const statuses = [...verdicts, ...(failure === undefined ? [] : [failure])].map(({ status }) => status);
  const count = (wanted: string) => statuses.filter((status) => status === wanted).length;
  return {
    passed: count('pass'),
    failed: count('fail'),
    unknown: count('unknown'),
    notApplicable: count('notApplicable'),
  };
}

function sum(all: readonly Counts[]): Counts {
  const total = (field: keyof Counts) => all.reduce((amount, counts) => amount + counts[field], 0);
  return {
    passed: total('passed'),
    failed: total('failed'),
    unknown: total('unknown'),
    notApplicable: total('notApplicable'),
  };
}

function place({ ruleId, accountId, region }: { ruleId: string; accountId: string; region: string }) {
  return [ruleId, accountId, region];
}

/** Sorted by a list of keys, each compared as what it is. The same items always come in the same order. */
function sortBy<T>(items: readonly T[], keys: (item: T) => readonly (string | number)[]): T[] {
  return items
    .map((item) => ({ item, keys: keys(item) }))
    .sort((a, b) => compare(a.keys, b.keys))
    .map(({ item }) => item);
}

function compare(a: readonly (string | number)[], b: readonly (string | number)[]): number {
  for (const [index, key] of a.entries()) {
    const other = b[index];
    if (other === undefined || key === other) continue;
    return key < other ? -1 : 1;
  }
  return 0;
}
