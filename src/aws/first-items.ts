/**
 * The first items of a list, page by page, and whether there are more: pages beyond them are not asked for.
 * @param page.items what a page holds.
 * @param page.next the token of the page after it; none, or an empty one, after the last.
 */
export async function firstItems<Page, Item>(
  paginator: AsyncIterable<Page>,
  page: {
    readonly items: (page: Page) => readonly Item[] | undefined;
    readonly next: (page: Page) => string | undefined;
  },
  most: number,
): Promise<{ readonly items: readonly Item[]; readonly more: boolean }> {
  const items: Item[] = [];
  for await (const each of paginator) {
    items.push(...(page.items(each) ?? []));
    if (items.length >= most)
      return { items: items.slice(0, most), more: items.length > most || Boolean(page.next(each)) };
  }
  return { items, more: false };
}
