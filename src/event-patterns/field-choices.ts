import type { Fact, JsonValue, Scalar } from './demanded-event.ts';
import type { EventTerm, Judgement } from './event-term.ts';
import type { Truth } from './formula.ts';
import { Languages, literally, wildcard } from './language.ts';
import type { Steps } from './steps.ts';

/** What a field may hold as far as terms can tell the difference, and what they say of it then. */
export interface Choice {
  readonly truths: readonly Truth[];
  /** Undefined: the field is not there. */
  readonly value: JsonValue | undefined;
}

/** What is looked for inside of a field; for sure, where facts say that it is there. */
export type Inside = 'nothing' | 'fields' | 'fields for sure' | 'places' | 'fields or places';

const NESTED = { object: {}, array: [] } as const;

/** A field, as far as it matters what it may hold. */
export interface Holder {
  readonly fact: Fact | undefined;
  readonly holds: Inside;
  /** Whether it is a place in an array: it is not the first that may be left out. */
  readonly inArray: boolean;
}

/**
 * All that a field may hold, once for each difference that its terms make: but only that which fails all of them, where
 * there is such. As no term is negated, what does not fail the pattern with it does not with anything else.
 * @throws OutOfSteps when there are too many
 */
export function choicesOf(
  { fact, holds, inArray }: Holder,
  terms: readonly EventTerm[],
  steps: Steps,
): readonly Choice[] {
  const judgements = terms.map(({ judgement }) => judgement);
  const absent: Choice = { truths: judgements.map((judgement) => judgement.absent), value: undefined };
  const nested = (kind: keyof typeof NESTED): Choice => ({
    truths: judgements.map((judgement) => judgement[kind]),
    value: NESTED[kind],
  });
  if (holds === 'fields for sure') return [nested('object')];
  if (fact !== undefined && 'absent' in fact) return [absent];
  if (fact !== undefined && 'oneOf' in fact)
    return [...ofValues(fact.oneOf, judgements, steps), ...(fact.orAbsent ? [absent] : [])];
  const plain = () => ofValues(plainStrings(fact), judgements, steps);
  const offered = {
    nothing: [() => (inArray ? [] : [absent]), plain, () => [nested('object')]],
    fields: [() => [nested('object')]],
    places: [() => [nested('array')]],
    'fields or places': [],
  }[holds];
  for (const offer of fact === undefined ? offered : [plain])
    for (const choice of offer()) if (choice.truths.every((truth) => truth === 'no')) return [choice];
  if (fact !== undefined) return [...ofStrings(judgements, steps, fact), ...(fact.orAbsent ? [absent] : [])];
  return [
    ...ofStrings(judgements, steps),
    absent,
    ...ofValues([null, true, false, ...numbersBetween(judgements)], judgements, steps),
    nested('object'),
    nested('array'),
  ];
}

/** A string that hardly any term speaks of. */
function plainStrings(
  fact: Exclude<Fact, { absent: true } | { oneOf: unknown }> | undefined,
): readonly string[] {
  const plain = (fact?.like ?? '*').replaceAll('*', 'x');
  return fact?.noneOf?.includes(plain) === true ? [] : [plain];
}

/** What each term says of a field that holds this. */
export function truthsOf(value: Scalar, judgements: readonly Judgement[], steps: Steps): readonly Truth[] {
  if (typeof value === 'number') return judgements.map((judgement) => judgement.number(value));
  if (typeof value !== 'string') return judgements.map((judgement) => judgement[`${value}`]);
  return ofWithin(languagesOf(judgements, steps).of(value), judgements);
}

const ofValues = (
  values: readonly Scalar[],
  judgements: readonly Judgement[],
  steps: Steps,
): readonly Choice[] => values.map((value) => ({ truths: truthsOf(value, judgements, steps), value }));

/** Each number at which an answer may change, one between any two of them, and one beyond each end. */
function numbersBetween(judgements: readonly Judgement[]): readonly number[] {
  const cuts = [...new Set(judgements.flatMap((judgement) => judgement.cuts))].sort((a, b) => a - b);
  const [first, last] = [cuts[0] ?? 0, cuts.at(-1) ?? 0];
  return [
    ...new Set([
      ...cuts,
      ...cuts.slice(1).map((cut, at) => ((cuts[at] ?? cut) + cut) / 2),
      first - Math.max(1, Math.abs(first)),
      last + Math.max(1, Math.abs(last)),
    ]),
  ];
}

function ofStrings(
  judgements: readonly Judgement[],
  steps: Steps,
  { like, noneOf = [] }: { readonly like?: string; readonly noneOf?: readonly string[] } = {},
): readonly Choice[] {
  const wanted = [like === undefined ? [] : [wildcard(like)], noneOf.map((text) => [literally(text)])].flat();
  const bits = BigInt(judgements.length * 2);
  const [demanded, known] = [like === undefined ? 0n : 1n, (1n << BigInt(wanted.length)) - 1n];
  return languagesOf(judgements, steps, wanted)
    .classes()
    .filter(({ within }) => ((within >> bits) & known) === demanded)
    .map(({ within, example }) => ({ truths: ofWithin(within, judgements), value: example }));
}

const languagesOf = (
  judgements: readonly Judgement[],
  steps: Steps,
  more: ConstructorParameters<typeof Languages>[0] = [],
): Languages =>
  new Languages([...judgements.flatMap(({ string }) => [string.within, string.unsure]), ...more], steps);

const ofWithin = (within: bigint, judgements: readonly Judgement[]): readonly Truth[] =>
  judgements.map(({ string }, at) => {
    const [inside, unsure] = [(within >> BigInt(at * 2)) & 1n, (within >> BigInt(at * 2 + 1)) & 1n];
    if (unsure === 1n) return 'maybe';
    return (inside === 1n) !== string.but ? 'yes' : 'no';
  });
