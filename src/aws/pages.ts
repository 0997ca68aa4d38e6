/**
 * The items of all pages. A page may be empty and still not be the last one.
 * @throws when a page has no list: that is no empty one. Where AWS leaves out an empty list, `items` says `?? []`.
 */
export async function pages<Page, Item>(
  paginator: AsyncIterable<Page>,
  items: (page: Page) => readonly Item[] | undefined,
): Promise<Item[]> {
  const all: Item[] = [];
  for await (const page of paginator) {
    const some = items(page);
    if (some === undefined) throw new Error("AWS's answer lacks the list that was asked for");
    all.push(...some);
  }
  return all;
}
