/** The results of promises in the order in which they come. A rejection is thrown when its turn comes, never unhandled. */
export async function* asTheyFinish<T>(promises: Iterable<Promise<T>>): AsyncGenerator<T> {
  const running = new Map(
    [...promises].map((promise, index) => [
      index,
      promise.then(
        (value) => ({ index, take: () => value }),
        (error: unknown) => ({
          index,
          take: (): T => {
            throw error;
          },
        }),
      ),
    ]),
  );
  while (running.size > 0) {
    const { index, take } = await Promise.race(running.values());
    running.delete(index);
    yield take();
  }
}
