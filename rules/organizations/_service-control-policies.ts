import { fail, notApplicable, pass, type Resource, unknown, type Verdict } from 'postern/rule';
import type { Restriction } from 'postern/services/organizations';

/** One verdict an item. The reading is undefined where service control policies are off, which is not judged here. */
export function* whereEnabled<Item>(
  items: readonly Item[] | undefined,
  verdictOn: (item: Item) => Verdict,
): Iterable<Verdict> {
  if (items === undefined)
    yield notApplicable('service control policies are off: organizations/scp-disabled reports it');
  else yield* items.map(verdictOn);
}

/**
 * Fails a node of the organization that no service control policy restricts.
 * @param named the node as AWS describes it.
 * @param where the policies in question, as it follows "Every service control policy".
 */
export function restricted(
  resource: Resource,
  named: Readonly<Record<string, unknown>>,
  restriction: Restriction,
  where: string,
): Verdict {
  switch (restriction.kind) {
    case 'restricted':
      return pass(resource, { ...named, RestrictedBy: restriction.by });
    case 'unknown':
      return unknown(resource, restriction.because);
    case 'unrestricted':
      return fail(
        resource,
        { ...named, Policies: restriction.policies },
        `Every service control policy ${where} allows everything.`,
      );
  }
}
