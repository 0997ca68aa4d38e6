import { visible } from './escape.ts';

/**
 * The beginning of a text, made visible on one line; an ellipsis stands for the rest.
 * @param most UTF-16 units of the answer.
 */
export function excerpt(text: string, most: number): string {
  const line = visible(text.slice(0, most + 1));
  if (line.length <= most) return line;
  const last = line.charCodeAt(most - 2);
  // Half of a character would be no text.
  const cutsCharacter = last >= 0xd800 && last <= 0xdbff;
  return `${line.slice(0, cutsCharacter ? most - 2 : most - 1)}…`;
}
