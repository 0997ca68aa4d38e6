import type { Blind, Coverage } from './coverage.ts';

/** What two reports are called in sentences: "the baseline" and "this scan". */
export interface ReportNames {
  readonly earlier: string;
  readonly later: string;
}

type Side = keyof ReportNames;

/** Names that a sentence has; the rest is counted. */
const NAMED = 5;

/** Gathers what only one of two reports looked at, or could look at. */
export class NotCompared {
  readonly #counts = new Map<string, Map<string, number>>();

  constructor(private readonly names: ReportNames) {}

  /** @param side the report that did not look, though the other has a failed verdict there. */
  count(side: Side, { because, name }: Blind): void {
    const key = keyOf(side, because);
    const byName = this.#counts.get(key) ?? new Map<string, number>();
    byName.set(name, (byName.get(name) ?? 0) + 1);
    this.#counts.set(key, byName);
  }

  /** One sentence for each reason and report. */
  sentences(earlier: Coverage, later: Coverage): string[] {
    const sides = [
      ['earlier', earlier, later],
      ['later', later, earlier],
    ] as const;
    return sides.flatMap(([side, own, other]) => [
      ...this.#only(side, 'account not scanned', own.accounts, other.accounts),
      ...this.#only(side, 'rule not run', own.rules, other.rules),
      ...this.#only(side, 'Region not scanned', own.regions, other.regions),
      ...this.#counted(side, 'Region not enabled'),
      ...this.#counted(side, 'not judged'),
      ...this.#counted(side, 'detector off'),
      ...this.#counted(side, 'left out'),
    ]);
  }

  /** What one report did not look at, whether the other found something there or not. */
  #only(
    side: Side,
    because: Blind['because'],
    own: ReadonlySet<string>,
    other: ReadonlySet<string>,
  ): string[] {
    const { names, failed } = this.#of(side, because);
    const missing = new Set([...names, ...[...other].filter((name) => !own.has(name))]);
    return missing.size === 0 ? [] : [this.#sentence(side, because, [...missing].sort(), failed)];
  }

  #counted(side: Side, because: Blind['because']): string[] {
    const { names, failed } = this.#of(side, because);
    return names.length === 0 ? [] : [this.#sentence(side, because, names, failed)];
  }

  #of(side: Side, because: Blind['because']): { readonly names: string[]; readonly failed: number } {
    const byName = this.#counts.get(keyOf(side, because)) ?? new Map<string, number>();
    return {
      names: [...byName.keys()].sort(),
      failed: [...byName.values()].reduce((sum, count) => sum + count, 0),
    };
  }

  #sentence(side: Side, because: Blind['because'], names: readonly string[], failed: number): string {
    const blind = this.names[side];
    const other = this.names[side === 'earlier' ? 'later' : 'earlier'];
    const told =
      failed === 0 ? '' : `; ${plural(failed, 'failed check')} of ${other} ${be(failed)} not compared`;
    return `${capital(clauseOf(because, blind, names))}${told}.`;
  }
}

function clauseOf(because: Blind['because'], blind: string, names: readonly string[]): string {
  const listed = listOf(names);
  const several = names.length > 1;
  switch (because) {
    case 'account not scanned':
      return `${blind} did not scan ${several ? 'the accounts' : 'the account'} ${listed}`;
    case 'rule not run':
      return `${blind} did not run ${several ? 'the rules' : 'the rule'} ${listed}`;
    case 'Region not scanned':
      return `${blind} did not scan ${several ? 'the Regions' : 'the Region'} ${listed}, or not by all rules`;
    case 'Region not enabled':
      return `for ${blind} ${several ? 'the Regions' : 'the Region'} ${listed} ${be(names.length)} not enabled`;
    case 'not judged':
      return `${blind} could not judge everywhere by ${several ? 'the rules' : 'the rule'} ${listed}`;
    case 'detector off':
      return `for ${blind} the detector that ${listed} ${several ? 'ask' : 'asks'} is off`;
    case 'left out':
      return `${blind} leaves out findings below ${listed}`;
  }
}

function keyOf(side: Side, because: Blind['because']): string {
  return `${side} ${because}`;
}

function be(number: number): string {
  return number === 1 ? 'is' : 'are';
}

function plural(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

function listOf(names: readonly string[]): string {
  const rest = names.length - NAMED;
  return rest > 0 ? `${names.slice(0, NAMED).join(', ')} and ${rest} more` : names.join(', ');
}

function capital(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}
