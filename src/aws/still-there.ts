import type { ItemAnswer } from './reader.ts';

/**
 * The answers about items that are still there: what was deleted after it was listed is nobody's any more.
 * @param gone the names of AWS's errors that say so
 */
export function stillThere<Item, T>(
  answers: readonly ItemAnswer<Item, T>[],
  ...gone: readonly string[]
): readonly ItemAnswer<Item, T>[] {
  return answers.filter(
    ({ answer }) =>
      answer.ok || answer.error.errorName === undefined || !gone.includes(answer.error.errorName),
  );
}
