import type { Actor } from './actor.ts';
import { type AllowedResources, holdsTarget } from './mentions.ts';

/** Users and roles in the order of their ARNs, so that those a pattern may name are found without a look at all. */
export class ActorIndex {
  readonly #sorted: readonly Actor[];

  constructor(actors: Iterable<Actor>) {
    this.#sorted = [...actors].sort(byArn);
  }

  get all(): readonly Actor[] {
    return this.#sorted;
  }

  /** Those that one of these elements may hold, in the order of their ARNs. */
  named(resources: readonly AllowedResources[]): Actor[] {
    return this.#near(resources).filter((actor) => resources.some((one) => holdsTarget(one, actor)));
  }

  #near(resources: readonly AllowedResources[]): readonly Actor[] {
    const beginnings = new Set<string>();
    for (const { beginnings: some } of resources) {
      if (!some) return this.#sorted;
      for (const beginning of some) beginnings.add(beginning);
    }
    const shortest = [...beginnings].filter(
      (beginning) => ![...beginnings].some((other) => other !== beginning && beginning.startsWith(other)),
    );
    return shortest.sort(compareArns).flatMap((beginning) => this.#from(beginning));
  }

  #from(beginning: string): readonly Actor[] {
    if (beginning === '') return this.#sorted;
    let low = 0;
    let high = this.#sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (compareArns(this.#sorted[middle]?.arn ?? '', beginning) < 0) low = middle + 1;
      else high = middle;
    }
    let end = low;
    while (this.#sorted[end]?.arn.startsWith(beginning)) end++;
    return this.#sorted.slice(low, end);
  }
}

export function byArn(a: { readonly arn: string }, b: { readonly arn: string }): number {
  return compareArns(a.arn, b.arn);
}

function compareArns(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
