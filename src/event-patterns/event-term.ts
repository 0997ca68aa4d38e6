import type { Truth } from './formula.ts';
import { EVERY_STRING, type Language, NO_STRING } from './language.ts';

/** One step into an event: the name of a field, a place in an array from 0, or `*` for each of them. */
export type Step = string | number | typeof EACH;

export const EACH = Symbol('each');

/** Which strings satisfy a term: those of `within`, or with `but` all others; of `unsure` nobody knows. */
export interface Strings {
  readonly within: Language;
  readonly but: boolean;
  readonly unsure: Language;
}

/** What a term says of a field, by what the field holds. */
export interface Judgement {
  readonly absent: Truth;
  readonly null: Truth;
  readonly true: Truth;
  readonly false: Truth;
  readonly object: Truth;
  readonly array: Truth;
  readonly number: (value: number) => Truth;
  /** The numbers at which the answer may change. */
  readonly cuts: readonly number[];
  readonly string: Strings;
}

/** One condition of a pattern on one field. */
export interface EventTerm {
  /** As it stands in the pattern. */
  readonly text: string;
  readonly steps: readonly Step[];
  readonly judgement: Judgement;
}

/** A condition that nothing satisfies: what a term says of all that it does not speak of. */
export const NEVER: Judgement = {
  absent: 'no',
  null: 'no',
  true: 'no',
  false: 'no',
  object: 'no',
  array: 'no',
  number: () => 'no',
  cuts: [],
  string: { within: NO_STRING, but: false, unsure: NO_STRING },
};

export const STRINGS_UNSURE: Strings = { within: NO_STRING, but: false, unsure: EVERY_STRING };

/** `a.b[0]`, as people write it. */
export const fieldName = (steps: readonly Step[]): string =>
  steps
    .map((step, at) => {
      if (step === EACH) return at === 0 ? '*' : '[*]';
      if (typeof step === 'number') return `[${step}]`;
      const name = /^[\w-]+$/.test(step) ? step : `['${step}']`;
      return at === 0 ? name : `.${name}`;
    })
    .join('');
