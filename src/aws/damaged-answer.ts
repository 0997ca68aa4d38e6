import type { HttpResponse } from '@smithy/core/protocols';

import { firstWords } from './first-words.ts';

/** What came instead of an answer of AWS. The SDK takes it for a passing fault, as a server error, and tries again. */
export class DamagedAnswerError extends Error {
  override readonly name = 'DamagedAnswer';
  /** Read by the retry strategy: https://smithy.io/2.0/spec/behavior-traits.html#retryable-trait */
  readonly $retryable = { throttling: false };
}

/** HTTP status, content type, size or first words of what came, for a message. */
export function whatCame({ statusCode, headers }: HttpResponse, content: string): string {
  const type = Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type')?.[1];
  return `HTTP ${statusCode}, ${type === undefined ? 'no content type' : firstWords(type)}, ${content}`;
}
