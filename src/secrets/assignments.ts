import type { Found } from './found.ts';
import { isPlaceholder } from './placeholder.ts';

/** What a name ends in that is given a secret, and what that is. */
const KINDS: readonly (readonly [kind: string, ending: RegExp])[] = [
  ['password', /(?:passw(?:or)?d|passphrase|pwd|passwort)$/i],
  ['API key', /api[_.-]?key$/i],
  ['key', /(?:(?:secret|access|private|encryption|signing|auth|account|master|shared|license)[_.-]?)key$/i],
  ['secret', /secret$/i],
  ['token', /token$/i],
];

/** Tokens that open nothing: of pages, and against requests that are made twice. */
const HARMLESS =
  /(?:next|page|pagination|continuation|start(?:ing)?|resume|csrf|xsrf|client|request|idempotency|push|device|cancellation|no|max|pad|eos|bos|unk|sep|cls|mask)[_.-]?token$|(?:no|public|show|hide|has|is|reset|forgot|use|update|change|generate|manage)[_.-]?(?:passw(?:or)?d|secret)$/i;

const NAME =
  '(?<name>[\\w.-]{0,60}(?:passw(?:or)?d|passphrase|pwd|passwort|key|secret|token)(?:[_.-]?\\d{1,4})?)';
const VALUE =
  '(?:(?<quote>\\\\*["\'`])(?<quoted>[^"\'`\\\\\\n]{1,512})\\k<quote>|(?<bare>[^\\s"\'`,;&<>\\\\]{1,512}))';

/**
 * `NAME=value`, `name: "value"`, `"name": "value"`, `name => 'value'`, `--name value`. A name that is part of an ARN or of a
 * path is none. What is bounded here keeps the time from growing faster than the text.
 */
const ASSIGNMENTS = [
  new RegExp(`(?<![\\w.:/-])${NAME}\\\\*["'\`]?\\s*(?:=>|:=|=|:)\\s*${VALUE}`, 'dgi'),
  new RegExp(`(?<![\\w.:/-])(?=--)${NAME}\\s+(?!-)${VALUE}`, 'dgi'),
];

const SHORTEST = 8;
/** Bits per character, below which a text is a word or a pattern rather than something drawn by lot. */
const LEAST_ENTROPY = 2.8;

/** Secrets that are told by the name that they are given to. */
export function foundByName(text: string): readonly Found[] {
  const assignments = ASSIGNMENTS.filter((pattern) => text.search(pattern) !== -1).flatMap((pattern) =>
    Array.from(text.matchAll(pattern)),
  );
  return assignments.flatMap(({ 0: whole, groups, indices }) => {
    const { name = '', quoted, bare } = groups ?? {};
    const value = quoted ?? bare ?? '';
    const [start, end] = indices?.groups?.[quoted === undefined ? 'bare' : 'quoted'] ?? [];
    // `password: at least twelve characters` is prose.
    const close = quoted !== undefined || whole.endsWith(`=${value}`) || name.startsWith('--');
    const kind = kindOf(name, value, close);
    return kind === undefined || start === undefined || end === undefined
      ? []
      : [{ kind, index: start, length: end - start }];
  });
}

/**
 * The kind of secret that a variable of this name holds, or undefined where it holds none that is told by its name.
 * @param close whether the value is all that belongs to the name, rather than the next word of a sentence.
 */
export function kindOf(name: string, value: string, close: boolean): string | undefined {
  const plain = name.replace(/[_.-]?\d*$/, '');
  if (value.length < SHORTEST || HARMLESS.test(plain) || isPlaceholder(value)) return undefined;
  const [kind] = KINDS.find(([, ending]) => ending.test(plain)) ?? [];
  if (kind === undefined) return undefined;
  const mixed = /[^A-Za-z]/.test(value) && /[A-Za-z]/.test(value);
  const drawn = entropy(value) >= LEAST_ENTROPY;
  const isSecret =
    kind === 'password'
      ? mixed || (close && !/\s/.test(value))
      : mixed && drawn && /\d/.test(value) && !/\s|(?:token|secret|key)$/i.test(value);
  return isSecret ? kind : undefined;
}

/** Shannon's, in bits per character. */
function entropy(text: string): number {
  const times = new Map<string, number>();
  for (const character of text) times.set(character, (times.get(character) ?? 0) + 1);
  return [...times.values()].reduce((sum, count) => {
    const share = count / text.length;
    return sum - share * Math.log2(share);
  }, 0);
}
