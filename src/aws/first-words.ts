import { redactBody } from './redact.ts';

const LONGEST = 200;

/**
 * The first words of what a server or a process said, for a sentence: on one line, without control characters and
 * secrets, without a full stop, 200 characters at most. Empty where it said nothing.
 */
export function firstWords(text: string): string {
  const line = redactBody(text.slice(0, 4 * LONGEST))
    .replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ')
    .trim();
  const words = line.length > LONGEST ? `${line.slice(0, LONGEST - 1).trimEnd()}…` : line;
  return words.replace(/\.$/, '');
}
