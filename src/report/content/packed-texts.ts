import { deflateRawSync, inflateRawSync, type ZlibOptions } from 'node:zlib';

/** Bytes of one text that wait to be packed together: the more, the better they are packed. */
const PIECE = 1 << 18;
/** Of all texts: many that are short would otherwise wait unpacked. */
const WAITING = 1 << 23;

/** How texts are packed where thousands of short ones grow at once, so that setting out to pack one costs the most. */
export const MANY = { waiting: 1 << 25, packing: { level: 1, windowBits: 13, memLevel: 7 } };

interface Packed {
  /** In UTF-8, so that what waits is no work for the garbage collector. */
  waiting: Buffer[];
  /** Of what waits. */
  bytes: number;
  readonly pieces: Buffer[];
}

/**
 * Texts by name that grow side by side and are read one after the other, compressed in between: reports repeat
 * themselves so much that a tenth of the memory is enough.
 */
export class PackedTexts {
  readonly #texts = new Map<string, Packed>();
  #packed = 0;
  #waiting = 0;

  constructor(
    private readonly options: { readonly waiting: number; readonly packing?: ZlibOptions } = {
      waiting: WAITING,
    },
  ) {}

  /** Adds to the end of a text. */
  add(name: string, text: string): void {
    const packed = this.#texts.get(name) ?? { waiting: [], bytes: 0, pieces: [] };
    this.#texts.set(name, packed);
    const encoded = Buffer.from(text);
    packed.waiting.push(encoded);
    packed.bytes += encoded.length;
    this.#waiting += encoded.length;
    if (packed.bytes >= PIECE) this.#pack(packed);
    if (this.#waiting >= this.options.waiting) this.#packAll();
  }

  /** A text from its beginning, piece by piece. */
  *of(name: string): Generator<string> {
    const packed = this.#texts.get(name);
    if (packed === undefined) return;
    for (const piece of packed.pieces) yield inflateRawSync(piece).toString();
    yield Buffer.concat(packed.waiting).toString();
  }

  /** Whether another text can be added while all of them, compressed, stay within so many bytes. */
  holds(text: string, most: number): boolean {
    const bytes = Buffer.byteLength(text);
    if (this.#packed + this.#waiting + bytes <= most) return true;
    this.#packAll();
    return this.#packed + bytes <= most;
  }

  #packAll(): void {
    for (const packed of this.#texts.values()) this.#pack(packed);
  }

  #pack(packed: Packed): void {
    if (packed.bytes === 0) return;
    const piece = deflateRawSync(Buffer.concat(packed.waiting), this.options.packing);
    packed.pieces.push(piece);
    this.#packed += piece.length;
    this.#waiting -= packed.bytes;
    packed.waiting = [];
    packed.bytes = 0;
  }
}
