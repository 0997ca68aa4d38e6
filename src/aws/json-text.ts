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
        return { kind: 'array', items: [...this.#members(']', () => this.value())] };
      case '{':
        return {
          kind: 'object',
          fields: [...this.#members('}', () => [this.#name(), this.value()] as const)],
        };
      default:
        while (/[^\s,\]}]/.test(this.text[this.#at] ?? ' ')) this.#at += 1;
        return { kind: 'other' };
    }
  }

  *#members<T>(end: string, member: () => T): Generator<T> {
    this.#at += 1;
    while (this.#next() !== end) yield member();
    this.#at += 1;
  }

  #name(): string {
    this.#next();
    const { value } = this.#string();
    return value;
  }

  #string(): Extract<JsonText, { kind: 'string' }> {
    const start = this.#at;
    let end = start + 1;
    while (this.text[end] !== '"') end += this.text[end] === '\\' ? 2 : 1;
    this.#at = end + 1;
    const value: unknown = JSON.parse(this.text.slice(start, this.#at));
    return { kind: 'string', value: String(value), start, end: this.#at };
  }

  /** The first character of the next value, name or end; between them stand only blanks, commas and colons. */
  #next(): string | undefined {
    while (/[\s,:]/.test(this.text[this.#at] ?? '')) this.#at += 1;
    return this.text[this.#at];
  }
}
