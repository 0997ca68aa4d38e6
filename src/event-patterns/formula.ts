import type { Steps } from './steps.ts';

/** What a term, or terms put together, say of an event; `maybe` where AWS does not say how it decides. */
export type Truth = 'yes' | 'no' | 'maybe';

/** Terms, by their number, put together by `all` (&&) and `any` (||). There is no negation: terms have their own. */
export type Formula = Truth | Term | Junction;

type Part = Term | Junction | 'maybe';

interface Term {
  readonly term: number;
  /** The numbers of the terms in it, as bits. */
  readonly mask: bigint;
}

interface Junction {
  readonly op: 'all' | 'any';
  readonly of: readonly Part[];
  readonly mask: bigint;
}

export const term = (number: number): Formula => ({ term: number, mask: 1n << BigInt(number) });
export const all = (of: readonly Formula[]): Formula => junction('all', of);
export const any = (of: readonly Formula[]): Formula => junction('any', of);

export const termsIn = (formula: Formula): bigint => (typeof formula === 'string' ? 0n : formula.mask);

function junction(op: 'all' | 'any', of: readonly Formula[]): Formula {
  const [decisive, neutral] = op === 'all' ? (['no', 'yes'] as const) : (['yes', 'no'] as const);
  const parts: Part[] = [];
  for (const part of of) {
    if (part === decisive) return decisive;
    if (part === 'yes' || part === 'no') continue;
    if (part !== 'maybe' && 'op' in part && part.op === op) parts.push(...part.of);
    else parts.push(part);
  }
  const [only, ...others] = new Set(parts);
  if (only === undefined) return neutral;
  if (others.length === 0) return only;
  const mask = others.reduce((mask, part) => mask | termsIn(part), termsIn(only));
  return { op, of: [only, ...others], mask };
}

/** What is left of formulas when some of their terms are known, and a name for each, so that the same is seen to be. */
export class Remainders {
  readonly #names = new Map<Term | Junction, string>();
  readonly #known = new Map<string, string>();
  readonly #steps: Steps;

  constructor(steps: Steps) {
    this.#steps = steps;
  }

  of(formula: Formula, known: ReadonlyMap<number, Truth>, mask: bigint): Formula {
    this.#steps.spend();
    if (typeof formula === 'string' || (formula.mask & mask) === 0n) return formula;
    if ('term' in formula) return known.get(formula.term) ?? formula;
    const parts = formula.of.map((part) => this.of(part, known, mask));
    this.#steps.spend(parts.length);
    return junction(formula.op, parts);
  }

  /** The same for formulas of the same parts in the same order. */
  name(formula: Formula): string {
    if (typeof formula === 'string') return formula;
    if ('term' in formula) return `t${formula.term}`;
    const named = this.#names.get(formula);
    if (named !== undefined) return named;
    this.#steps.spend(formula.of.length);
    const parts = `${formula.op} ${formula.of.map((part) => this.name(part)).join(' ')}`;
    const name = this.#known.get(parts) ?? String(this.#known.size);
    this.#known.set(parts, name);
    this.#names.set(formula, name);
    return name;
  }
}
