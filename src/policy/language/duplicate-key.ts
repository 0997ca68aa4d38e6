const JSON_TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\]:,]/g;

/**
 * The first key that one object of this JSON text has twice, compared without case; undefined when none does.
 * `JSON.parse` would silently keep the last. AWS: "Individual elements must not contain multiple instances of the
 * same key", and condition keys that differ only in case are the same key.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 * @param text valid JSON
 */
export function duplicateKey(text: string): string | undefined {
  const open: Set<string>[] = [];
  let last: string | undefined;
  for (const [token] of text.matchAll(JSON_TOKEN)) {
    if (token === '{' || token === '[') open.push(new Set());
    else if (token === '}' || token === ']') open.pop();
    else if (token === ':' && last !== undefined) {
      const key = last.includes('\\') ? String(JSON.parse(last)) : last.slice(1, -1);
      const seen = open.at(-1);
      if (seen?.has(key.toLowerCase())) return key;
      seen?.add(key.toLowerCase());
    }
    last = token;
  }
  return undefined;
}
