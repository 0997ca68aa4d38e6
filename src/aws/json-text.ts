/** JSON that knows where in its text every string stands, so that one can be replaced and all else stays as it is. */
export type JsonText =
  | { readonly kind: 'string'; readonly value: string; readonly start: number; readonly end: number }
  | { readonly kind: 'array'; readonly items: readonly JsonText[] }
  | { readonly kind: 'object'; readonly fields: readonly (readonly [name: string, value: JsonText])[] }
  | { readonly kind: 'other' };

/** Undefined when the text is no JSON. */
export function jsonText(text: string): JsonText | undefined {
  try {
    JSON.parse(text);
  } catch {
    return undefined;
  }
  return new Reader(text).value();
}

/** Reads what is known to be JSON. */
class Reader {
  #at = 0;

  constructor(private readonly text: string) {}

  value(): JsonText {
    switch (this.#next()) {
      case '"':
        return this.#string();
      case '[':
        return { kind: 'array', items: this.#members(']', () => this.value()) };
      case '{':
        return {
          kind: 'object',
          fields: this.#members('}', () => [this.#name(), this.value()] as const),
        };
      default:
        this.#skip(LITERAL);
        return { kind: 'other' };
    }
  }

  #members<T>(end: string, member: () => T): T[] {
    const members: T[] = [];
    this.#at += 1;
    while (this.#next() !== end) members.push(member());
    this.#at += 1;
    return members;
  }

  #name(): string {
    this.#next();
    const { value } = this.#string();
    return value;
  }

  #string(): Extract<JsonText, { kind: 'string' }> {
    const start = this.#at;
    let end = this.text.indexOf('"', start + 1);
    while (this.#isEscaped(end)) end = this.text.indexOf('"', end + 1);
    this.#at = end + 1;
    const plain = this.text.slice(start + 1, end);
    const value: unknown = plain.includes('\\') ? JSON.parse(`"${plain}"`) : plain;
    return { kind: 'string', value: String(value), start, end: this.#at };
  }

  /** After an odd number of backslashes. */
  #isEscaped(at: number): boolean {
    let before = at - 1;
    while (this.text[before] === '\\') before -= 1;
    return (at - before) % 2 === 0;
  }

  /** The first character of the next value, name or end. */
  #next(): string | undefined {
    this.#skip(BETWEEN);
    return this.text[this.#at];
  }

  #skip(characters: RegExp): void {
    characters.lastIndex = this.#at;
    characters.test(this.text);
    this.#at = characters.lastIndex;
  }
}

/** What stands between values and names. */
const BETWEEN = /[\s,:]*/y;

/** A number, true, false or null. */
const LITERAL = /[^\s,\]}]*/y;
