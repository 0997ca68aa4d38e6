import type { Invocation, RunAutomationDetails } from 'sarif';
import type { ReportHead, ReportSource } from '../../finding/report-source.ts';
import { visibleJson } from '../content/escape.ts';
import { PackedTexts } from '../content/packed-texts.ts';
import { repositoryPath } from '../content/repository-path.ts';
import { count, figure, listed } from '../content/wording.ts';
import { notifications } from './notifications.ts';
import { sarifResult } from './result.ts';
import { type RuleFacts, sarifRule, sarifRuleId } from './rule.ts';

/** What code scanning takes: https://docs.github.com/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning */
export const LIMITS = {
  /** In a file. */
  runs: 20,
  /** In a run. */
  results: 25_000,
  /** That are shown of a run. */
  shown: 5_000,
  /** Of a compressed file, in bytes, less what the heads of runs take up. */
  bytes: 9_500_000,
};

export interface SarifOptions {
  /** The file of the repository that findings are shown at, from its root. */
  readonly sarifLocation: string;
  readonly note: (sentence: string) => void;
}

/** What one run holds. */
interface AccountsRun {
  /** Its place in the file, which its rules and results are kept under. */
  readonly name: string;
  readonly automationDetails: RunAutomationDetails;
  readonly accountIds: Set<string>;
  /** Ids of its rules, in their order. */
  readonly ruleIds: Map<string, number>;
  results: number;
  leftOut: number;
}

/**
 * The report as SARIF 2.1.0, as GitHub code scanning takes it: a run for each account, the most severe findings first,
 * as many as code scanning accepts. Accounts without a finding have a run as well, so that what was mended is closed.
 *
 * What the baseline has and the scan no longer finds is left out: code scanning closes what is missing, and would show
 * what is told as `absent`.
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function sarifWriter(
  { sarifLocation, note }: SarifOptions,
  limits: typeof LIMITS = LIMITS,
): (report: ReportSource) => AsyncGenerator<string> {
  const uri = repositoryPath(sarifLocation).split('/').map(percentEncoded).join('/');
  return async function* sarifReport({ head, findings }) {
    const runs = runsOf(head, limits.runs);
    const texts = new PackedTexts();
    const rules = new Map<string, RuleFacts>(
      head.rules.map(({ ruleId, title, severity }) => [ruleId, { title, score: severity.score }]),
    );
    const [first] = runs.values();
    let full = false;
    for await (const finding of findings()) {
      const run = runs.get(finding.accountId) ?? first;
      if (run === undefined || finding.status === 'CLOSED') continue;
      const own = rules.get(finding.ruleId);
      const ruleId = sarifRuleId(finding, own);
      const known = run.ruleIds.get(ruleId);
      const ruleIndex = known ?? run.ruleIds.size;
      const rule = known === undefined ? listItem(sarifRule(ruleId, finding, own), ruleIndex) : '';
      const result = listItem(sarifResult(finding, { ruleId, ruleIndex, uri }), run.results);
      full ||= !texts.holds(rule + result, limits.bytes);
      if (full || run.results === limits.results) {
        run.leftOut += 1;
        continue;
      }
      run.ruleIds.set(ruleId, ruleIndex);
      run.results += 1;
      texts.add(rulesIn(run), rule);
      texts.add(resultsIn(run), result);
    }
    const distinct = [...new Set(runs.values())];
    for (const sentence of sentences(distinct, limits)) note(sentence);
    yield '{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[';
    for (const [index, run] of distinct.entries()) {
      const driver = shown({ name: 'Postern', semanticVersion: head.product.version });
      yield `${index === 0 ? '' : ','}\n{"tool":{"driver":${driver.slice(0, -1)},"rules":[`;
      yield* texts.of(rulesIn(run));
      const invocations = [invocationOf(head, run)];
      const rest = { automationDetails: run.automationDetails, invocations, columnKind: 'utf16CodeUnits' };
      yield `]}},${shown(rest).slice(1, -1)},"results":[`;
      yield* texts.of(resultsIn(run));
      yield ']}';
    }
    yield '\n]}\n';
  };
}

/**
 * The run of each account. Where there are more accounts than a file may have runs, an account is always in the same
 * one of them, so that its alerts stay where they are when others come and go.
 */
function runsOf({ scan }: ReportHead, most: number): Map<string, AccountsRun> {
  const runs = new Map<string, AccountsRun>();
  const one = scan.accounts.length <= most;
  const byAccount = new Map<string, AccountsRun>();
  for (const { accountId } of scan.accounts) {
    const lot = one ? accountId : `accounts-${Number(accountId) % most}`;
    const run = runs.get(lot) ?? emptyRun(lot);
    runs.set(lot, run);
    run.accountIds.add(accountId);
    byAccount.set(accountId, run);
  }
  for (const run of runs.values())
    run.automationDetails.description = {
      text: `${run.accountIds.size === 1 ? 'AWS account' : 'AWS accounts'} ${listed([...run.accountIds], 20)}`,
    };
  return byAccount.size === 0 ? new Map([['', emptyRun('no-account')]]) : byAccount;
}

/** Code scanning takes what stands before the last slash for the category, which must be another for each run. */
function emptyRun(name: string): AccountsRun {
  return {
    name,
    automationDetails: { id: `postern/${name}/` },
    accountIds: new Set(),
    ruleIds: new Map(),
    results: 0,
    leftOut: 0,
  };
}

function invocationOf(head: ReportHead, run: AccountsRun): Invocation {
  const { scan } = head;
  const { leftOut, results, accountIds } = run;
  return {
    executionSuccessful: scan.status === 'COMPLETE',
    startTimeUtc: scan.startedAt,
    endTimeUtc: new Date(Date.parse(scan.startedAt) + scan.durationSeconds * 1000).toISOString(),
    toolExecutionNotifications: notifications(
      head,
      accountIds,
      leftOut === 0
        ? undefined
        : `${count(leftOut, 'finding')} of ${figure(leftOut + results)} left out here: GitHub takes no more. Those that are told are the most severe.`,
    ),
  };
}

function sentences(runs: readonly AccountsRun[], { results, shown }: typeof LIMITS): string[] {
  const sum = (of: (run: AccountsRun) => number) => runs.reduce((total, run) => total + of(run), 0);
  const leftOut = sum((run) => run.leftOut);
  const hidden = sum((run) => Math.max(0, run.results - shown));
  return [
    ...(leftOut === 0
      ? []
      : [
          `${count(leftOut, 'finding')} left out, the least severe: GitHub takes ${figure(results)} a run and 10 MB a file.`,
        ]),
    ...(hidden === 0
      ? []
      : [
          `GitHub will show ${figure(shown)} findings a run, the most severe, and not the other ${figure(hidden)}.`,
        ]),
  ];
}

function rulesIn({ name }: AccountsRun): string {
  return `${name} rules`;
}

function resultsIn({ name }: AccountsRun): string {
  return `${name} results`;
}

/** One item a line. Its texts are visible already, so that JSON adds nothing that acts on a terminal or in a log. */
function listItem(item: object, index: number): string {
  return `${index === 0 ? '' : ','}\n${shown(item)}`;
}

/** Half of a character has no code in UTF-8. */
function percentEncoded(segment: string): string {
  return encodeURIComponent(segment.replaceAll(/\p{Cs}/gu, '\ufffd'));
}

/** Accounts, URLs and the like are others' texts too. */
function shown(value: unknown): string {
  return visibleJson(JSON.stringify(value));
}
