export interface Json {
  readonly text: string;
  readonly value: unknown;
}

/** In our own words: those of the JSON parser differ between versions of Node, and a report should not. */
export function plainJson(text: string): Json | { readonly reason: string } {
  // No JSON begins with a percent sign, and the error that tells so is dear where there are thousands of documents.
  const json = text.startsWith('%') ? undefined : jsonIn(text);
  if (json) return json;
  if (!text.includes('%')) return { reason: 'not JSON' };
  try {
    return jsonIn(decodeURIComponent(text)) ?? { reason: 'not JSON' };
  } catch (error) {
    if (error instanceof URIError) return { reason: 'not JSON: its URL encoding is broken' };
    throw error;
  }
}

function jsonIn(text: string): Json | undefined {
  try {
    return { text, value: JSON.parse(text) };
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
