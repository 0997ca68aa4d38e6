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

/** A finding, how it is written, and what it is sorted by. */
interface Entry {
  readonly line: string;
  readonly finding: Finding;
  readonly order: ReturnType<typeof orderOfFinding>;
}

/** What is in all runs, in the order of the report. */
async function* merged(runs: readonly Run[]): AsyncGenerator<Entry> {
  const readers = runs.map((run) => new RunReader(run));
  try {
    const waiting: Waiting[] = [];
    for (const reader of readers) {
      const entry = reader.next() ?? (await reader.readOn());
      if (entry !== undefined) insert(waiting, { entry, reader });
    }
    for (let first = waiting.shift(); first !== undefined; first = waiting.shift()) {
      yield first.entry;
      const { reader } = first;
      const entry = reader.next() ?? (await reader.readOn());
      if (entry !== undefined) insert(waiting, { entry, reader });
    }
  } finally {
    await Promise.all(readers.map((reader) => reader.close()));
  }
}

/** The first of what is left of a run. */
interface Waiting {
  readonly entry: Entry;
  readonly reader: RunReader;
}

/** @param waiting of each run one, in the order of the report; stays so. */
function insert(waiting: Waiting[], one: Waiting): void {
  let from = 0;
  let to = waiting.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    const other = waiting[middle];
    if (other !== undefined && compare(other.entry.order, one.entry.order) < 0) from = middle + 1;
    else to = middle;
  }
  waiting.splice(from, 0, one);
}

const LINE_BREAK = 0x0a;

/**
 * Reads a run entry by entry; only where the next line has to come from its file does anybody wait. What was read of
 * the files stays in bytes until its turn comes: as strings all of it would be copied by the garbage collector.
 */
class RunReader {
  readonly #held: Iterator<string>;
  readonly #file: AsyncIterator<Buffer> | undefined;
  #bytes: Buffer = Buffer.alloc(0);
  #at = 0;

  constructor(run: Run) {
    this.#held = ('path' in run ? [] : run).values();
    this.#file = 'path' in run ? createReadStream(run.path)[Symbol.asyncIterator]() : undefined;
  }

  /** The next entry, where its line is at hand. */
  next(): Entry | undefined {
    const line = this.#file === undefined ? this.#held.next().value : this.#lineRead();
    if (line === undefined) return undefined;
    const finding: Finding = JSON.parse(line);
    return { line, finding, order: orderOfFinding(finding) };
  }

  /** The next entry after more of the file was read; undefined at the end of the run. */
  async readOn(): Promise<Entry | undefined> {
    for (
      let read = await this.#file?.next();
      read !== undefined && !read.done;
      read = await this.#file?.next()
    ) {
      this.#bytes = Buffer.concat([this.#bytes.subarray(this.#at), read.value]);
      this.#at = 0;
      const entry = this.next();
      if (entry !== undefined) return entry;
    }
    return undefined;
  }

  async close(): Promise<void> {
    await this.#file?.return?.();
  }

  /** JSON holds no line break, but may hold what `readline` takes for one. */
  #lineRead(): string | undefined {
    const end = this.#bytes.indexOf(LINE_BREAK, this.#at);
    if (end === -1) return undefined;
    const line = this.#bytes.toString('utf8', this.#at, end);
    this.#at = end + 1;
    return line;
  }
}
