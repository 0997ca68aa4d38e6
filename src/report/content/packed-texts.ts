import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** Bytes of one text that wait to be packed together: the more, the better they are packed. */
const PIECE = 1 << 18;
/** Of all texts: many that are short would otherwise wait unpacked. */
const WAITING = 1 << 23;

interface Packed {
  waiting: string[];
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

  /** Adds to the end of a text. */
  add(name: string, text: string): void {
    const packed = this.#texts.get(name) ?? { waiting: [], bytes: 0, pieces: [] };
    this.#texts.set(name, packed);
    const bytes = Buffer.byteLength(text);
    packed.waiting.push(text);
    packed.bytes += bytes;
    this.#waiting += bytes;
    if (packed.bytes >= PIECE) this.#pack(packed);
    if (this.#waiting >= WAITING) this.#packAll();
  }

  /** A text from its beginning, piece by piece. */
  *of(name: string): Generator<string> {
    const packed = this.#texts.get(name);
    if (packed === undefined) return;
    for (const piece of packed.pieces) yield inflateRawSync(piece).toString();
    yield packed.waiting.join('');
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
    const piece = deflateRawSync(packed.waiting.join(''));
    packed.pieces.push(piece);
    this.#packed += piece.length;
    this.#waiting -= packed.bytes;
    packed.waiting = [];
    packed.bytes = 0;
  }
}
