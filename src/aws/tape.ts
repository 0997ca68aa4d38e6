import { redactBody } from './redact.ts';
import { linesOfFile, linesOfText, type TapeText } from './tape-lines.ts';

/** A call as a tape tells it apart from others. Credentials are no part of it. */
export interface TapeCall {
  /** Empty for the calls that find out which account this is. */
  readonly accountId: string;
  readonly service: string;
  readonly region: string;
  readonly operation: string;
  /** The call's parameters. */
  readonly input: unknown;
}

/** An answer of AWS as it came over the wire, without what is secret. */
export interface TapeAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** How the recorded scan was set, so that a replay asks the same questions. */
export interface TapeSetting {
  /** ISO 8601. A replay judges ages as of this moment. */
  readonly recordedAt: string;
  /** Region that was asked who we are. */
  readonly startRegion: string;
  /** Regions that were asked for. */
  readonly regions: readonly string[];
}

interface TapeHeader extends TapeSetting {
  readonly tape: 'postern';
  readonly version: 1;
}

interface TapeLine extends TapeCall, TapeAnswer {}

/**
 * Response headers that tell how to read an answer, or where a bucket is to whom may see no more of it; everything else
 * is dropped.
 */
const KEPT_HEADERS = new Set([
  'content-type',
  'x-amz-bucket-region',
  'x-amzn-errortype',
  'x-amzn-query-error',
]);

/** Says why a file is no tape, or not one this version can read. */
export class TapeError extends Error {
  override readonly name = 'TapeError';
}

/** The calls of a scan with their answers, in the order of their keys. */
export class Tape {
  readonly #answers = new Map<string, { readonly call: TapeCall; readonly answers: (() => TapeAnswer)[] }>();

  constructor(public setting: TapeSetting) {}

  /** Keeps an answer. Repeated calls with the same parameters keep one answer each, in order. */
  record(call: TapeCall, answer: TapeAnswer): void {
    const kept: TapeAnswer = {
      status: answer.status,
      headers: Object.fromEntries(
        Object.entries(answer.headers)
          .map(([name, value]) => [name.toLowerCase(), value] as const)
          .filter(([name]) => KEPT_HEADERS.has(name))
          .sort(([a], [b]) => (a < b ? -1 : 1)),
      ),
      body: redactBody(answer.body),
    };
    this.#keep(call, () => kept);
  }

  #keep(call: TapeCall, answer: () => TapeAnswer): void {
    const key = keyOf(call);
    const kept = this.#answers.get(key);
    if (kept === undefined) this.#answers.set(key, { call, answers: [answer] });
    else kept.answers.push(answer);
  }

  /** A reader of this tape that answers repeated calls in the order they were recorded, the last one for ever. */
  player(): (call: TapeCall) => TapeAnswer | undefined {
    const next = new Map<string, number>();
    return (call) => {
      const key = keyOf(call);
      const answers = this.#answers.get(key)?.answers ?? [];
      const index = Math.min(next.get(key) ?? 0, answers.length - 1);
      next.set(key, index + 1);
      return answers[index]?.();
    };
  }

  /** Every recorded call, once each, in the order of the tape. */
  calls(): TapeCall[] {
    return this.#sorted().map(({ call }) => call);
  }

  /** The same tape with other answers: `replace` is asked for every call; undefined keeps what was recorded. */
  with(replace: (call: TapeCall) => TapeAnswer | undefined): Tape {
    const changed = new Tape(this.setting);
    for (const [key, { call, answers }] of this.#answers) {
      const replacement = replace(call);
      changed.#answers.set(key, { call, answers: replacement === undefined ? answers : [() => replacement] });
    }
    return changed;
  }

  /** JSON Lines: a header, then one line an answer, sorted so that the same scan gives the same bytes. */
  serialize(): string {
    const header: TapeHeader = { tape: 'postern', version: 1, ...this.setting };
    const lines = this.#sorted().flatMap(({ call, answers }) => {
      const { service, accountId, region, operation } = call;
      const input: unknown = JSON.parse(cleanInput(call));
      return answers.map((answer) => {
        const { status, headers, body } = answer();
        const line: TapeLine = { service, accountId, region, operation, input, status, headers, body };
        return JSON.stringify(line);
      });
    });
    return `${[JSON.stringify(header), ...lines].join('\n')}\n`;
  }

  /** @throws TapeError that says in one sentence what is wrong with the text. */
  static parse(text: string): Tape {
    return Tape.#of(linesOfText(text));
  }

  /**
   * The tape in a file. Its answers stay there until they are asked for: a large account has a hundred megabytes.
   * @throws TapeError as `parse`, and what the file system says of a file that cannot be read
   */
  static open(path: string): Tape {
    return Tape.#of(linesOfFile(path));
  }

  static #of(lines: Iterable<TapeText>): Tape {
    let tape: Tape | undefined;
    let number = 0;
    for (const { text, ended, again } of lines) {
      number += 1;
      if (tape === undefined) tape = new Tape(settingIn(text));
      if (!ended) throw new TapeError('its end is missing: the file was cut off');
      if (number === 1 || text.trim() === '') continue;
      const { accountId, service, region, operation, input } = tapeLine(text, number);
      const at = number;
      tape.#keep({ accountId, service, region, operation, input }, () => answerIn(tapeLine(again(), at)));
    }
    return tape ?? new Tape(settingIn(''));
  }

  #sorted() {
    return [...this.#answers].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, kept]) => kept);
  }
}

function keyOf(call: TapeCall): string {
  return [call.accountId, call.service, call.region, call.operation, cleanInput(call)].join(' ');
}

/** The parameters as JSON with sorted keys, without undefined values and secrets: the same ones give the same text. */
function cleanInput({ input }: TapeCall): string {
  const sorted = JSON.stringify(input ?? {}, (_key, item: unknown) =>
    isRecord(item) ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1))) : item,
  );
  return redactBody(sorted);
}

/** @param text the first line */
function settingIn(text: string): TapeSetting {
  const header = parseLine(text, 1);
  if (!isHeader(header)) throw new TapeError('it is not a Postern tape: its first line is no tape header');
  if (header.version !== 1) {
    throw new TapeError(
      `it was recorded by a version of Postern that writes tapes of version ${String(header.version)}; this one reads version 1`,
    );
  }
  const { recordedAt, startRegion, regions } = header;
  return { recordedAt, startRegion, regions };
}

function tapeLine(text: string, number: number): TapeLine {
  const line = parseLine(text, number);
  if (!isTapeLine(line)) throw new TapeError(`its line ${number} is not a recorded answer`);
  return line;
}

function answerIn({ status, headers, body }: TapeLine): TapeAnswer {
  return { status, headers, body };
}

function parseLine(text: string, line: number): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new TapeError(
      line === 1
        ? 'it is not a Postern tape: its first line is not JSON'
        : `its line ${line} is damaged: it is not JSON`,
      { cause },
    );
  }
}

function isHeader(value: unknown): value is Omit<TapeHeader, 'version'> & { readonly version: unknown } {
  return (
    isRecord(value) &&
    value.tape === 'postern' &&
    typeof value.recordedAt === 'string' &&
    !Number.isNaN(Date.parse(value.recordedAt)) &&
    typeof value.startRegion === 'string' &&
    Array.isArray(value.regions) &&
    value.regions.every((region) => typeof region === 'string')
  );
}

function isTapeLine(value: unknown): value is TapeLine {
  return (
    isRecord(value) &&
    ['accountId', 'service', 'region', 'operation', 'body'].every(
      (field) => typeof value[field] === 'string',
    ) &&
    typeof value.status === 'number' &&
    isRecord(value.headers) &&
    Object.values(value.headers).every((header) => typeof header === 'string')
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
