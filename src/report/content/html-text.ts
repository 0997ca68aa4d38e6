import { visible } from './escape.ts';

/** A text that others wrote as HTML that shows it and nothing else, also within quotes of an attribute. */
export function htmlText(text: string): string {
  return visible(text).replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
