/** The items of all pages. A page may be empty and still not be the last one. */
export async function pages<Page, Item>(
  paginator: AsyncIterable<Page>,
  items: (page: Page) => readonly Item[] | undefined,
): Promise<Item[]> {
  const all: Item[] = [];
  for await (const page of paginator) all.push(...(items(page) ?? []));
  return all;
}
