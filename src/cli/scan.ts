import { rules } from '../../rules/index.ts';
import { FindingsSpool } from '../engine/findings-spool.ts';
import { runScan } from '../engine/run-scan.ts';
import type { ReportSource } from '../finding/report-source.ts';
import { type GateOptions, gateSentence, judge } from '../gate/gate.ts';
import { chooseRules, type RuleFilter } from './choose-rules.ts';
import { readConfig } from './config-file.ts';
import { type ConnectionOptions, connectionTo } from './connection.ts';
import { type OutputOptions, prepareDelivery } from './deliver.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { exitLine } from './exit-line.ts';
import { interruptible } from './interrupt.ts';
import { requireWritable, writeWhole } from './output-file.ts';
import { print, terminal, withProgress } from './terminal.ts';

export interface ScanOptions extends RuleFilter, ConnectionOptions, OutputOptions, GateOptions {
  readonly config?: string;
  readonly includePassed: boolean;
  /** Only the calls that the scan would make. */
  readonly plan: boolean;
}

/** Scans an account, or replays a scan, and says so in the report and the exit code. */
export async function scan(options: ScanOptions): Promise<ExitCode> {
  const { record, includePassed } = options;
  const chosen = chooseRules(rules, options, await readConfig(options.config));
  const deliver = await prepareDelivery(options);
  if (record !== undefined) await requireWritable(record);

  const spool = new FindingsSpool();
  // However the process ends: at the end, with an error, or at once when somebody interrupts it again.
  process.once('exit', () => spool.remove());
  return interruptible(async (signal) => {
    const { source, transport, connect, now } = await connectionTo(options, signal);
    const plan = { rules: chosen, connect, transport, now, includePassed, spool, signal };
    const report = await withProgress((onProgress) => runScan({ ...plan, onProgress }));

    await deliver(report);
    if (source.kind === 'record' && record !== undefined && report.head.scan.accounts.length > 0)
      await writeWhole(record, source.tape.serialize());
    const { sentence, exitCode } = await outcomeOf(report, options);
    await print(process.stderr, exitLine(sentence, exitCode, terminal()));
    return exitCode;
  });
}

async function outcomeOf(
  report: ReportSource,
  options: GateOptions,
): Promise<{ sentence: string; exitCode: ExitCode }> {
  if (report.head.scan.status === 'INTERRUPTED')
    return { sentence: 'Interrupted: the gate did not judge.', exitCode: EXIT.interrupted };
  const judgement = await judge(report, options);
  return { sentence: gateSentence(judgement, options), exitCode: judgement.exitCode };
}
