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

/** A page that says whether another one follows, and where it begins. */
interface MarkedPage {
  readonly Marker?: string | undefined;
  readonly IsTruncated?: boolean | undefined;
  readonly isTruncated?: boolean | undefined;
}

/** The pages of an operation for which the SDK has no paginator. The transport ends those without end. */
export async function* markedPages<Page extends MarkedPage>(
  ask: (marker: string | undefined) => Promise<Page>,
): AsyncGenerator<Page> {
  let marker: string | undefined;
  do {
    const page = await ask(marker);
    yield page;
    marker = (page.IsTruncated ?? page.isTruncated) ? page.Marker : undefined;
  } while (marker !== undefined);
}
