import { aliasOf } from '../accounts/account-alias.ts';
import type { Session } from '../aws/session.ts';
import type { ReportSource } from '../finding/report-source.ts';
import type { ChosenRule } from './chosen-rule.ts';
import type { FindingsSpool } from './findings-spool.ts';
import { ReportGatherer } from './gather-report.ts';
import { scanAccount } from './scan-account.ts';

export interface ScanPlan {
  readonly rules: readonly ChosenRule[];
  /** Finds out who and where we are, through the transport. */
  readonly connect: () => Promise<Session>;
  readonly transport: Session['transport'];
  /** The moment that ages are judged by. */
  readonly now: Date;
  /** Keeps passed verdicts in the report, with resource and evidence. */
  readonly includePassed: boolean;
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
      /** Scopes that are done. */
      readonly scopes: number;
      /** Calls to AWS, retries included. */
      readonly calls: number;
    };

/**
 * Scans the account that `connect` leads to. Interrupted, it tells at once what was found until then, and the report
 * says so.
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
    await gather(session, plan, gatherer);
    gatherer.nameAccount(session.accountId, await unlessInterrupted(alias, signal));
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

/** Outcomes go to the report as their scopes finish, until all are done or somebody interrupts. */
async function gather(
  session: Session,
  { rules, includePassed, signal, onProgress }: ScanPlan,
  gatherer: ReportGatherer,
): Promise<void> {
  const outcomes = scanAccount(session, rules, { includePassed });
  for (let scopes = 1; ; scopes += 1) {
    const next = await unlessInterrupted(outcomes.next(), signal);
    if (next === undefined || next.done) return;
    for (const outcome of next.value) gatherer.add(outcome);
    const calls = [...session.transport.calls.values()].reduce((a, b) => a + b, 0);
    onProgress({ step: 'scanning', accountId: session.accountId, scopes, calls });
  }
}

/** What was awaited, or undefined as soon as somebody interrupts; what fails after that is of no interest. */
async function unlessInterrupted<T>(awaited: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  const interrupted = new Promise<undefined>((resolve) => {
    if (signal.aborted) resolve(undefined);
    signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
  try {
    return await Promise.race([awaited, interrupted]);
  } catch (error) {
    if (signal.aborted) return undefined;
    throw error;
  }
}
