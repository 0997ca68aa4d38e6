/** What is done with a member of the outermost object: handed over whole, item by item, or passed over. */
export type Handling = 'whole' | 'items' | 'skip';

/** A member of the outermost object, or one item of the list that it is. */
export interface JsonItem {
  readonly member: string;
  /** Undefined for a list as such, which is there however many items follow. */
  readonly text: string | undefined;
}

/** A text that is no JSON object, or not the whole of one. The message says so in a clause: "it is empty". */
export class JsonTextError extends Error {
  override readonly name = 'JsonTextError';
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const [OPEN_LIST, CLOSE_LIST] = [0x5b, 0x5d];
const [OPEN_OBJECT, CLOSE_OBJECT] = [0x7b, 0x7d];
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

/**
 * Takes a JSON object apart as it is read, so that a text may be larger than memory, or than a string can be. Each
 * piece is left for `JSON.parse`, which judges its inside; here only strings and brackets are told apart.
 * https://www.rfc-editor.org/rfc/rfc8259
 * @throws JsonTextError
 */
export async function* jsonItems(
  bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  handlingOf: (member: string) => Handling,
): AsyncGenerator<JsonItem> {
  const splitter = new Splitter(handlingOf);
  for await (const chunk of bytes) yield* splitter.take(chunk);
  splitter.end();
}

type Expected =
  | 'object'
  | 'first key'
  | 'key'
  | 'colon'
  | 'value'
  | 'comma'
  | 'first item'
  | 'item'
  | 'item comma'
  | 'nothing';

class Splitter {
  #expected: Expected = 'object';
  #member = '';
  #handling: Handling = 'skip';
  #read = 0;
  /** What is being read: a key, a member or an item; how deep in it, and whether in a string of it. */
  #reading: 'key' | 'value' | 'item' | undefined;
  #kept: Uint8Array[] = [];
  #depth = 0;
  #scalar = false;
  #inString = false;
  #escaped = false;

  constructor(private readonly handlingOf: (member: string) => Handling) {}

  *take(chunk: Uint8Array): Generator<JsonItem> {
    let index = this.#read === 0 ? afterMark(chunk) : 0;
    this.#read += chunk.length;
    while (index < chunk.length) {
      if (this.#reading === undefined) {
        const byte = chunk[index] ?? 0;
        if (isSpace(byte)) index += 1;
        else index = yield* this.#meet(byte, index);
        continue;
      }
      const start = index;
      index = this.#within(chunk, start);
      if (this.#reading === 'key' || this.#handling !== 'skip') this.#kept.push(chunk.subarray(start, index));
      if (index < chunk.length || this.#isWhole()) yield* this.#finish();
    }
  }

  end(): void {
    if (this.#read === 0 || (this.#expected === 'object' && this.#reading === undefined))
      throw new JsonTextError('it is empty');
    if (this.#expected !== 'nothing')
      throw new JsonTextError('it ends in the middle: it was not written whole');
  }

  /** Something that is not white space, where nothing is being read. */
  *#meet(byte: number, index: number): Generator<JsonItem, number> {
    switch (this.#expected) {
      case 'object':
        if (byte !== OPEN_OBJECT) throw new JsonTextError('it is no JSON object');
        this.#expected = 'first key';
        return index + 1;
      case 'first key':
      case 'key':
        if (byte === CLOSE_OBJECT && this.#expected === 'first key') {
          this.#expected = 'nothing';
          return index + 1;
        }
        if (byte !== QUOTE) throw notJson();
        this.#begin('key');
        return index;
      case 'colon':
        if (byte !== COLON) throw notJson();
        this.#expected = 'value';
        return index + 1;
      case 'value':
        if (byte === OPEN_LIST && this.#handling === 'items') {
          this.#expected = 'first item';
          yield { member: this.#member, text: undefined };
          return index + 1;
        }
        this.#begin('value');
        return index;
      case 'first item':
      case 'item':
        if (byte === CLOSE_LIST && this.#expected === 'first item') {
          this.#expected = 'comma';
          return index + 1;
        }
        this.#begin('item');
        return index;
      case 'item comma':
        if (byte !== COMMA && byte !== CLOSE_LIST) throw notJson();
        this.#expected = byte === COMMA ? 'item' : 'comma';
        return index + 1;
      case 'comma':
        if (byte !== COMMA && byte !== CLOSE_OBJECT) throw notJson();
        this.#expected = byte === COMMA ? 'key' : 'nothing';
        return index + 1;
      case 'nothing':
        throw new JsonTextError('more follows after its first object, as in JSON lines');
    }
  }

  #begin(reading: 'key' | 'value' | 'item'): void {
    this.#reading = reading;
    this.#kept = [];
    this.#depth = 0;
    this.#scalar = false;
    this.#inString = false;
    this.#escaped = false;
  }

  /** Goes on to the end of what is being read, or of the chunk. @returns the index of what follows. */
  #within(chunk: Uint8Array, start: number): number {
    for (let index = start; index < chunk.length; index += 1) {
      const byte = chunk[index] ?? 0;
      if (this.#inString) {
        if (this.#escaped) this.#escaped = false;
        else if (byte === BACKSLASH) this.#escaped = true;
        else if (byte === QUOTE) {
          this.#inString = false;
          if (this.#depth === 0) return index + 1;
        }
        continue;
      }
      if (this.#scalar) {
        if (isSpace(byte) || byte === COMMA || byte === CLOSE_OBJECT || byte === CLOSE_LIST) {
          this.#scalar = false;
          return index;
        }
        continue;
      }
      switch (byte) {
        case QUOTE:
          this.#inString = true;
          break;
        case OPEN_OBJECT:
        case OPEN_LIST:
          this.#depth += 1;
          break;
        case CLOSE_OBJECT:
        case CLOSE_LIST:
          this.#depth -= 1;
          if (this.#depth <= 0) return index + 1;
          break;
        default:
          // Within brackets a number or a word is nobody's end; by itself it ends with what follows it.
          if (this.#depth === 0) this.#scalar = true;
      }
    }
    return chunk.length;
  }

  #isWhole(): boolean {
    return this.#depth <= 0 && !this.#inString && !this.#scalar;
  }

  *#finish(): Generator<JsonItem> {
    const [reading, kept] = [this.#reading, this.#kept];
    this.#reading = undefined;
    this.#kept = [];
    const text = Buffer.concat(kept).toString('utf8');
    if (reading === 'key') {
      this.#member = String(parsed(text));
      this.#handling = this.handlingOf(this.#member);
      this.#expected = 'colon';
      return;
    }
    this.#expected = reading === 'item' ? 'item comma' : 'comma';
    if (this.#handling !== 'skip') yield { member: this.#member, text };
  }
}

/** @throws JsonTextError for what is no JSON. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new JsonTextError('it is no JSON', { cause });
  }
}

function notJson(): JsonTextError {
  return new JsonTextError('it is no JSON');
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

/** Where a text begins. Windows PowerShell writes UTF-16 where a program's output goes to a file. */
function afterMark(chunk: Uint8Array): number {
  const [first, second] = chunk;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff))
    throw new JsonTextError('it is UTF-16, as Windows PowerShell writes it: write it with --output');
  return BYTE_ORDER_MARK.every((byte, index) => chunk[index] === byte) ? BYTE_ORDER_MARK.length : 0;
}
