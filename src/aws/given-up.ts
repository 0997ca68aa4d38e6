interface Asked {
  calls: number;
  /** When one of them was answered last, by `performance.now()`. */
  answeredAt: number;
}

/**
 * Operations that AWS did not answer until Postern gave one call up, and no other call since it was begun: the next ones
 * need not wait as long to learn the same. After a while they are asked anew.
 */
export class GivenUp {
  /** Operations that calls under way ask for. */
  readonly #asked = new Map<string, Asked>();
  readonly #reasons = new Map<string, { readonly reason: unknown; readonly until: number }>();
  readonly #holdsFor: number;

  /** @param holdsFor milliseconds */
  constructor(holdsFor: number) {
    this.#holdsFor = holdsFor;
  }

  /** Why an operation is not worth asking now; undefined where it is. @param key tells an operation from others. */
  reason(key: string): unknown {
    const known = this.#reasons.get(key);
    return known !== undefined && performance.now() < known.until ? known.reason : undefined;
  }

  begin(key: string): void {
    const asked = this.#asked.get(key);
    if (asked === undefined) this.#asked.set(key, { calls: 1, answeredAt: 0 });
    else asked.calls += 1;
  }

  answered(key: string): void {
    const asked = this.#asked.get(key);
    if (asked !== undefined) asked.answeredAt = performance.now();
    this.#reasons.delete(key);
  }

  /**
   * @param begun when the call was begun that was given up, by `performance.now()`.
   * @param reason of a call that was never sent, it is the known one, which holds no longer for that.
   */
  add(key: string, begun: number, reason: unknown): void {
    if (this.#reasons.get(key)?.reason === reason) return;
    if ((this.#asked.get(key)?.answeredAt ?? 0) > begun) return;
    this.#reasons.set(key, { reason, until: performance.now() + this.#holdsFor });
  }

  end(key: string): void {
    const asked = this.#asked.get(key);
    if (asked === undefined) return;
    asked.calls -= 1;
    if (asked.calls === 0) this.#asked.delete(key);
  }
}
