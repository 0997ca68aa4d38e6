import { interned } from './interned.ts';
import { COLON, OPEN, pushText, spell, type Token, wildcardsInOrder } from './token.ts';

/**
 * A string of the policy language, read once: literal characters, `*` (any characters), `?` (any one character)
 * and policy variables. Equal languages have equal token lists: of neighbouring wildcards `?` comes first and one
 * `*` last.
 */
export interface Pattern {
  readonly text: string;
  readonly tokens: readonly Token[];
  /** The whole pattern, when it has neither wildcard nor variable. */
  readonly literal: string | undefined;
  readonly variables: boolean;
  /** A variable stood here whose value the scan does not know. */
  readonly open: boolean;
  /** How many colons it has outside variables. */
  readonly colons: number;
}

interface Spelling {
  readonly wildcards: boolean;
  /** Only policies of version 2012-10-17 have variables. */
  readonly variables: boolean;
}

const VARIABLE = /\$\{([^{}]*)\}/g;
const VARIABLE_NAME = /^\s*([^,']+?)\s*(?:,\s*'([^']*)')?\s*$/;

/**
 * Variables in braces, `${*}`, `${?}` and `${$}` for the characters themselves, and defaults in single quotes.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function compile(text: string, spelling: Spelling): Pattern {
  const { wildcards, variables } = spelling;
  return compiled(`${wildcards} ${variables} ${text}`, () => compileAnew(text, spelling));
}

/** Patterns that were compiled. */
const compiled = interned<Pattern>(2000);

function compileAnew(text: string, { wildcards, variables }: Spelling): Pattern {
  if (!variables || !text.includes('${')) return new PlainPattern(text, wildcards);
  const tokens: Token[] = [];
  let end = 0;
  for (const found of text.matchAll(VARIABLE)) {
    pushText(tokens, text.slice(end, found.index), wildcards);
    tokens.push(...variableTokens(found[0], found[1] ?? ''));
    end = found.index + found[0].length;
  }
  pushText(tokens, text.slice(end), wildcards);
  return fromTokens(tokens, text);
}

/**
 * A pattern without variables. Its tokens take ten times the room of its text, and most patterns of a large account are
 * never compared: they are read when somebody asks for them.
 */
class PlainPattern implements Pattern {
  readonly literal: string | undefined;
  readonly colons: number;
  #tokens: readonly Token[] | undefined;

  constructor(
    readonly text: string,
    wildcards: boolean,
  ) {
    this.literal = wildcards && /[*?]/.test(text) ? undefined : text;
    this.colons = colonsInText(text);
  }

  get variables(): boolean {
    return false;
  }

  get open(): boolean {
    return false;
  }

  get tokens(): readonly Token[] {
    this.#tokens ??= this.#read();
    return this.#tokens;
  }

  #read(): readonly Token[] {
    const tokens: Token[] = [];
    pushText(tokens, this.text, this.literal === undefined);
    // A copy has no room to grow.
    return this.literal === undefined ? wildcardsInOrder(tokens).slice() : tokens.slice();
  }
}

/** The pattern that matches this text and nothing else. */
export function literal(text: string): Pattern {
  return new PlainPattern(text, false);
}

/** A pattern with wildcards and without variables. */
export function wildcard(text: string): Pattern {
  return compile(text, { wildcards: true, variables: false });
}

function variableTokens(whole: string, inner: string): Token[] {
  if (inner === '*' || inner === '?' || inner === '$') return [inner.charCodeAt(0)];
  const parts = VARIABLE_NAME.exec(inner);
  if (!parts?.[1]) return [...whole].map((character) => character.charCodeAt(0));
  return [{ key: parts[1].toLowerCase(), fallback: parts[2] }];
}

/** @param text as a policy writes it; left out, as the tokens spell it */
export function fromTokens(tokens: readonly Token[], text?: string): Pattern {
  const ordered = wildcardsInOrder(tokens);
  const plain = ordered.every((token) => typeof token === 'number' && token >= 0);
  const spelt = text === undefined || plain ? spell(ordered) : undefined;
  const written = text ?? spelt ?? '';
  return {
    text: written,
    // A copy has no room to grow.
    tokens: ordered.slice(),
    literal: plain ? (spelt === written ? written : spelt) : undefined,
    variables: ordered.some((token) => typeof token === 'object'),
    open: ordered.includes(OPEN),
    colons: colonsIn(ordered),
  };
}

function colonsIn(tokens: readonly Token[]): number {
  let colons = 0;
  for (const token of tokens) if (token === COLON) colons++;
  return colons;
}

function colonsInText(text: string): number {
  let colons = 0;
  for (let at = text.indexOf(':'); at >= 0; at = text.indexOf(':', at + 1)) colons++;
  return colons;
}

/** The value of a condition key: its only value, `absent`, or undefined when the scan cannot know it. */
export type VariableValue = (key: string) => string | 'absent' | undefined;

/**
 * The pattern with its variables replaced; their values match literally, wildcards included. Undefined when a
 * variable has no value in the request and no default: "any attempt to match it fails".
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function resolve(pattern: Pattern, variable: VariableValue): Pattern | undefined {
  if (!pattern.variables) return pattern;
  const tokens: Token[] = [];
  for (const token of pattern.tokens) {
    if (typeof token === 'number') tokens.push(token);
    else {
      const value = variable(token.key);
      if (value === undefined) tokens.push(OPEN);
      else if (value !== 'absent') pushText(tokens, value, false);
      else if (token.fallback !== undefined) pushText(tokens, token.fallback, false);
      else return undefined;
    }
  }
  return fromTokens(tokens);
}
