/** Thrown when a question needs more work than it is allowed: the answer is then that nobody knows. */
export class OutOfSteps extends Error {}

/**
 * How much work a question may still take, counted and never timed, so that an answer is the same on every machine.
 * Deciding whether a pattern covers an event is hard in the worst case; whoever writes a pattern must not be able to
 * stop a scan with it.
 */
export class Steps {
  readonly #allowed: number;
  #left: number;

  constructor(allowed: number) {
    this.#allowed = allowed;
    this.#left = allowed;
  }

  get spent(): number {
    return this.#allowed - this.#left;
  }

  /** @throws OutOfSteps when there are not so many left */
  spend(count = 1): void {
    this.#left -= count;
    if (this.#left < 0) throw new OutOfSteps('the pattern takes too long to decide');
  }
}
