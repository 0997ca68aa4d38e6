import { foundByName, kindOf } from './assignments.ts';
import { foundByForm } from './forms.ts';
import type { Found } from './found.ts';
import { foundByPublishedRules } from './published-rules.ts';

/** A secret in a text. Its value is nowhere but there. */
export interface Secret {
  /** What it is, in words such as `GitHub token`. */
  readonly kind: string;
  /** Where it begins, and how long it is, in UTF-16 units of the text. */
  readonly index: number;
  readonly length: number;
  /** The line that it begins in; the first is 1. */
  readonly line: number;
}

/** `pwd=12345678`: in fewer characters nobody names a secret, and most texts of AWS have fewer. */
const SHORTEST = 12;

/**
 * The secrets in a text, such as a script, a configuration or a description, in the order of the text, none within
 * another: by their own form, by the name that they are given to, and by the rules of secretlint. What only stands for a
 * secret, or leads to one, is none. The time grows with the length of the text and no faster.
 */
export function findSecrets(text: string): readonly Secret[] {
  if (text.length < SHORTEST) return [];
  const places = [...foundByForm(text), ...foundByPublishedRules(text), ...foundByName(text)];
  return inLines(text, apart(places));
}

/** The kind of secret that a variable holds, such as one of a Lambda function; undefined where it holds none. */
export function secretInVariable(name: string, value: string): string | undefined {
  return findSecrets(value)[0]?.kind ?? kindOf(name, value, true);
}

/** In the order of the text. Of two that overlap the one that begins first names both. */
function apart(places: readonly Found[]): readonly Found[] {
  const sorted = [...places].sort((a, b) => a.index - b.index || b.length - a.length);
  return sorted.reduce<Found[]>((kept, place) => {
    const last = kept.at(-1);
    if (last === undefined || place.index >= last.index + last.length) kept.push(place);
    else if (place.index + place.length > last.index + last.length)
      kept[kept.length - 1] = { ...last, length: place.index + place.length - last.index };
    return kept;
  }, []);
}

function inLines(text: string, places: readonly Found[]): readonly Secret[] {
  let line = 1;
  let done = 0;
  return places.map((place) => {
    for (let at = text.indexOf('\n', done); at !== -1 && at < place.index; at = text.indexOf('\n', at + 1))
      line++;
    done = place.index;
    return { ...place, line };
  });
}
