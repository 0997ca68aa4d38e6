/**
 * - certain: whatever the request says;
 * - conditional: if conditions hold, or something exists, that a scan of IAM cannot know;
 * - unread: as far as policies tell that could be read.
 */
export type Certainty = 'certain' | 'conditional' | 'unread';

/** The most certain first. */
export const CERTAINTIES: readonly Certainty[] = ['certain', 'conditional', 'unread'];

export function compareCertainty(a: Certainty, b: Certainty): number {
  return CERTAINTIES.indexOf(a) - CERTAINTIES.indexOf(b);
}

export function weakest(certainties: readonly Certainty[]): Certainty {
  let found: Certainty = 'certain';
  for (const certainty of certainties) if (compareCertainty(certainty, found) > 0) found = certainty;
  return found;
}

/** The most certain of several, or the first that is as certain as can be. */
export function best<T extends { readonly certainty: Certainty }>(
  options: Iterable<T | undefined>,
  asCertainAsCanBe: Certainty = 'certain',
): T | undefined {
  let found: T | undefined;
  for (const option of options) {
    if (option && (!found || compareCertainty(option.certainty, found.certainty) < 0)) found = option;
    if (found && compareCertainty(found.certainty, asCertainAsCanBe) <= 0) return found;
  }
  return found;
}

/** The results one by one, so that none is computed after the one that suffices. */
export function* lazily<T, R>(items: Iterable<T>, compute: (item: T) => R): Iterable<R> {
  for (const item of items) yield compute(item);
}
