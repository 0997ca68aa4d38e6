/**
 * What `JSON.stringify` gives, but for half a character (a lone surrogate), which strict readers of JSON refuse: it
 * becomes U+FFFD. https://www.rfc-editor.org/rfc/rfc8259#section-8.2
 */
export function wellFormedJson(value: unknown): string {
  const json = JSON.stringify(value);
  return json.includes('\\ud')
    ? json.replaceAll(/\\\\|\\ud[89a-f][0-9a-f]{2}/g, (unit) => (unit === '\\\\' ? unit : '\\ufffd'))
    : json;
}
