const LONGEST = 80;

/** A text of a configuration in a message, cut where it is long. */
export function shortened(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}

export function quoted(text: string): string {
  return `"${shortened(text)}"`;
}

/** ` Did you mean failOn?`, or nothing. */
export function meant(text: string, names: Iterable<string>): string {
  const name = nearest(text, names);
  return name === undefined ? '' : ` Did you mean ${name}?`;
}

/**
 * The name that somebody may have meant: one that differs in letter case, hyphens and underscores only, or in few
 * characters.
 */
export function nearest(text: string, names: Iterable<string>): string | undefined {
  let best: { readonly name: string; readonly distance: number } | undefined;
  const wanted = bare(text);
  for (const name of names) {
    const known = bare(name);
    const most = Math.max(1, Math.floor(known.length / 4));
    if (Math.abs(known.length - wanted.length) > most) continue;
    const distance = distanceOf(wanted, known);
    if (distance <= most && (best === undefined || distance < best.distance)) best = { name, distance };
  }
  return best?.name;
}

function bare(name: string): string {
  return name.toLowerCase().replaceAll(/[-_\s]/g, '');
}

/** Levenshtein's distance: how many characters have to be put in, taken out or replaced. */
function distanceOf(a: string, b: string): number {
  let before = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row += 1) {
    const next = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const replaced = (before[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      next.push(Math.min(replaced, (before[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    before = next;
  }
  return before[b.length] ?? 0;
}

/** A sentence with its first letter as sentences have it. */
export function sentenceCase(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}
