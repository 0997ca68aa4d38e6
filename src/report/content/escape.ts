/**
 * Characters that act on a terminal or hide in a text: controls (C0, DEL, C1), bidirectional overrides and isolates,
 * line and paragraph separators, lone surrogates, and everything that shows nothing, such as zero-width joiners and
 * tag characters. Classes of https://www.unicode.org/reports/tr44/.
 */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/**
 * What a terminal may be given of a text that others wrote: names, tags and messages from AWS. Line breaks and tabs
 * become spaces, hidden characters become visible escapes such as `\u202e`, everything else stays.
 */
export function visible(text: string): string {
  return text.replaceAll(/\r\n|[\n\t]/g, ' ').replaceAll(HIDDEN, bracedEscape);
}

/** JSON that shows nothing but itself when it is printed, and parses to the same value. Line breaks of its layout stay. */
export function visibleJson(json: string): string {
  return json.replaceAll(HIDDEN, (character) => (character === '\n' ? character : jsonEscape(character)));
}

function bracedEscape(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return code > 0xffff ? `\\u{${code.toString(16)}}` : jsonEscape(character);
}

/** JSON writes what lies beyond U+FFFF as two escapes. https://www.rfc-editor.org/rfc/rfc8259#section-7 */
function jsonEscape(character: string): string {
  return character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}
