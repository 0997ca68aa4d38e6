/** Lets at most `size` tasks run at a time; the others wait in order. */
export class Limit {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(size: number) {
    this.#free = size;
  }

  /** @param task may leave its place to the next before it ends. */
  async run<T>(task: (leave: () => void) => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    let left = false;
    const leave = () => {
      if (left) return;
      left = true;
      const next = this.#waiting.shift();
      if (next === undefined) this.#free += 1;
      else next();
    };
    try {
      return await task(leave);
    } finally {
      leave();
    }
  }
}
