import type { Answerer } from '../../support/stub.ts';
import { success, textParam, type Wire } from '../../support/wire.ts';

/** Answers with one item a page, and keeps the size that was asked for. */
export const paged =
  (set: string, items: readonly Wire[], asked: (string | undefined)[] = []): Answerer =>
  (call) => {
    asked.push(textParam(call, 'MaxResults'));
    const page = Number(textParam(call, 'NextToken') ?? 0);
    return success(call, {
      [set]: items.slice(page, page + 1),
      nextToken: page + 1 < items.length ? String(page + 1) : undefined,
    });
  };
