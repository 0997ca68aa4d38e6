import { ALLOWED_STEPS, decide } from './decide.ts';
import type { Coverage, DemandedEvent, Fact, JsonObject } from './demanded-event.ts';
import type { TextTerm } from './filter-pattern.ts';
import type { Truth } from './formula.ts';
import { Languages } from './language.ts';
import { OutOfSteps, Steps } from './steps.ts';

/** Phrases that stand in one string of an event or nowhere: how strings are put together to a line does not matter. */
const PLAIN = /^[\w.-]+$/;

/**
 * Whether terms without structure are found in the line of JSON of every event to which the facts apply: for sure only
 * what stands in a value or in a field name that each of them has.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/matching-terms-unstructured-log-events.html
 */
export function textCoverage(terms: readonly TextTerm[], demanded: DemandedEvent): Coverage {
  const known = textsOf(demanded);
  const needed = terms.filter(({ sign }) => sign !== '?');
  try {
    // Terms with ? mean nothing beside others.
    const one = needed.length === 0;
    const judged = (one ? terms : needed).map((term) => ({ term, found: found(term, known) }));
    const enough = one
      ? judged.some(({ found }) => found === 'yes')
      : judged.every(({ found }) => found === 'yes');
    if (enough) return { coverage: 'covered' };
    const missing = judged.filter(({ found }) => found === 'no').map(({ term }) => term);
    const example =
      missing.length === 0 || (one && missing.length < judged.length)
        ? undefined
        : without(missing, demanded);
    if (example !== undefined) {
      const narrowing = missing.map(({ text }) => ({ term: text, field: '' }));
      return { coverage: 'missed', narrowing, example };
    }
  } catch (problem) {
    if (!(problem instanceof OutOfSteps)) throw problem;
  }
  return { coverage: 'undecided', reason: 'it hangs on how the event is written as a line' };
}

/** `no`: there are such events that the term does not match. */
function found({ sign, within }: TextTerm, known: readonly (readonly string[])[]): Truth {
  if (within.kind === 'expression') {
    const machine = new Languages([within.language], new Steps(ALLOWED_STEPS));
    // What ^ and $ hold may be held by a string, and not by the line.
    const inside = known.some((texts) => texts.every((text) => machine.of(`"${text}"`) !== 0n));
    return inside && sign !== '-' ? 'yes' : 'maybe';
  }
  const { phrase } = within;
  if (sign === '-') return PLAIN.test(phrase) ? 'no' : 'maybe';
  if (known.some((texts) => texts.every((text) => text.includes(phrase)))) return 'yes';
  return PLAIN.test(phrase) ? 'no' : 'maybe';
}

/** Each text that stands in every such event, or texts of which one does. */
function textsOf({ facts }: DemandedEvent): readonly (readonly string[])[] {
  return Object.entries(facts).flatMap(([name, fact]) => {
    if ('absent' in fact || fact.orAbsent === true) return [];
    return [...name.split('.').map((step) => [step]), ...valuesOf(fact)];
  });
}

function valuesOf(fact: Exclude<Fact, { absent: true }>): readonly (readonly string[])[] {
  if (!('oneOf' in fact)) return (fact.like ?? '').split('*').map((part) => [part]);
  const texts = fact.oneOf.filter((value) => typeof value === 'string');
  return texts.length < fact.oneOf.length ? [] : [texts];
}

/** Such an event that none of the terms matches, where the plainest one does. */
function without(terms: readonly TextTerm[], demanded: DemandedEvent): JsonObject | undefined {
  const plainest = decide({ terms: [], formula: 'no' }, demanded);
  if (plainest.coverage !== 'missed') return undefined;
  const said = terms.flatMap(({ sign, within }) =>
    sign === '-' && within.kind === 'phrase' ? [within.phrase] : [],
  );
  const example = said.length === 0 ? plainest.example : { ...plainest.example, userAgent: said.join(' ') };
  const line = JSON.stringify(example);
  const unmatched = terms.every(
    ({ sign, within }) => within.kind === 'phrase' && line.includes(within.phrase) === (sign === '-'),
  );
  return unmatched ? example : undefined;
}
