import { rules } from '../../rules/index.ts';
import type { Config } from '../config/config.ts';
import { FindingsSpool } from '../engine/findings-spool.ts';
import { runScan } from '../engine/run-scan.ts';
import type { ReportOutline } from '../finding/history/outline.ts';
import type { ReportSource } from '../finding/report-source.ts';
import type { SeverityLabel } from '../finding/severity.ts';
import { againstBaseline } from '../gate/baseline.ts';
import { type GateOptions, gateSentence, judge } from '../gate/gate.ts';
import { visible } from '../report/content/escape.ts';
import { chooseFrameworks, type FrameworkFilter } from './choose-frameworks.ts';
import { chooseRules, type RuleFilter } from './choose-rules.ts';
import { type ConnectionOptions, connectionTo } from './connection.ts';
import { type OutputOptions, prepareDelivery } from './deliver.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { exitLine } from './exit-line.ts';
import { interruptible } from './interrupt.ts';
import { type NotifyOptions, prepareNotifier } from './notify.ts';
import { requireClients, withOutsideRules } from './outside/outside-rules.ts';
import { aboutSetting, problemText } from './problem.ts';
import { withProgress } from './progress.ts';
import { readReportFile } from './report-file.ts';
import { suppressionNotes } from './suppression-notes.ts';
import { say, terminal } from './terminal.ts';

export interface ScanOptions
  extends RuleFilter,
    FrameworkFilter,
    ConnectionOptions,
    OutputOptions,
    GateOptions,
    NotifyOptions {
  readonly configuration: Config;
  /** An earlier report: what it has does not fail the gate. */
  readonly baseline?: string;
  /** Tells errors with stacks and causes. */
  readonly debug: boolean;
  readonly includePassed: boolean;
  /** Only the calls that the scan would make. */
  readonly plan: boolean;
}

/** Scans an account, or replays a scan, and says so in the report and the exit code. */
export async function scan(options: ScanOptions): Promise<ExitCode> {
  const { includePassed, debug, configuration } = options;
  const all = await withOutsideRules(rules, options.rulesFrom);
  const frameworks = await chooseFrameworks(options.framework, Object.keys(all));
  const chosen = chooseRules(all, options, configuration, frameworks);
  await requireClients(chosen, rules);
  const suppressions = configuration.suppressions.map(({ entry }) => entry);
  const deliver = await prepareDelivery(options);
  const notify = prepareNotifier(options);
  // Before anything is asked, and before an output may take its place.
  const baseline = options.baseline === undefined ? undefined : await baselineIn(options.baseline);

  const spool = new FindingsSpool();
  // However the process ends: at the end, with an error, or at once when somebody interrupts it again.
  process.once('exit', () => spool.remove());
  return interruptible(async (interrupt) => {
    const { signal } = interrupt;
    const { source, transport, tellEvery, connect, now } = await connectionTo(options, signal);
    const plan = {
      ...{ rules: chosen, connect, transport, now, includePassed, suppressions, spool, signal },
      ...(frameworks.asked === undefined ? {} : { frameworks: frameworks.asked }),
    };
    const scanned = await withProgress({ transport, tellEvery }, (onProgress) =>
      judgedToTheEnd(() => runScan({ ...plan, onProgress })),
    );
    const report = baseline === undefined ? scanned : await againstBaseline(scanned, baseline);

    const recorded = source.kind === 'record' && report.head.scan.accounts.length > 0;
    const delivered = await deliver(report, recorded ? source.tape.serialize() : undefined);
    const unnotified = signal.aborted ? undefined : await notify(report, threshold(options), signal);
    const { sentence, exitCode } = await outcomeOf(
      report,
      delivered.failed.length,
      interrupt.exitCode(),
      options,
    );
    const lines = [
      ...[
        ...delivered.notes,
        ...(unnotified === undefined ? [] : [unnotified]),
        ...suppressionNotes(report.head, configuration),
      ].map((note) => `postern: ${visible(note)}\n`),
      ...delivered.failed.map((error) => problemText(error, debug)),
      exitLine(sentence, exitCode, terminal()),
    ];
    const said = await say(lines.join(''), { free: options.format === 'table' });
    return said ? exitCode : EXIT.incomplete;
  });
}

function baselineIn(path: string): Promise<ReportOutline> {
  return aboutSetting('baseline', () => readReportFile(path, 'The baseline'));
}

/** A rule from outside that ends the process, whatever code it gives, must not look like a gate that judged. */
async function judgedToTheEnd<T>(judge: () => Promise<T>): Promise<T> {
  const ended = (code: number) => {
    // A second signal, and an error that nobody expected, end with their own sentence.
    if (code >= EXIT.incomplete) return;
    process.stderr.write(
      'postern: A rule ended the process while it judged: nothing was reported, and the gate did not judge.\n',
    );
    process.exitCode = EXIT.incomplete;
  };
  process.once('exit', ended);
  try {
    return await judge();
  } finally {
    process.off('exit', ended);
  }
}

/** What a webhook is told of: what would fail the gate, and with no gate all that is shown. */
function threshold({ failOn, severity }: ScanOptions): SeverityLabel {
  return failOn === 'NEVER' ? (severity ?? 'INFORMATIONAL') : failOn;
}

async function outcomeOf(
  report: ReportSource,
  undelivered: number,
  interrupted: ExitCode | undefined,
  options: GateOptions,
): Promise<{ sentence: string; exitCode: ExitCode }> {
  if (interrupted !== undefined) {
    const done = report.head.scan.status === 'INTERRUPTED' ? '' : 'the scan was done by then, but ';
    return { sentence: `Interrupted: ${done}the gate did not judge.`, exitCode: interrupted };
  }
  const judgement = await judge(report, options);
  const sentence = gateSentence(judgement, options);
  if (undelivered === 0) return { sentence, exitCode: judgement.exitCode };
  return {
    sentence: `Incomplete: what the scan found was not written everywhere. The gate: ${sentence}`,
    exitCode: EXIT.incomplete,
  };
}
