import { describe, expect, it } from 'vitest';
import { firstItems } from '../../src/aws/first-items.ts';

interface Page {
  readonly items?: readonly number[];
  readonly next?: string;
}

/** How many pages were asked for is kept in `asked`. */
async function* pagesOf(pages: readonly Page[], asked: Page[]) {
  for (const page of pages) {
    asked.push(page);
    yield page;
  }
}

describe('firstItems', () => {
  it.each<[string, Page[], number[], boolean, number]>([
    ['all of fewer', [{ items: [1], next: 'b' }, { items: [2] }], [1, 2], false, 2],
    ['all of as many', [{ items: [1, 2], next: 'b' }, { items: [3] }], [1, 2, 3], false, 2],
    ['the first, where a page holds more', [{ items: [1, 2, 3, 4] }], [1, 2, 3], true, 1],
    [
      'the first, where there is another page',
      [{ items: [1, 2, 3], next: 'b' }, { items: [4] }],
      [1, 2, 3],
      true,
      1,
    ],
    ['all, where the last page has an empty token', [{ items: [1, 2, 3], next: '' }], [1, 2, 3], false, 1],
    [
      'what comes after an empty page',
      [{ items: [], next: 'b' }, { next: 'c' }, { items: [1] }],
      [1],
      false,
      3,
    ],
  ])('are %s', async (_case, pages, items, more, count) => {
    const asked: Page[] = [];
    const answer = await firstItems(
      pagesOf(pages, asked),
      { items: (page) => page.items, next: (page) => page.next },
      3,
    );
    expect([answer, asked.length]).toEqual([{ items, more }, count]);
  });
});
