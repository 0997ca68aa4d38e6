import type { Coverage, DemandedEvent, Fact, JsonObject, JsonValue, Narrowing } from './demanded-event.ts';
import { EACH, type EventTerm, fieldName, type Step } from './event-term.ts';
import { type Choice, choicesOf, type Holder, type Inside, truthsOf } from './field-choices.ts';
import { type Formula, Remainders, type Truth, termsIn } from './formula.ts';
import { OutOfSteps, Steps } from './steps.ts';

/** What a question may cost: some 10 ms of work. */
export const ALLOWED_STEPS = 150_000;

/** A pattern as terms on fields and how they are put together. */
export interface EventCondition {
  readonly terms: readonly EventTerm[];
  readonly formula: Formula;
}

/**
 * Whether the condition holds for every event to which the facts apply. Exact: the fields that are not known are
 * tried with everything they may hold as far as the terms can tell the difference. What that way takes too long, and
 * what hangs on something that AWS does not say, is undecided.
 */
export function decide(
  { terms, formula }: EventCondition,
  demanded: DemandedEvent,
  steps = new Steps(ALLOWED_STEPS),
): Coverage {
  try {
    return new Decision(terms, demanded, steps).of(formula);
  } catch (problem) {
    if (problem instanceof OutOfSteps) return { coverage: 'undecided', reason: problem.message };
    throw problem;
  }
}

/** A field that terms or facts speak of, with the fields in it. */
class Field implements Holder {
  readonly terms: number[] = [];
  readonly fields = new Map<Exclude<Step, symbol>, Field>();
  fact: Fact | undefined;
  /** The terms on it and on all in it, as bits. */
  all = 0n;

  constructor(readonly steps: readonly Exclude<Step, symbol>[]) {}

  into(step: Exclude<Step, symbol>): Field {
    const known = this.fields.get(step);
    if (known !== undefined) return known;
    const field = new Field([...this.steps, step]);
    this.fields.set(step, field);
    return field;
  }

  /** What terms and facts look for in it. */
  get holds(): Inside {
    const inner = [...this.fields.values()];
    if (inner.some((field) => field.isThere)) return 'fields for sure';
    if (inner.length === 0) return 'nothing';
    const places = inner.filter(({ inArray }) => inArray).length;
    return places === 0 ? 'fields' : places === inner.length ? 'places' : 'fields or places';
  }

  get inArray(): boolean {
    return typeof this.steps.at(-1) === 'number';
  }

  get isThere(): boolean {
    if (this.fact !== undefined) return !('absent' in this.fact) && this.fact.orAbsent !== true;
    return this.holds === 'fields for sure';
  }

  /** Itself and all in it, outer fields first. */
  *[Symbol.iterator](): Generator<Field> {
    yield this;
    for (const field of this.fields.values()) yield* field;
  }
}

class Decision {
  readonly #terms: readonly EventTerm[];
  readonly #demanded: DemandedEvent;
  readonly #steps: Steps;
  readonly #root = new Field([]);
  readonly #order: readonly Field[];
  readonly #choices = new Map<Field, readonly Choice[]>();
  readonly #remainders: Remainders;
  /** What was tried already, and found to be without an event that is missed. */
  readonly #tried = new Map<string, 'covered' | 'unsure'>();

  constructor(terms: readonly EventTerm[], demanded: DemandedEvent, steps: Steps) {
    this.#terms = terms;
    this.#demanded = demanded;
    this.#steps = steps;
    this.#remainders = new Remainders(steps);
    for (const [number, { steps }] of terms.entries()) {
      const exact = steps.filter((step) => step !== EACH);
      if (exact.length < steps.length) continue;
      const path = [this.#root, ...exact.map((_, at) => this.#at(exact.slice(0, at + 1)))];
      path.at(-1)?.terms.push(number);
      for (const field of path) field.all |= 1n << BigInt(number);
    }
    for (const [name, fact] of Object.entries(demanded.facts)) this.#at(name.split('.')).fact = fact;
    this.#order = [...this.#root].slice(1);
  }

  of(formula: Formula): Coverage {
    const told = this.#restrict(formula, this.#ofEach());
    const picked = new Map<Field, Choice>();
    const found = this.#search(told, 0, picked);
    if (found === 'covered') return { coverage: 'covered' };
    if (found === 'unsure')
      return { coverage: 'undecided', reason: 'AWS does not say how it decides in the cases that matter' };
    return {
      coverage: 'missed',
      narrowing: this.#narrowing(told, picked),
      example: this.#example(picked),
    };
  }

  /** Looks for what the fields may hold so that the formula is false, from the field at this place on. */
  #search(formula: Formula, from: number, picked: Map<Field, Choice>): 'covered' | 'unsure' | 'missed' {
    if (formula === 'yes') return 'covered';
    if (formula === 'no') return 'missed';
    if (formula === 'maybe') return 'unsure';
    const mask = termsIn(formula);
    const at = this.#order.findIndex((field, place) => place >= from && (field.all & mask) !== 0n);
    const field = this.#order[at];
    if (field === undefined) return 'unsure';
    const key = `${at} ${this.#remainders.name(formula)}`;
    const tried = this.#tried.get(key);
    if (tried !== undefined) return tried;
    let answer: 'covered' | 'unsure' = 'covered';
    const seen = new Set<string>();
    for (const choice of this.#choicesOf(field)) {
      const rest = this.#restrict(formula, this.#known(field, choice));
      const same = this.#remainders.name(rest);
      if (seen.has(same)) continue;
      seen.add(same);
      picked.set(field, choice);
      const found = this.#search(rest, at + 1, picked);
      if (found === 'missed') return found;
      picked.delete(field);
      if (found === 'unsure') answer = found;
    }
    this.#tried.set(key, answer);
    return answer;
  }

  #choicesOf(field: Field): readonly Choice[] {
    const known = this.#choices.get(field);
    if (known !== undefined) return known;
    const terms = field.terms.flatMap((number) => this.#terms[number] ?? []);
    const all = choicesOf(field, terms, this.#steps);
    const failed = ({ truths }: Choice): number => truths.filter((truth) => truth === 'no').length;
    const choices = [...all].sort((one, other) => failed(other) - failed(one));
    this.#choices.set(field, choices);
    return choices;
  }

  /** What the choice says of the terms on the field, and of those on what cannot be there then. */
  #known(field: Field, { truths, value }: Choice): Map<number, Truth> {
    const known = new Map<number, Truth>();
    for (const [at, number] of field.terms.entries()) known.set(number, truths[at] ?? 'maybe');
    const missing = [...field.fields.values()].filter(({ inArray }) =>
      inArray ? !Array.isArray(value) : !isObject(value),
    );
    for (const gone of missing)
      for (const { terms } of gone)
        for (const number of terms) known.set(number, this.#terms[number]?.judgement.absent ?? 'maybe');
    return known;
  }

  /** Terms with a `*` for a step: true where a fact satisfies them; else nobody knows. */
  #ofEach(): Map<number, Truth> {
    const known = new Map<number, Truth>();
    for (const [number, { steps, judgement }] of this.#terms.entries()) {
      if (!steps.includes(EACH)) continue;
      const satisfied = Object.entries(this.#demanded.facts).some(([name, fact]) => {
        const path = name.split('.');
        const meant =
          path.length === steps.length && path.every((step, at) => steps[at] === EACH || steps[at] === step);
        if (!meant || !('oneOf' in fact) || fact.orAbsent === true) return false;
        return fact.oneOf.every((value) => truthsOf(value, [judgement], this.#steps)[0] === 'yes');
      });
      known.set(number, satisfied ? 'yes' : 'maybe');
    }
    return known;
  }

  /** The terms that the event fails, apart from those by which the pattern speaks of other events. */
  #narrowing(formula: Formula, picked: ReadonlyMap<Field, Choice>): readonly Narrowing[] {
    const identifying = this.#at(this.#demanded.identifiedBy.split('.'));
    const choice = picked.get(identifying) ?? this.#choicesOf(identifying)[0];
    const rest = choice === undefined ? formula : this.#restrict(formula, this.#known(identifying, choice));
    const failed = new Map<number, Truth>();
    for (const [field, choice] of picked) for (const pair of this.#known(field, choice)) failed.set(...pair);
    const mask = termsIn(rest);
    return this.#terms.flatMap((condition, number) => {
      if ((mask & (1n << BigInt(number))) === 0n) return [];
      const said = failed.get(number);
      const fails = said === undefined ? this.#canFail(condition) : said !== 'yes';
      return fails ? [{ term: condition.text, field: fieldName(condition.steps) }] : [];
    });
  }

  #canFail(condition: EventTerm): boolean {
    const field = this.#at(condition.steps.filter((step) => step !== EACH));
    const choices = choicesOf(field, [condition], this.#steps);
    return choices.some(({ truths }) => truths[0] !== 'yes');
  }

  #example(picked: ReadonlyMap<Field, Choice>): JsonObject {
    const held = (field: Field): JsonValue | undefined => {
      const value = picked.get(field)?.value;
      if (picked.has(field) && (typeof value !== 'object' || value === null)) return value;
      const fields = [...field.fields.values()].flatMap((inner) => {
        const inside = held(inner);
        return inside === undefined ? [] : [[inner.steps.at(-1) ?? '', inside] as const];
      });
      if (
        fields.some(([step]) => typeof step === 'number') &&
        (value === undefined || Array.isArray(value))
      ) {
        const last = Math.max(...fields.map(([step]) => Number(step)));
        const places = new Map(fields);
        return Array.from({ length: last + 1 }, (_, at) => places.get(at) ?? null);
      }
      if (fields.length > 0) return Object.fromEntries(fields.filter(([step]) => typeof step === 'string'));
      if (picked.has(field)) return value;
      return field.fact === undefined ? undefined : this.#choicesOf(field).at(0)?.value;
    };
    const event = held(this.#root);
    return isObject(event) ? event : {};
  }

  #at(steps: readonly Exclude<Step, symbol>[]): Field {
    return steps.reduce<Field>((field, step) => field.into(step), this.#root);
  }

  #restrict(formula: Formula, known: ReadonlyMap<number, Truth>): Formula {
    let mask = 0n;
    for (const number of known.keys()) mask |= 1n << BigInt(number);
    return this.#remainders.of(formula, known, mask);
  }
}

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
