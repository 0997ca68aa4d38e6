import { type EventTerm, type Judgement, NEVER, STRINGS_UNSURE, type Step } from './event-term.ts';
import type { Truth } from './formula.ts';
import { type Language, literally, NO_STRING } from './language.ts';

export type Comparison = '=' | '!=' | '<' | '>' | '<=' | '>=';

/** What a field is compared with: a text (with `*` for anything), a number, or a regular expression. */
export type Operand =
  | {
      readonly kind: 'text';
      readonly language: Language;
      readonly anything: boolean;
      readonly literal?: string;
    }
  | { readonly kind: 'number'; readonly value: number; readonly written: string }
  | { readonly kind: 'expression'; readonly language: Language };

const COMPARE: Readonly<Record<Comparison, (a: number, b: number) => boolean>> = {
  '=': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '<': (a, b) => a < b,
  '>': (a, b) => a > b,
  '<=': (a, b) => a <= b,
  '>=': (a, b) => a >= b,
};

const truth = (holds: boolean): Truth => (holds ? 'yes' : 'no');

/**
 * What `selector operator operand` says of a field. A selector that points to an array or an object never matches:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html. One that points to nothing
 * does not either, not even with `!=`, as AWS's own test of a pattern shows:
 * https://github.com/DataBiosphere/azul/issues/5884. Where AWS does not say how it compares (a number with a text, a
 * text that reads as the number, true with "true"), nobody knows.
 */
export function comparison(
  text: string,
  steps: readonly Step[],
  operator: Comparison,
  operand: Operand,
): EventTerm {
  return { text, steps, judgement: judgementOf(operator, operand) };
}

function judgementOf(operator: Comparison, operand: Operand): Judgement {
  if (operand.kind === 'number') {
    const equal: Language = [literally(operand.written)];
    return {
      ...NEVER,
      number: (value) => truth(COMPARE[operator](value, operand.value)),
      cuts: [operand.value],
      string: operator === '=' ? { within: NO_STRING, but: false, unsure: equal } : STRINGS_UNSURE,
      ...(operator === '!=' ? { null: 'maybe', true: 'maybe', false: 'maybe' } : {}),
    };
  }
  const but = operator === '!=';
  const string = { within: operand.language, but, unsure: NO_STRING };
  const others: Truth = but || operand.kind === 'expression' ? 'maybe' : 'no';
  if (operand.kind === 'expression' || operand.literal === undefined)
    return {
      ...NEVER,
      string,
      number: () => (operand.kind === 'text' && operand.anything && !but ? 'yes' : 'maybe'),
      null: 'maybe',
      true: 'maybe',
      false: 'maybe',
    };
  const { literal } = operand;
  const like = (value: string): Truth => (value === literal ? 'maybe' : others);
  return {
    ...NEVER,
    string,
    null: like('null'),
    true: like('true'),
    false: like('false'),
    number: (value) => (readsAs(literal, value) ? 'maybe' : others),
    cuts: readsAs(literal, Number(literal)) ? [Number(literal)] : [],
  };
}

const readsAs = (text: string, value: number): boolean => text.trim() !== '' && Number(text) === value;

/** `selector NOT EXISTS`. */
export const notExists = (text: string, steps: readonly Step[]): EventTerm => ({
  text,
  steps,
  judgement: { ...NEVER, absent: 'yes' },
});

/** `selector IS NULL`, `IS TRUE` or `IS FALSE`. */
export const is = (text: string, steps: readonly Step[], value: 'null' | 'true' | 'false'): EventTerm => ({
  text,
  steps,
  judgement: {
    ...NEVER,
    [value]: 'yes',
    // Whether "true" is TRUE, AWS does not say.
    string: { within: NO_STRING, but: false, unsure: value === 'null' ? NO_STRING : [literally(value)] },
  },
});
