import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, type YAMLMap } from 'yaml';
import type { Problem } from './config-error.ts';
import { quoted, sentenceCase, shortened } from './wording.ts';

/** A value of a configuration, and where it stands. */
export type Located = LocatedMap | LocatedList | LocatedScalar;

interface Place {
  /** That of its key, or of itself in a list. From 1. */
  readonly line: number;
  /** Keys from the top, such as `rules.iam/user-unused.options`. */
  readonly path: string;
}

export interface LocatedMap extends Place {
  readonly kind: 'map';
  readonly entries: ReadonlyMap<string, Located>;
}

interface LocatedList extends Place {
  readonly kind: 'list';
  readonly items: readonly Located[];
}

interface LocatedScalar extends Place {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
  /** A number as it is written: of an account that begins with 0 all 12 digits. */
  readonly source: string;
}

/** Deeper than any configuration is. */
const DEEPEST = 16;
/** More values than any configuration has; an alias counts with all that it stands for. */
const MOST_VALUES = 100_000;

/**
 * Reads YAML 1.2, of which JSON is a part, with the lines of its values. The value is undefined where the text says
 * nothing.
 * @param json takes nothing but JSON.
 */
export function located(
  text: string,
  { json }: { readonly json: boolean },
): { readonly value: Located | undefined; readonly problems: readonly Problem[] } {
  const notJson = json ? jsonProblem(text) : undefined;
  if (notJson !== undefined) return { value: undefined, problems: [notJson] };
  const lines = new LineCounter();
  const document = parseDocument(text, {
    schema: 'core',
    lineCounter: lines,
    prettyErrors: false,
    // Keys that stand twice are told by the walk, with their names; this would compare each with each.
    uniqueKeys: false,
    logLevel: 'error',
  });
  const lineOf = (offset: number) => Math.max(1, lines.linePos(offset).line);
  const [wrong] = [...document.errors, ...document.warnings];
  if (wrong !== undefined) {
    const sentence =
      wrong.code === 'MULTIPLE_DOCS'
        ? 'A configuration is one document, and another one begins here.'
        : `This is not YAML: ${wrong.message}.`;
    return { value: undefined, problems: [{ line: lineOf(wrong.pos[0]), sentence }] };
  }
  const walk = new Walk(lineOf);
  const value = document.contents === null ? undefined : walk.read(document.contents, { line: 1, path: '' });
  return { value, problems: walk.problems };
}

/** Reads the nodes of a document in their order, and tells of what no configuration has. */
class Walk {
  readonly problems: Problem[] = [];
  readonly #anchors = new Map<string, unknown>();
  #left = MOST_VALUES;

  constructor(private readonly lineOf: (offset: number) => number) {}

  /** @param at its key, or the list that it is in. */
  read(node: unknown, at: Place, depth = 0): Located | undefined {
    this.#left -= 1;
    if (this.#left < 0) return this.#left === -1 ? this.#problem(at, 'this has too many values.') : undefined;
    if (depth > DEEPEST) return this.#problem(at, 'this is nested too deeply.');
    if (isAlias(node)) {
      if (this.#anchors.has(node.source)) return this.read(this.#anchors.get(node.source), at, depth + 1);
      return this.#problem(
        at,
        `nothing is called *${node.source}. A text that begins with * stands in quotes.`,
      );
    }
    if ((isMap(node) || isSeq(node) || isScalar(node)) && node.anchor !== undefined)
      this.#anchors.set(node.anchor, node);
    if (isMap(node)) return { ...at, kind: 'map', entries: this.#entries(node, at, depth) };
    if (isSeq(node)) {
      const items = node.items.map((item, index) =>
        this.read(item, { line: this.#lineOf(item) ?? at.line, path: `${at.path}[${index}]` }, depth + 1),
      );
      return { ...at, kind: 'list', items: items.filter((item) => item !== undefined) };
    }
    const value = isScalar(node) ? node.value : null;
    if (
      typeof value !== 'string' &&
      typeof value !== 'number' &&
      typeof value !== 'boolean' &&
      value !== null
    )
      return this.#problem(at, 'this must be a text, a number, true or false.');
    const source = isScalar(node) && typeof value === 'number' ? node.source : undefined;
    return { ...at, kind: 'scalar', value, source: source ?? String(value) };
  }

  #entries({ items }: YAMLMap<unknown, unknown>, at: Place, depth: number): ReadonlyMap<string, Located> {
    const entries = new Map<string, Located>();
    for (const { key, value } of items) {
      const line = this.#lineOf(key) ?? at.line;
      if (!isScalar(key)) {
        this.#problem({ ...at, line }, 'a key must be a text.');
        continue;
      }
      const name = typeof key.value === 'string' ? key.value : (key.source ?? String(key.value));
      const inner = { line, path: at.path === '' ? name : `${at.path}.${name}` };
      if (entries.has(name)) this.#problem(inner, 'this stands here twice.');
      const read = this.read(value, inner, depth + 1);
      if (read !== undefined) entries.set(name, read);
    }
    return entries;
  }

  #lineOf(node: unknown): number | undefined {
    const range: Node['range'] =
      isMap(node) || isSeq(node) || isScalar(node) || isAlias(node) ? node.range : undefined;
    return range ? this.lineOf(range[0]) : undefined;
  }

  #problem({ line, path }: Place, what: string): undefined {
    this.problems.push({ line, sentence: path === '' ? sentenceCase(what) : `${shortened(path)}: ${what}` });
  }
}

/** The value as code has it. */
export function plain(value: Located): unknown {
  switch (value.kind) {
    case 'scalar':
      return value.value;
    case 'list':
      return value.items.map(plain);
    case 'map':
      return Object.fromEntries([...value.entries].map(([key, each]) => [key, plain(each)]));
  }
}

/** What a value is, for a message: `"high"`, `12`, `a list`. */
export function shown(value: Located): string {
  if (value.kind === 'list') return value.items.length === 0 ? 'an empty list' : 'a list';
  if (value.kind === 'map') return 'a map';
  if (value.value === null) return 'nothing';
  return typeof value.value === 'string' ? quoted(value.value) : String(value.value);
}

function jsonProblem(text: string): Problem | undefined {
  const error = jsonError(text);
  if (error === undefined) return undefined;
  const [what] = error.split(/ in JSON|, (?:\.\.\.)?".*is not valid JSON| \(line \d/s);
  // Not every message tells where: it is where the shortest part of the text ends that nothing could mend.
  let [good, bad] = [0, text.length];
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (endsTooSoon(text.slice(0, middle))) good = middle;
    else bad = middle;
  }
  const before = endsTooSoon(text) ? text.trimEnd() : text.slice(0, bad);
  return {
    line: before.split('\n').length,
    sentence: `This is not JSON: ${what}. A configuration with comments is YAML, in postern.config.yaml.`,
  };
}

/** Whether it is JSON, or the beginning of it. */
function endsTooSoon(text: string): boolean {
  const error = jsonError(text);
  if (error === undefined || /^(Unexpected end|Unterminated)/.test(error)) return true;
  return Number(/position (\d+)/.exec(error)?.[1]) >= text.length;
}

function jsonError(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
