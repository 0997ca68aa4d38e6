/** What a term, or terms put together, say of an event; `maybe` where AWS does not say how it decides. */
export type Truth = 'yes' | 'no' | 'maybe';

/** Terms, by their number, put together by `all` (&&) and `any` (||). There is no negation: terms have their own. */
export type Formula = Truth | Term | Junction;

interface Term {
  readonly term: number;
  readonly mask: bigint;
}

interface Junction {
  readonly op: 'all' | 'any';
  readonly of: readonly (Term | Junction | 'maybe')[];
  /** The numbers of the terms in it, as bits. */
  readonly mask: bigint;
  readonly key: string;
}

export const term = (number: number): Formula => ({ term: number, mask: 1n << BigInt(number) });

export const termsIn = (formula: Formula): bigint => (typeof formula === 'string' ? 0n : formula.mask);

/** The same text for formulas that say the same by the same terms in the same order. */
export const keyOf = (formula: Formula): string =>
  typeof formula === 'string' ? formula : 'term' in formula ? String(formula.term) : formula.key;

export const all = (of: readonly Formula[]): Formula => junction('all', of, 'no', 'yes');
export const any = (of: readonly Formula[]): Formula => junction('any', of, 'yes', 'no');

function junction(op: 'all' | 'any', of: readonly Formula[], decisive: Truth, neutral: Truth): Formula {
  const parts = new Map<string, Term | Junction | 'maybe'>();
  for (const part of of) {
    if (part === decisive) return decisive;
    if (part === 'yes' || part === 'no') continue;
    if (part !== 'maybe' && 'op' in part && part.op === op)
      for (const inner of part.of) parts.set(keyOf(inner), inner);
    else parts.set(keyOf(part), part);
  }
  const [only, ...others] = parts.values();
  if (only === undefined) return neutral;
  if (others.length === 0) return only;
  return {
    op,
    of: [only, ...others],
    mask: [only, ...others].reduce((mask, part) => mask | termsIn(part), 0n),
    key: `${op === 'all' ? '(' : '['}${[...parts.keys()].join(' ')}${op === 'all' ? ')' : ']'}`,
  };
}

/** What is left of a formula when some of its terms are known. `spend` is told how many parts were looked at. */
export function given(
  formula: Formula,
  known: ReadonlyMap<number, Truth>,
  mask: bigint,
  spend: (count: number) => void,
): Formula {
  spend(1);
  if (typeof formula === 'string' || (formula.mask & mask) === 0n) return formula;
  if ('term' in formula) return known.get(formula.term) ?? formula;
  const parts = formula.of.map((part) => given(part, known, mask, spend));
  return formula.op === 'all' ? all(parts) : any(parts);
}
