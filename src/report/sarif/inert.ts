/**
 * Text that is no syntax of SARIF: braces hold places for arguments, and brackets before parentheses are links. Viewers
 * differ in which escapes they undo, so both are written otherwise; names stand unchanged in the logical locations.
 * https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html (3.11.5 and 3.11.6)
 */
export function inert(text: string): string {
  return text.replaceAll('{', '(').replaceAll('}', ')').replaceAll('](', '] (');
}
