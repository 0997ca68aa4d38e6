import { setTimeout as pause } from 'node:timers/promises';
import { rules } from '../../rules/index.ts';
import { connect } from '../../src/accounts/connect.ts';
import { Tape } from '../../src/aws/tape.ts';
import { Transport } from '../../src/aws/transport.ts';
import { ReportGatherer } from '../../src/engine/gather-report.ts';
import { scanAccount } from '../../src/engine/scan-account.ts';
import { defaultOptions } from '../../src/rule/options.ts';
import { reportGathered } from '../support/report-source.ts';
import { readTape, TAPES } from '../support/tapes.ts';

/*
 * Run by the benchmark in a process of its own, with --expose-gc: replays so many accounts one after the other, each
 * the sample account under an id of its own, and prints the bytes that the process holds at the end. Outcomes go to
 * the report of the account and no further.
 */
const accounts = Number(process.argv[2]);
const sample = readTape(TAPES['sample account']);
const sampleId = sample
  .calls()
  .map(({ accountId }) => accountId)
  .find((id) => id !== '');
if (sampleId === undefined || globalThis.gc === undefined) throw new Error('no account, or no --expose-gc');
const text = sample.serialize();
const chosen = Object.entries(rules).map(([id, rule]) => ({ id, rule, options: defaultOptions(rule) }));

let reported = 0;
for (let account = 1; account <= accounts; account += 1) {
  reported += await replay(Tape.parse(text.replaceAll(sampleId, `${100_000_000_000 + account}`)));
}
// Sockets, timers and weak references are let go a turn of the event loop later.
for (let turn = 0; turn < 3; turn += 1) {
  await pause(50);
  globalThis.gc();
}
const { rss, heapUsed } = process.memoryUsage();
console.log(JSON.stringify({ rss, heapUsed, reported: reported / accounts }));

/** @returns the characters of the report as JSON */
async function replay(tape: Tape): Promise<number> {
  const { startRegion, regions, recordedAt } = tape.setting;
  const now = new Date(recordedAt);
  const transport = new Transport({
    source: { kind: 'replay', tape },
    concurrency: 40,
    signal: new AbortController().signal,
  });
  const session = await connect({
    credentials: async () => ({ accessKeyId: '', secretAccessKey: '' }),
    profile: undefined,
    region: startRegion,
    regions,
    transport,
    now,
  });
  const gatherer = new ReportGatherer(chosen, { now, includePassed: false });
  gatherer.addAccount(session);
  for await (const outcomes of scanAccount(session, chosen)) {
    for (const outcome of outcomes) gatherer.add(outcome);
  }
  const report = reportGathered(gatherer, {
    interrupted: false,
    replayed: true,
    durationSeconds: 0,
    calls: transport.calls,
  });
  return JSON.stringify(report).length;
}
