import type { EventCondition } from './decide.ts';
import { EACH, type EventTerm, type Step } from './event-term.ts';
import { type Comparison, comparison, is, notExists, type Operand } from './filter-term.ts';
import { all, any, type Formula, term } from './formula.ts';
import { type Language, wildcard } from './language.ts';
import { regularExpression } from './regular-expression.ts';

/** A text that is no pattern, where it stops to be one, from 0, and why. */
export interface Unparsable {
  readonly unparsable: string;
  readonly at: number;
}

/** One term of a pattern for unstructured events. */
export interface TextTerm {
  readonly text: string;
  /** `?`: one of these is enough. `-`: must not be there. */
  readonly sign: '?' | '-' | undefined;
  readonly within:
    | { readonly kind: 'phrase'; readonly phrase: string }
    | { readonly kind: 'expression'; readonly language: Language };
}

/** A filter pattern of CloudWatch Logs, by its form. */
export type FilterPattern =
  | { readonly form: 'everything' }
  | ({ readonly form: 'json' } & EventCondition)
  | { readonly form: 'text'; readonly terms: readonly TextTerm[] }
  | { readonly form: 'fields'; readonly constrained: boolean };

/**
 * Reads a filter pattern of CloudWatch Logs: `{ … }` on the fields of JSON events, `[ … ]` on the words of
 * space-delimited ones, or terms. The empty pattern and `" "` match everything.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export function parseFilterPattern(text: string): FilterPattern | Unparsable {
  const trimmed = text.trim();
  if (trimmed === '' || /^"\s*"$/.test(trimmed)) return { form: 'everything' };
  const reader = new Reader(text);
  try {
    if (trimmed.startsWith('{')) return new JsonPattern(reader).read();
    return trimmed.startsWith('[') ? readFields(reader) : readTerms(reader);
  } catch (problem) {
    if (problem instanceof Malformed) return { unparsable: problem.message, at: problem.at };
    throw problem;
  }
}

class Malformed extends Error {
  constructor(
    reason: string,
    readonly at: number,
  ) {
    super(reason);
  }
}

class Reader {
  at = 0;
  constructor(readonly text: string) {}

  get ended(): boolean {
    return this.at >= this.text.length;
  }

  peek(length = 1): string {
    return this.text.slice(this.at, this.at + length);
  }

  space(): void {
    this.match(/\s*/y);
  }

  /** The text here that the (sticky) expression matches, which is read then. */
  match(expression: RegExp): string | undefined {
    expression.lastIndex = this.at;
    const found = expression.exec(this.text)?.[0];
    this.at += found?.length ?? 0;
    return found;
  }

  take(text: string): boolean {
    const here = this.text.startsWith(text, this.at);
    if (here) this.at += text.length;
    return here;
  }

  expect(text: string): void {
    if (!this.take(text)) this.fail(`${text} is missing`);
  }

  fail(reason: string, at = this.at): never {
    throw new Malformed(reason, at);
  }

  /** What stands between double quotes, of which the first is here. */
  quoted(): string {
    const from = this.at;
    this.expect('"');
    let said = '';
    for (;;) {
      said += this.match(/[^"\\]*/y) ?? '';
      if (this.take('"')) return said;
      if (this.ended) return this.fail('a quotation mark that is not closed', from);
      const pair = this.peek(2);
      if (pair !== '\\"' && pair !== '\\\\') this.fail(`the escape ${pair}`);
      said += pair.slice(1);
      this.at += 2;
    }
  }

  /** What the regular expression finds whose first `%` is here. */
  expression(): Language {
    const from = this.at;
    this.expect('%');
    const body = this.match(/(?:[^%\\]|\\.)*/sy) ?? '';
    if (!this.take('%')) this.fail('a % that is not closed', from);
    const language = regularExpression(body);
    if ('malformed' in language)
      this.fail(`the regular expression has ${language.malformed}`, from + 1 + language.at);
    return language;
  }
}

const NUMBER = /^[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** What a comparison compares with. */
function operand(reader: Reader, unquoted: RegExp): Operand {
  if (reader.peek() === '%') return { kind: 'expression', language: reader.expression() };
  const inQuotes = reader.peek() === '"';
  const said = inQuotes ? reader.quoted() : reader.match(unquoted);
  if (said === undefined || (said === '' && !inQuotes)) return reader.fail('a value is missing');
  if (!inQuotes && NUMBER.test(said)) return { kind: 'number', value: Number(said), written: said };
  return {
    kind: 'text',
    language: wildcard(said),
    anything: !inQuotes && said === '*',
    ...(said.includes('*') ? {} : { literal: said }),
  };
}

const OPERATOR = /!=|<=|>=|=|<|>/y;

const comparisonHere = (reader: Reader): Comparison | undefined => {
  switch (reader.match(OPERATOR)) {
    case '=':
      return '=';
    case '!=':
      return '!=';
    case '<':
      return '<';
    case '>':
      return '>';
    case '<=':
      return '<=';
    case '>=':
      return '>=';
    default:
      return undefined;
  }
};

/** `{ … }`: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/matching-terms-json-log-events.html */
class JsonPattern {
  readonly #reader: Reader;
  readonly #terms: EventTerm[] = [];

  constructor(reader: Reader) {
    this.#reader = reader;
  }

  read(): FilterPattern {
    const reader = this.#reader;
    reader.space();
    reader.expect('{');
    const formula = this.#either();
    reader.expect('}');
    reader.space();
    if (!reader.ended) reader.fail('something after the pattern');
    return { form: 'json', terms: this.#terms, formula };
  }

  #either(): Formula {
    return this.#joined('||', any, () => this.#joined('&&', all, () => this.#single()));
  }

  #joined(by: string, join: (parts: readonly Formula[]) => Formula, read: () => Formula): Formula {
    const parts = [read()];
    while (this.#reader.take(by)) parts.push(read());
    return join(parts);
  }

  #single(): Formula {
    const reader = this.#reader;
    reader.space();
    if (!reader.take('(')) return this.#condition();
    const inside = this.#either();
    reader.expect(')');
    reader.space();
    return inside;
  }

  #condition(): Formula {
    const reader = this.#reader;
    const from = reader.at;
    const steps = this.#selector();
    reader.space();
    const make = this.#test();
    const condition = make(reader.text.slice(from, reader.at), steps);
    reader.space();
    return term(this.#terms.push(condition) - 1);
  }

  #test(): (text: string, steps: readonly Step[]) => EventTerm {
    const reader = this.#reader;
    const word = reader
      .match(/IS\s+(?:NULL|TRUE|FALSE)\b|NOT\s+EXISTS\b|IS\s+NOT\b|EXISTS\b/y)
      ?.replace(/\s+/, ' ');
    if (word === 'NOT EXISTS') return notExists;
    if (word === 'IS NULL') return (text, steps) => is(text, steps, 'null');
    if (word === 'IS TRUE') return (text, steps) => is(text, steps, 'true');
    if (word === 'IS FALSE') return (text, steps) => is(text, steps, 'false');
    if (word !== undefined)
      reader.fail(`${word}, which CloudWatch Logs does not know`, reader.at - word.length);
    const operator = comparisonHere(reader);
    if (operator === undefined) return reader.fail('an operator is missing');
    reader.space();
    const from = reader.at;
    const value = operand(reader, /[^\s(){}"&|=<>!%]+/y);
    if (operator !== '=' && operator !== '!=' && value.kind !== 'number')
      reader.fail(`${operator} without a number`, from);
    return (text, steps) => comparison(text, steps, operator, value);
  }

  /** `$.a.b[0]`, `$.a[*]`, `$.*`, `$.['a.b']`. */
  #selector(): readonly Step[] {
    const reader = this.#reader;
    if (!reader.take('$')) reader.fail('a selector ($.…) is missing');
    const steps: Step[] = [];
    for (;;) {
      const from = reader.at;
      const dot = reader.take('.');
      if (reader.take('[')) {
        steps.push(this.#bracket());
        reader.expect(']');
      } else if (!dot) {
        if (steps.length === 0) reader.fail('a selector without a field');
        if (steps.filter((step) => step === EACH).length > 1) reader.fail('two * in a selector', from);
        return steps;
      } else if (reader.take('*')) steps.push(EACH);
      else steps.push(reader.match(/[\w-]+/y) ?? reader.fail('a field name is missing'));
    }
  }

  #bracket(): Step {
    const reader = this.#reader;
    if (reader.take('*')) return EACH;
    const place = reader.match(/\d+/y);
    if (place !== undefined) return Number(place);
    const name = reader.match(/'[^']*'|"[^"]*"/y);
    return name === undefined ? reader.fail('no place and no name in brackets') : name.slice(1, -1);
  }
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/matching-terms-unstructured-log-events.html */
function readTerms(reader: Reader): FilterPattern {
  const terms: TextTerm[] = [];
  for (reader.space(); !reader.ended; reader.space()) {
    const from = reader.at;
    const sign = reader.take('?') ? '?' : reader.take('-') ? '-' : undefined;
    const within =
      reader.peek() === '%'
        ? ({ kind: 'expression', language: reader.expression() } as const)
        : ({ kind: 'phrase', phrase: reader.peek() === '"' ? reader.quoted() : word(reader) } as const);
    terms.push({ text: reader.text.slice(from, reader.at), sign, within });
  }
  return { form: 'text', terms };
}

/** AWS asks for quotes around all but letters, digits and underscores; what reads in one way only is read. */
const word = (reader: Reader): string =>
  reader.match(/[\w.:/@-]+/y) ??
  reader.fail('a term of other characters than letters, digits and _ without quotes');

/** `[ … ]`: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html */
function readFields(reader: Reader): FilterPattern {
  reader.space();
  reader.expect('[');
  let fields = 0;
  let constrained = false;
  do {
    reader.space();
    if (reader.take('...')) reader.space();
    else {
      fields += 1;
      do {
        reader.space();
        if (reader.match(/[\w$-]+/y) === undefined && reader.peek() !== ',' && reader.peek() !== ']')
          reader.fail('a field name is missing');
        reader.space();
        if (comparisonHere(reader) !== undefined) {
          constrained = true;
          reader.space();
          operand(reader, /[^\s,\]"&|=<>!%]+/y);
          reader.space();
        }
      } while (reader.take('&&') || reader.take('||'));
    }
  } while (reader.take(','));
  reader.expect(']');
  reader.space();
  if (!reader.ended) reader.fail('something after the pattern');
  return { form: 'fields', constrained: constrained || fields > 0 };
}
