import { addressOf, type Published } from './published.ts';

/**
 * Hooks of a Node without synchronous ones, which run them in a thread of their own: a bundle of its own, therefore.
 * https://nodejs.org/docs/latest-v20.x/api/module.html#hooks
 */
let published: Published = {};

export function initialize(data: Published): void {
  published = data;
}

export function resolve<Context, Resolved>(
  specifier: string,
  context: Context,
  nextResolve: (specifier: string, context: Context) => Resolved,
): Resolved | { readonly url: string; readonly shortCircuit: true } {
  const url = addressOf(specifier, published);
  return url === undefined ? nextResolve(specifier, context) : { url, shortCircuit: true };
}
