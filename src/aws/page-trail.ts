import { DamagedAnswerError } from './damaged-answer.ts';
import { isPageToken } from './page-tokens.ts';

/**
 * Pages in a row without an item, after which nothing is hoped for. Organizations sends some: "can occasionally return
 * an empty set of results even when more results are available",
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAccounts.html
 */
const EMPTY_PAGES = 100;

/** The pages that AWS sent for one answer of a reader, so that none is followed for ever. */
export class PageTrail {
  readonly #asked = new Set<string>();
  /** Empty pages in a row, by list. */
  readonly #empty = new Map<string, number>();

  /** @throws DamagedAnswerError when AWS led to a page that was asked for before. */
  ask(operation: string, input: object): void {
    const tokens = Object.entries(input).filter(([name, value]) => isPageToken(name) && Boolean(value));
    if (tokens.length === 0) return;
    const page = textOf([operation, input]);
    if (this.#asked.has(page)) throw new DamagedAnswerError('AWS sent the same page token again');
    this.#asked.add(page);
  }

  /** @throws DamagedAnswerError when one page after the other is empty. */
  answered(operation: string, input: object, answer: object): void {
    const list = textOf([operation, Object.entries(input).filter(([name]) => !isPageToken(name))]);
    const lists = Object.values(answer).filter(Array.isArray);
    const isEmpty = lists.length > 0 && lists.every(({ length }) => length === 0);
    const empty = isEmpty ? (this.#empty.get(list) ?? 0) + 1 : 0;
    this.#empty.set(list, empty);
    if (empty === EMPTY_PAGES)
      throw new DamagedAnswerError(`AWS sent ${EMPTY_PAGES} empty pages in a row and spoke of more`);
  }
}

function textOf(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) => (typeof item === 'bigint' ? `${item}` : item));
}
