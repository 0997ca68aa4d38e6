import type { Steps } from './steps.ts';

/** Characters: those named, or all but those. */
export interface Characters {
  readonly named: ReadonlySet<string>;
  readonly allBut: boolean;
}

/** So many characters of a kind in a row; `most` may be Infinity. */
export interface Piece {
  readonly of: Characters;
  readonly least: number;
  readonly most: number;
}

/** Strings: those that one of the rows of pieces makes up from their beginning to their end. */
export type Language = readonly (readonly Piece[])[];

const ANY: Characters = { named: new Set(), allBut: true };

/** Any characters, as many as one likes. */
export const ANYTHING: Piece = { of: ANY, least: 0, most: Number.POSITIVE_INFINITY };

export const EVERY_STRING: Language = [[ANYTHING]];
export const NO_STRING: Language = [];

export const one = (character: string): Piece => ({
  of: { named: new Set([character]), allBut: false },
  least: 1,
  most: 1,
});

const inAnyCase = (character: string): Piece => ({
  of: { named: new Set([character.toLowerCase(), character.toUpperCase()]), allBut: false },
  least: 1,
  most: 1,
});

/** The pieces of a text that stands for itself. */
export const literally = (text: string, { anyCase = false } = {}): readonly Piece[] =>
  [...text].map(anyCase ? inAnyCase : one);

/** A text in which each `*` stands for any characters, as many as one likes. */
export const wildcard = (text: string): Language => [
  text.split('*').flatMap((part, at) => (at === 0 ? literally(part) : [ANYTHING, ...literally(part)])),
];

/** The strings that are in some languages and not in others: which of them, as bits, and one such string. */
export interface Class {
  readonly within: bigint;
  readonly example: string;
}

/** A character that no pattern names, for an example: a letter where one is left. */
const PLAIN = [
  ...'xyzabcdefghijklmnopqrstuvwXYZ0123456789',
  ...Array.from({ length: 400 }, (_, at) => at + 0x400),
].map((character) => (typeof character === 'number' ? String.fromCodePoint(character) : character));

/**
 * Languages side by side, as one machine whose states are sets of places in their pieces. A place takes as long as
 * eight looks at a formula, one in a state as long as four.
 */
export class Languages {
  readonly #moves: { of: Characters; to: number }[][] = [];
  readonly #skips: number[][] = [];
  readonly #accepts = new Map<number, bigint>();
  readonly #start: readonly number[];
  readonly #steps: Steps;

  /** @throws OutOfSteps when they take more places than there are steps */
  constructor(languages: readonly Language[], steps: Steps) {
    this.#steps = steps;
    const starts: number[] = [];
    for (const [at, language] of languages.entries())
      for (const pieces of language) {
        let place = this.#place();
        starts.push(place);
        for (const piece of pieces) place = this.#append(place, piece);
        this.#accepts.set(place, 1n << BigInt(at));
      }
    this.#start = this.#closed(starts);
  }

  /** Which of the languages hold the string, as bits. */
  of(text: string): bigint {
    let places = this.#start;
    for (const character of text) {
      const next: number[] = [];
      for (const place of places)
        for (const { of, to } of this.#moves[place] ?? []) {
          this.#steps.spend();
          if (of.named.has(character) !== of.allBut) next.push(to);
        }
      places = this.#closed(next);
    }
    return this.#within(places);
  }

  /**
   * All ways in which a string can be in some of the languages and not in others, each with an example: the shortest,
   * but not the empty one where another is as good.
   * @throws OutOfSteps when there are too many states
   */
  classes(): readonly Class[] {
    const classes = new Map<bigint, string>();
    const seen = new Set<string>();
    const waiting: { places: readonly number[]; text: string }[] = [];
    const meet = (places: readonly number[], text: string): void => {
      const key = places.join();
      if (seen.has(key) && text.length > 1) return;
      const within = this.#within(places);
      if ((classes.get(within) ?? '') === '') classes.set(within, text);
      if (seen.has(key)) return;
      seen.add(key);
      waiting.push({ places, text });
    };
    meet(this.#start, '');
    for (const { places, text } of waiting)
      for (const [character, next] of this.#after(places)) meet(next, text + character);
    return [...classes].map(([within, example]) => ({ within, example }));
  }

  #place(): number {
    this.#steps.spend(8);
    this.#skips.push([]);
    return this.#moves.push([]) - 1;
  }

  #append(from: number, { of, least, most }: Piece): number {
    let place = from;
    const forward = (skippable: boolean): void => {
      const next = this.#place();
      this.#moves[place]?.push({ of, to: next });
      if (skippable) this.#skips[place]?.push(next);
      place = next;
    };
    for (let count = 0; count < least; count += 1) forward(false);
    if (most !== Number.POSITIVE_INFINITY) {
      for (let count = least; count < most; count += 1) forward(true);
      return place;
    }
    // A place of its own: what comes before must not be repeated with it.
    const loop = this.#place();
    this.#skips[place]?.push(loop);
    this.#moves[loop]?.push({ of, to: loop });
    const after = this.#place();
    this.#skips[loop]?.push(after);
    return after;
  }

  #closed(places: Iterable<number>): readonly number[] {
    const closed = new Set(places);
    for (const place of closed) for (const next of this.#skips[place] ?? []) closed.add(next);
    this.#steps.spend(closed.size * 4);
    return [...closed].sort((a, b) => a - b);
  }

  #within(places: readonly number[]): bigint {
    return places.reduce((within, place) => within | (this.#accepts.get(place) ?? 0n), 0n);
  }

  /** Where the characters lead from these places: each that makes a difference, and one for all others. */
  *#after(places: readonly number[]): Generator<readonly [string, readonly number[]]> {
    const narrow = new Map<string, number[]>();
    const wide: { named: ReadonlySet<string>; to: number }[] = [];
    for (const place of places)
      for (const { of, to } of this.#moves[place] ?? []) {
        this.#steps.spend(1 + of.named.size);
        if (of.allBut) wide.push({ named: of.named, to });
        for (const character of of.named) {
          const leads = narrow.get(character) ?? [];
          if (!of.allBut) leads.push(to);
          narrow.set(character, leads);
        }
      }
    const other = PLAIN.find((character) => !narrow.has(character));
    for (const [character, leads] of other === undefined ? narrow : [[other, []] as const, ...narrow]) {
      const open = wide.filter(({ named }) => !named.has(character)).map(({ to }) => to);
      yield [character, this.#closed([...leads, ...open])];
    }
  }
}
