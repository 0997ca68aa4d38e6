import { ReadError } from '../aws/read-error.ts';
import type { Session } from '../aws/session.ts';
import { version } from '../aws/version.ts';
import { countFinding, noFindings } from '../finding/count-findings.ts';
import type {
  AbsorbedResult,
  Assurance,
  Finding,
  NotApplicableResult,
  PassedResult,
  Report,
  RuleResult,
  SuppressionEntry,
} from '../finding/report.ts';
import type { ReportHead } from '../finding/report-source.ts';
import { REPORT_SCHEMA_VERSION } from '../finding/schema-version.ts';
import { severityOf } from '../finding/severity.ts';
import type { Framework } from '../rule/framework.ts';
import type { Verdict } from '../rule/rule.ts';
import type { ChosenRule } from './chosen-rule.ts';
import { type Counts, NONE, sum } from './counts.ts';
import { type Failed, failedOf, resourceOf } from './failed.ts';
import { INTERRUPTED } from './interruption.ts';
import { type CountedKind, type JudgedRule, judgeFramework, rulesByKind } from './judge-framework.ts';
import { sortBy } from './order.ts';
import type { Failure, Outcome } from './outcome.ts';
import { Suppressions } from './suppressions.ts';
import { orderOfAbsorbed, tellFailed } from './tell-failed.ts';
import { tellUnknown, type Unjudged, unjudgedOf } from './tell-unknown.ts';

/** What the report is to say beside what was found. */
export interface GatherOptions {
  /** The moment that ages and the ends of suppressions are judged by. */
  readonly now: Date;
  /** Keeps passed verdicts with resource and evidence, not only their number. */
  readonly includePassed: boolean;
  /** Frameworks to judge by what the rules say; none unless told. */
  readonly frameworks?: readonly Framework[];
  /** Entries of the configuration that suppress failed verdicts; none unless told. */
  readonly suppressions?: readonly SuppressionEntry[];
}

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
  #failed: Failed[] = [];
  readonly #absorbed: AbsorbedResult[] = [];
  readonly #findings = noFindings();
  readonly #unjudged: Unjudged[] = [];
  readonly #notApplicable: NotApplicableResult[] = [];
  readonly #passed: PassedResult[] = [];
  readonly #rules: Map<string, { readonly chosen: ChosenRule; readonly scopes: RuleResult['scopes'] }>;
  readonly #accounts: Report['scan']['accounts'] = [];
  readonly #regions = new Set<string>();
  readonly #regionsOff = new Set<string>();
  #regionsUnlisted: string | undefined;
  /** All that AWS lists; undefined where it did not. */
  #regionsListed: Set<string> | undefined = new Set();
  /** Whether every Region that an account has enabled was scanned. */
  #everyRegion = true;
  readonly #scopes = new Set<string>();
  /** Of rules of which a framework wants some verdicts alone: what they said, kind by kind. */
  readonly #kinds: ReadonlyMap<string, Map<string, CountedKind>>;
  #partition = '';
  readonly #suppressions: Suppressions;

  constructor(
    rules: readonly ChosenRule[],
    readonly options: GatherOptions,
  ) {
    this.#suppressions = new Suppressions(options.suppressions ?? [], options.now);
    this.#rules = new Map(rules.map((chosen) => [chosen.id, { chosen, scopes: [] }]));
    this.#kinds = new Map([...rulesByKind(options.frameworks ?? [])].map((id) => [id, new Map()]));
  }

  addAccount({ accountId, principalArn, partition, regions }: Session): void {
    this.#accounts.push({ accountId, principalArn });
    this.#partition = partition.id;
    for (const region of regions.scanned) this.#regions.add(region);
    for (const region of regions.off) this.#regionsOff.add(region);
    this.#regionsUnlisted ??= regions.unlisted?.message;
    const { enabled, listed, scanned } = regions;
    if (listed === undefined) this.#regionsListed = undefined;
    for (const region of listed ?? []) this.#regionsListed?.add(region);
    if (enabled instanceof ReadError || scanned.length < enabled.length) this.#everyRegion = false;
  }

  nameAccount(accountId: string, alias: string | undefined): void {
    const account = this.#accounts.find((one) => one.accountId === accountId);
    if (account !== undefined && alias !== undefined) account.alias = alias;
  }

  assureAccount(accountId: string, artifact: Assurance | undefined): void {
    const account = this.#accounts.find((one) => one.accountId === accountId);
    if (account !== undefined && artifact !== undefined) account.artifact = artifact;
  }

  add(outcome: Outcome): void {
    const { chosen, accountId, region, verdicts, passed = 0, failure } = outcome;
    const counts = sum([countVerdicts(verdicts, failure), { ...NONE, passed }]);
    if (failure !== INTERRUPTED) this.#scopes.add(`${chosen.rule.scope} ${accountId} ${region}`);
    this.#addCounts(chosen.id, { accountId, region, counts });
    this.#countKinds(outcome);
    for (const verdict of verdicts) this.#addVerdict(outcome, verdict);
    if (failure !== undefined) this.#addFailure(outcome, failure);
  }

  /** What was found since the last time, in the order of a report: that of one account, when it is done. */
  takeFindings(): readonly Finding[] {
    const { findings, absorbed } = tellFailed(this.#failed, this.options.now);
    this.#failed = [];
    for (const one of absorbed) this.#absorbed.push(one);
    for (const finding of findings) countFinding(this.#findings, finding);
    return findings;
  }

  /** Everything but the findings, when all were taken. */
  head({ interrupted, replayed, durationSeconds, calls }: ScanFacts): ReportHead {
    const rules = [...this.#rules].map(
      ([ruleId, { chosen, scopes }]): RuleResult => ({
        ruleId,
        title: chosen.rule.title,
        severity: severityOf(chosen.rule.severity),
        counts: sum(scopes.map(({ counts }) => counts)),
        scopes: sortBy(scopes, ({ accountId, region }) => [accountId, region]),
      }),
    );
    const { frameworks } = this.options;
    const unknowns = tellUnknown(this.#unjudged);
    const suppressions = this.#suppressions.told({
      complete: !interrupted,
      regions: this.#regions,
      listed: this.#regionsListed,
      unknowns,
      rules: [...this.#rules.values()].map(({ chosen, scopes }) => ({
        id: chosen.id,
        regional: chosen.rule.scope === 'region',
        scopes,
      })),
    });
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
        findings: this.#findings,
        verdicts: sum(rules.map(({ counts }) => counts)),
      },
      ...(suppressions === undefined ? {} : { suppressions }),
      ...(frameworks === undefined
        ? {}
        : { frameworks: frameworks.map((framework) => judgeFramework(framework, this.#judgedRules())) }),
      absorbed: sortBy(this.#absorbed, orderOfAbsorbed),
      unknowns,
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

  #judgedRules(): ReadonlyMap<string, JudgedRule> {
    return new Map(
      [...this.#rules].map(([id, { chosen, scopes }]) => [
        id,
        {
          chosen,
          judged: scopes.length > 0,
          everywhere: this.#everyRegion || !isOfScannedRegions(chosen.rule),
          counts: sum(scopes.map(({ counts }) => counts)),
          kinds: [...(this.#kinds.get(id)?.values() ?? [])],
        },
      ]),
    );
  }

  /** What does not apply names no part, and a scope that could not be judged nothing at all. */
  #countKinds({ chosen, verdicts, passedOn = [], failure }: Outcome): void {
    const kinds = this.#kinds.get(chosen.id);
    if (kinds === undefined) return;
    const add = (kind: Omit<CountedKind, 'counts'>, counts: Counts) => {
      const key = JSON.stringify(kind);
      kinds.set(key, { ...kind, counts: sum([kinds.get(key)?.counts ?? NONE, counts]) });
    };
    for (const { passed, ...kind } of passedOn) add(kind, { ...NONE, passed });
    for (const verdict of verdicts) {
      const type = verdict.resource?.type;
      add(
        {
          ...(type === undefined ? {} : { resourceType: type }),
          ...(verdict.status === 'notApplicable' ? {} : { part: verdict.part ?? '' }),
          ...(verdict.status === 'fail' && verdict.aspects !== undefined ? { aspects: verdict.aspects } : {}),
        },
        countVerdicts([verdict], undefined),
      );
    }
    if (failure !== undefined) add({}, countVerdicts([], failure));
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
        this.#failed.push(this.#suppressions.applied(failedOf(outcome, verdict)));
        break;
      case 'unknown':
        this.#unjudged.push(unjudgedOf(outcome, verdict));
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
    if (failure.status === 'unknown') this.#unjudged.push(unjudgedOf(outcome, failure));
    else this.#notApplicable.push({ ruleId: chosen.id, accountId, region, reason: failure.reason });
  }
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

function place({ ruleId, accountId, region }: { ruleId: string; accountId: string; region: string }) {
  return [ruleId, accountId, region];
}

/** Whether what a rule says depends on which Regions are scanned. */
function isOfScannedRegions({ scope, reads }: ChosenRule['rule']): boolean {
  const calls = Object.values(reads).flatMap((reader) => reader.calls);
  return scope === 'region' || calls.some(({ where }) => where === 'every scanned Region');
}
