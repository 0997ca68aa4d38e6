import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { asTheyFinish } from '../../src/engine/as-they-finish.ts';

const after = (milliseconds: number) => pause(milliseconds, milliseconds);

async function allOf<T>(results: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const result of results) all.push(result);
  return all;
}

it('gives results in the order in which they come', async () => {
  const results = await allOf(asTheyFinish([after(30), after(1), after(15)]));
  expect(results).toEqual([1, 15, 30]);
});

it('has nothing to give of nothing', async () => {
  expect(await allOf(asTheyFinish([]))).toEqual([]);
});

it('throws a rejection when its turn comes, and leaves none unhandled', async () => {
  const late = after(20).then(() => Promise.reject(new Error('late')));
  const results = asTheyFinish([late, after(1), Promise.reject(new Error('early')), after(40)]);
  await expect(results.next()).rejects.toThrow('early');
  expect(await results.next()).toEqual({ done: true, value: undefined });
  await pause(60);
});
