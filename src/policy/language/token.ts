/** A policy variable such as `${aws:username}` or `${aws:PrincipalTag/team, 'none'}`; the key is in lower case. */
interface Variable {
  readonly key: string;
  readonly fallback: string | undefined;
}

/** One place of a pattern: a character by its code, `?`, `*`, a value that is not known, or a variable. */
export type Token = number | Variable;

export const COLON = 58;
/** `?` */
export const ANY = -1;
/** `*` */
export const STAR = -2;
/** The place of a variable with an unknown value: some string, we cannot say which. */
export const OPEN = -3;

/** Adds the text, in which `*` and `?` are wildcards or not. */
export function pushText(tokens: Token[], text: string, wildcards: boolean): void {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (wildcards && code === 42) tokens.push(STAR);
    else if (wildcards && code === 63) tokens.push(ANY);
    else tokens.push(code);
  }
}

/** Of neighbouring wildcards `?` comes first and one `*` last. */
export function wildcardsInOrder(tokens: readonly Token[]): Token[] {
  const ordered: Token[] = [];
  let star = false;
  for (const token of tokens) {
    if (token === STAR) star = true;
    else {
      if (star && token !== ANY) {
        ordered.push(STAR);
        star = false;
      }
      ordered.push(token);
    }
  }
  if (star) ordered.push(STAR);
  return ordered;
}

/** The text with these tokens, as a policy would write it. */
export function spell(tokens: readonly Token[]): string {
  let text = '';
  for (const token of tokens) {
    if (typeof token === 'object') text += `\${${token.key}}`;
    else if (token === STAR || token === OPEN) text += '*';
    else text += token === ANY ? '?' : String.fromCharCode(token);
  }
  return text;
}

/** Whether the token, which stands for one character, takes the other in. */
export function takes(outer: Token, inner: Token | undefined): boolean {
  if (outer === ANY) return inner === ANY || (typeof inner === 'number' && inner >= 0);
  return typeof outer === 'number' && outer >= 0 && outer === inner;
}

/** Whether the token stands for any string. */
export function isAnyString(token: Token | undefined): boolean {
  return token === STAR || token === OPEN || typeof token === 'object';
}
