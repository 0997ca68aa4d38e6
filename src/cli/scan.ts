import { rules } from '../../rules/index.ts';
import { connect } from '../accounts/connect.ts';
import { configuredRegion, credentialChain } from '../accounts/credentials.ts';
import { homeRegion, partitionOfRegion } from '../aws/partitions.ts';
import type { Session } from '../aws/session.ts';
import { Tape } from '../aws/tape.ts';
import { type Source, Transport } from '../aws/transport.ts';
import type { ChosenRule } from '../engine/chosen-rule.ts';
import { ReportGatherer } from '../engine/gather-report.ts';
import { scanAccount } from '../engine/scan.ts';
import { atLeast } from '../finding/minimum-severity.ts';
import type { Report } from '../finding/report.ts';
import { gateSentence, judge } from '../gate/gate.ts';
import { type Format, formatNamed, formatOfFile, formats } from '../report/format.ts';
import type { SeverityLabel } from '../rule/severity.ts';
import { backOffOf } from './back-off.ts';
import { chooseRules, type RuleFilter } from './choose-rules.ts';
import { readConfig } from './config-file.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { requireWritable, writeWhole } from './output-file.ts';
import { UsageError } from './problem.ts';
import { DEMO_TAPE, readTape } from './tape-file.ts';
import { askForMfaCode, Progress, print, terminal } from './terminal.ts';

export interface ScanOptions extends RuleFilter {
  readonly profile?: string;
  readonly config?: string;
  readonly region: readonly string[];
  readonly severity?: SeverityLabel;
  /** Name of the format on standard output. */
  readonly format: string;
  readonly output: readonly string[];
  readonly failOn: SeverityLabel | 'NEVER';
  readonly allowIncomplete: boolean;
  readonly includePassed: boolean;
  readonly record?: string;
  readonly replay?: string;
  readonly demo: boolean;
  readonly concurrency: number;
}

/** Columns of a report that is written to a file. */
const FILE_WIDTH = 120;

/** Scans an account, or replays a scan, and says so in the report and the exit code. */
export async function scan(options: ScanOptions): Promise<ExitCode> {
  const chosen = chooseRules(rules, options, await readConfig(options.config));
  const files = options.output.map((path) => ({ path, format: requireFormat(path) }));
  for (const path of [...options.output, ...(options.record === undefined ? [] : [options.record])]) {
    await requireWritable(path);
  }

  const interrupt = new AbortController();
  const onInterrupt = () => (interrupt.signal.aborted ? process.exit(EXIT.interrupted) : interrupt.abort());
  process.on('SIGINT', onInterrupt);
  try {
    const source = await sourceOf(options);
    const report = await run(options, chosen, source, interrupt.signal);
    await deliver(report, options, files);
    if (source.kind === 'record' && options.record !== undefined && report.scan.accounts.length > 0)
      await writeWhole(options.record, source.tape.serialize());
    return report.scan.status === 'INTERRUPTED' ? EXIT.interrupted : await exitCode(report, options);
  } finally {
    process.off('SIGINT', onInterrupt);
  }
}

async function sourceOf({ record, replay, demo }: ScanOptions): Promise<Source> {
  if (demo) return { kind: 'replay', tape: await readTape(DEMO_TAPE) };
  if (replay !== undefined) return { kind: 'replay', tape: await readTape(replay) };
  if (record === undefined) return { kind: 'aws' };
  return {
    kind: 'record',
    tape: new Tape({ recordedAt: new Date().toISOString(), startRegion: '', regions: [] }),
  };
}

async function run(
  options: ScanOptions,
  chosen: readonly ChosenRule[],
  source: Source,
  signal: AbortSignal,
): Promise<Report> {
  const started = performance.now();
  const now = source.kind === 'aws' ? new Date() : new Date(source.tape.setting.recordedAt);
  const transport = new Transport({
    source,
    concurrency: options.concurrency,
    signal,
    limits: backOffOf(process.env) ?? {},
  });
  const gatherer = new ReportGatherer(chosen, { now, includePassed: options.includePassed });
  const progress = new Progress(terminal().watched);
  try {
    progress.show('Asking AWS who you are…');
    const session = await unlessInterrupted(sessionOf(options, source, transport), signal);
    if (session !== undefined) {
      gatherer.addAccount(session);
      await gather(session, chosen, now, gatherer, progress, signal);
    }
  } finally {
    progress.clear();
  }
  return gatherer.report({
    interrupted: signal.aborted,
    replayed: transport.replays,
    durationSeconds: Math.round(performance.now() - started) / 1000,
    calls: transport.calls,
  });
}

/** Outcomes go to the report as their scopes finish, until all are done or somebody interrupts. */
async function gather(
  session: Session,
  chosen: readonly ChosenRule[],
  now: Date,
  gatherer: ReportGatherer,
  progress: Progress,
  signal: AbortSignal,
): Promise<void> {
  const outcomes = scanAccount(session, chosen, now);
  for (let done = 1; ; done += 1) {
    const next = await unlessInterrupted(outcomes.next(), signal);
    if (next === undefined || next.done) return;
    for (const outcome of next.value) gatherer.add(outcome);
    const calls = [...session.transport.calls.values()].reduce((a, b) => a + b, 0);
    progress.show(`Scanning account ${session.accountId}: ${done} scopes done, ${calls} calls`);
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

async function sessionOf(options: ScanOptions, source: Source, transport: Transport): Promise<Session> {
  const patterns = options.region;
  if (source.kind === 'replay') {
    const { startRegion, regions } = source.tape.setting;
    return connect({
      credentials: async () => ({ accessKeyId: '', secretAccessKey: '' }),
      profile: undefined,
      region: startRegion,
      regions: patterns.length === 0 ? regions : patterns,
      transport,
    });
  }
  const environment = process.env;
  // A Region that is to be scanned may be off or misspelt: only its partition is taken from it.
  const region =
    (await configuredRegion(options.profile, environment)) ??
    homeRegion(partitionOfRegion(patterns[0] ?? ''), 'sts');
  const session = await connect({
    credentials: await credentialChain({
      profile: options.profile,
      environment,
      region,
      mfaCode: terminal().interactive ? askForMfaCode : undefined,
    }),
    profile: options.profile,
    region,
    regions: patterns,
    transport,
  });
  if (source.kind === 'record') {
    const { scanned, off } = session.regions;
    source.tape.setting = { ...source.tape.setting, startRegion: region, regions: [...scanned, ...off] };
  }
  return session;
}

function requireFormat(path: string): Format {
  const format = formatOfFile(path);
  if (format !== undefined) return format;
  const endings = formats.flatMap((known) => known.endings);
  throw new UsageError(`The ending of ${path} names no format. Endings are: ${endings.join(', ')}.`);
}

/** Standard output goes first: it is all that is left when a disk is full. */
async function deliver(
  report: Report,
  options: ScanOptions,
  files: readonly { readonly path: string; readonly format: Format }[],
): Promise<void> {
  const shown = options.severity === undefined ? report : atLeast(report, options.severity);
  const { width, colour } = terminal();
  const write = await formatNamed(options.format)?.writer();
  await print(process.stdout, write?.(shown, { width, colour }) ?? '');
  for (const { path, format } of files) {
    const write = await format.writer();
    await writeWhole(path, write(shown, { width: FILE_WIDTH, colour: false }));
  }
}

async function exitCode(report: Report, options: ScanOptions): Promise<ExitCode> {
  const judgement = judge(report, options);
  await print(process.stderr, `${gateSentence(judgement, options)}\n`);
  return judgement.exitCode;
}
