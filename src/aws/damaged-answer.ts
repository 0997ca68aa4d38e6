import type { HttpResponse } from '@smithy/core/protocols';

/** Characters of a foreign answer that are shown. */
const FIRST_WORDS = 60;

/** What came instead of an answer of AWS. The SDK takes it for a passing fault, as a server error, and tries again. */
export class DamagedAnswerError extends Error {
  override readonly name = 'DamagedAnswer';
  /** Read by the retry strategy: https://smithy.io/2.0/spec/behavior-traits.html#retryable-trait */
  readonly $retryable = { throttling: false };
}

/** HTTP status, content type, size or first words of what came, for a message. */
export function whatCame({ statusCode, headers }: HttpResponse, content: string): string {
  const type = Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type')?.[1];
  return `HTTP ${statusCode}, ${type === undefined ? 'no content type' : plain(type)}, ${content}`;
}

/** The beginning of a text on one line, quoted, without control characters. */
export function firstWords(text: string): string {
  return `beginning ${JSON.stringify(plain(text))}`;
}

function plain(text: string): string {
  const line = text.replace(/[\s\p{C}\p{Z}]+/gu, ' ').trim();
  return line.length > FIRST_WORDS ? `${line.slice(0, FIRST_WORDS)}…` : line;
}
