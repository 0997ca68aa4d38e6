/** Longer than a scan computes between an answer and the calls that follow from it, in milliseconds. */
const QUIET = 500;

/**
 * Lets calls wait until nothing has been asked for a while, then answers all of them at once. Calls that follow from
 * an answer come in a later round than the call that it answered, and no other does: the number of rounds is the
 * length of the longest chain of dependent calls.
 */
export class Rounds {
  #held: (() => void)[] = [];
  #quiet: NodeJS.Timeout | undefined;
  readonly #sizes: number[] = [];

  /** The number of calls in each round. */
  get sizes(): readonly number[] {
    return this.#sizes;
  }

  readonly hold = (): Promise<void> =>
    new Promise((resolve) => {
      this.#held.push(resolve);
      clearTimeout(this.#quiet);
      this.#quiet = setTimeout(() => this.#answer(), QUIET);
    });

  #answer(): void {
    const held = this.#held.splice(0);
    this.#sizes.push(held.length);
    for (const answer of held) answer();
  }
}
