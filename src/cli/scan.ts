import { rules } from '../../rules/index.ts';
import { runScan } from '../engine/run-scan.ts';
import type { Report } from '../finding/report.ts';
import { type GateOptions, gateSentence, judge } from '../gate/gate.ts';
import { chooseRules, type RuleFilter } from './choose-rules.ts';
import { readConfig } from './config-file.ts';
import { type ConnectionOptions, connectionTo } from './connection.ts';
import { type OutputOptions, prepareDelivery } from './deliver.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { exitLine } from './exit-line.ts';
import { interruptible } from './interrupt.ts';
import { requireWritable, writeWhole } from './output-file.ts';
import { withProgress } from './progress.ts';
import { print, terminal } from './terminal.ts';

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

  return interruptible(async (signal) => {
    const { source, transport, tellEvery, connect, now } = await connectionTo(options, signal);
    const plan = { rules: chosen, connect, transport, now, includePassed, signal };
    const report = await withProgress({ transport, tellEvery }, (onProgress) =>
      runScan({ ...plan, onProgress }),
    );

    await deliver(report);
    if (source.kind === 'record' && record !== undefined && report.scan.accounts.length > 0)
      await writeWhole(record, source.tape.serialize());
    const { sentence, exitCode } = outcomeOf(report, options);
    await print(process.stderr, exitLine(sentence, exitCode, terminal()));
    return exitCode;
  });
}

function outcomeOf(report: Report, options: GateOptions): { sentence: string; exitCode: ExitCode } {
  if (report.scan.status === 'INTERRUPTED')
    return { sentence: 'Interrupted: the gate did not judge.', exitCode: EXIT.interrupted };
  const judgement = judge(report, options);
  return { sentence: gateSentence(judgement, options), exitCode: judgement.exitCode };
}
