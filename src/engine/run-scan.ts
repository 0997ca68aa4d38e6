import { aliasOf } from '../accounts/account-alias.ts';
import type { Session } from '../aws/session.ts';
import type { SuppressionEntry } from '../finding/report.ts';
import type { ReportSource } from '../finding/report-source.ts';
import type { Framework } from '../rule/framework.ts';
import { assuranceOf } from './assurance.ts';
import type { ChosenRule } from './chosen-rule.ts';
import type { FindingsSpool } from './findings-spool.ts';
import { ReportGatherer } from './gather-report.ts';
import { unlessInterrupted } from './interruption.ts';
import { scanAccount, scopesOf } from './scan-account.ts';

export interface ScanPlan {
  readonly rules: readonly ChosenRule[];
  /** Finds out who and where we are, through the transport. */
  readonly connect: () => Promise<Session>;
  readonly transport: Session['transport'];
  /** The moment that ages are judged by. */
  readonly now: Date;
  /** Keeps passed verdicts in the report, with resource and evidence. */
  readonly includePassed: boolean;
  /** Entries of the configuration; none unless told. */
  readonly suppressions?: readonly SuppressionEntry[];
  /** Frameworks to judge by what the rules say; none unless told. */
  readonly frameworks?: readonly Framework[];
  /** Keeps the findings of accounts that are done. */
  readonly spool: FindingsSpool;
  /** Interrupts the scan. */
  readonly signal: AbortSignal;
  /** Is told of every step. */
  readonly onProgress: (progress: Progress) => void;
}

/** How far a scan has come. */
export type Progress =
  | { readonly step: 'connecting' }
  | {
      readonly step: 'scanning';
      readonly accountId: string;
      /** Scopes that are done, and how many there are. */
      readonly done: number;
      readonly scopes: number;
    };

/**
 * Scans the account that `connect` leads to. Interrupted, it tells at once what was judged until then, and what was
 * not as unknown; the report says so.
 */
export async function runScan(plan: ScanPlan): Promise<ReportSource> {
  const { transport, signal, spool } = plan;
  const started = performance.now();
  const gatherer = new ReportGatherer(plan.rules, plan);
  plan.onProgress({ step: 'connecting' });
  const session = await unlessInterrupted(plan.connect(), signal);
  if (session !== undefined) {
    gatherer.addAccount(session);
    const alias = aliasOf(session);
    // Before the rules have judged: what they read is let go then.
    const assurance = assuranceOf(session, plan.rules);
    await gather(session, plan, gatherer);
    gatherer.nameAccount(session.accountId, await unlessInterrupted(alias, signal));
    gatherer.assureAccount(session.accountId, await unlessInterrupted(assurance, signal));
  }
  await spool.add(gatherer.takeFindings());
  const head = gatherer.head({
    interrupted: signal.aborted,
    replayed: transport.replays,
    durationSeconds: Math.round(performance.now() - started) / 1000,
    calls: transport.calls,
  });
  return { head, findings: () => spool.findings() };
}

/** Outcomes go to the report as their scopes finish; those that somebody interrupts come at once. */
async function gather(
  session: Session,
  { rules, includePassed, signal, onProgress }: ScanPlan,
  gatherer: ReportGatherer,
): Promise<void> {
  const { accountId } = session;
  const scopes = scopesOf(session, rules);
  let done = 0;
  onProgress({ step: 'scanning', accountId, done, scopes });
  for await (const outcomes of scanAccount(session, rules, { includePassed, signal })) {
    for (const outcome of outcomes) gatherer.add(outcome);
    done += 1;
    if (!signal.aborted) onProgress({ step: 'scanning', accountId, done, scopes });
  }
}
