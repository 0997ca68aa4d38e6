/** What is told of a secret: what it is, and in which line of its text. The first line is 1. */
export interface ToldSecret {
  readonly kind: string;
  readonly line: number;
}

/** What there is to tell of a text; undefined where the text could not be read. */
export type Told = readonly ToldSecret[] | undefined;

const UNREADABLE = 'not readable';

/**
 * What stands on a tape in the place of a text that was cut whole: what there was to tell of it, so that a replay tells
 * the same: `[cut by Postern: password line 3, GitHub token line 7]`.
 */
export function mark(told: Told): string {
  const words =
    told === undefined ? [UNREADABLE] : told.map(({ kind, line }) => `${kind} line ${String(line)}`);
  return words.length === 0 ? '[cut by Postern]' : `[cut by Postern: ${words.join(', ')}]`;
}

/** Whether a text is such a mark. */
export function isMark(text: string): boolean {
  return toldByMark(text) !== undefined;
}

/** What such a mark tells; undefined where the text is none. */
export function toldByMark(text: string): { readonly told: Told } | undefined {
  const words = /^\[cut by Postern(?:: (?<words>[^[\]]+))?\]$/.exec(text)?.groups?.words;
  if (words === undefined) return text === mark([]) ? { told: [] } : undefined;
  if (words === UNREADABLE) return { told: undefined };
  const told = words.split(', ').map((secret) => /^(?<kind>.+) line (?<line>\d+)$/.exec(secret)?.groups);
  return told.every((groups) => groups !== undefined)
    ? { told: told.map(({ kind = '', line }) => ({ kind, line: Number(line) })) }
    : undefined;
}
