import { createReadStream, createWriteStream, rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Finding } from '../finding/report.ts';
import { compare, orderOfFinding } from './order.ts';

/** Characters of findings that are held in memory; a scan that finds little writes no file. */
const HELD = 4 << 20;
/** Runs that are merged at once, each an open file. */
const MOST_RUNS = 64;

/** Findings in their order, each as a line of JSON: some of them at hand, others in a file. */
type Run = readonly string[] | { readonly path: string };

/**
 * The findings of a scan, account by account, in a folder of their own that nobody else can read, so that memory does
 * not grow with the number of accounts. They are read back in the order of the report, as often as somebody asks.
 */
export class FindingsSpool {
  #runs: Run[] = [];
  #held = 0;
  #folder: string | undefined;
  #files = 0;

  /** @param most characters that are held in memory */
  constructor(private readonly most = HELD) {}

  /**
   * Adds what was found in one account.
   * @param findings in the order of the report
   * @throws Error that names the folder when it cannot be written
   */
  async add(findings: readonly Finding[]): Promise<void> {
    const lines = findings.map((finding) => JSON.stringify(finding));
    if (lines.length === 0) return;
    const size = lines.reduce((sum, { length }) => sum + length, 0);
    if (this.#held + size <= this.most) {
      this.#held += size;
      this.#runs.push(lines);
    } else this.#runs.push(await this.#write(lines));
    if (this.#runs.length < MOST_RUNS) return;
    const before = this.#runs;
    this.#runs = [await this.#write(linesIn(merged(before)))];
    this.#held = 0;
    for (const run of before) if ('path' in run) rmSync(run.path);
  }

  /** All findings, in the order of the report. */
  async *findings(): AsyncGenerator<Finding> {
    for await (const { finding } of merged(this.#runs)) yield finding;
  }

  /** Takes away what was written. */
  remove(): void {
    this.#runs = [];
    if (this.#folder !== undefined) rmSync(this.#folder, { recursive: true, force: true });
    this.#folder = undefined;
  }

  async #write(lines: Iterable<string> | AsyncIterable<string>): Promise<Run> {
    try {
      this.#folder ??= await mkdtemp(join(tmpdir(), 'postern-'));
      this.#files += 1;
      const path = join(this.#folder, `${this.#files}.jsonl`);
      await pipeline(Readable.from(ended(lines)), createWriteStream(path, { flags: 'wx', mode: 0o600 }));
      return { path };
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new Error(
        `The findings could not be kept in ${tmpdir()} until the report is written: ${why}. Set TMPDIR to a folder with room.`,
        { cause },
      );
    }
  }
}

async function* ended(lines: Iterable<string> | AsyncIterable<string>): AsyncGenerator<string> {
  for await (const line of lines) yield `${line}\n`;
}

async function* linesIn(entries: AsyncIterable<Entry>): AsyncGenerator<string> {
  for await (const { line } of entries) yield line;
}

/** A finding, and how it is written. */
interface Entry {
  readonly line: string;
  readonly finding: Finding;
}

/** What is in all runs, in the order of the report. */
async function* merged(runs: readonly Run[]): AsyncGenerator<Entry> {
  const sources = runs.map(entriesOf);
  try {
    const next = await Promise.all(sources.map((source) => source.next()));
    for (;;) {
      let first: { readonly entry: Entry; readonly index: number } | undefined;
      for (const [index, result] of next.entries()) {
        if (result.done) continue;
        const entry = result.value;
        if (first === undefined || isBefore(entry.finding, first.entry.finding)) first = { entry, index };
      }
      if (first === undefined) return;
      yield first.entry;
      const source = sources[first.index];
      if (source !== undefined) next[first.index] = await source.next();
    }
  } finally {
    await Promise.all(sources.map((source) => source.return(undefined)));
  }
}

function isBefore(a: Finding, b: Finding): boolean {
  return compare(orderOfFinding(a), orderOfFinding(b)) < 0;
}

async function* entriesOf(run: Run): AsyncGenerator<Entry> {
  for await (const line of 'path' in run ? linesOf(run.path) : run) {
    const finding: Finding = JSON.parse(line);
    yield { line, finding };
  }
}

/** JSON holds no line break, but may hold what `readline` takes for one. */
async function* linesOf(path: string): AsyncGenerator<string> {
  let pending = '';
  for await (const piece of createReadStream(path, 'utf8')) {
    const lines = `${pending}${piece}`.split('\n');
    pending = lines.pop() ?? '';
    yield* lines;
  }
}
