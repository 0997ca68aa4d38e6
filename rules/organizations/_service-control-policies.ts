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
 * @param narrow the severity where no more than users and roles that are named one by one are bound.
 */
export function restricted(
  resource: Resource,
  named: Readonly<Record<string, unknown>>,
  restriction: Restriction,
  where: string,
  narrow: number,
): Verdict {
  switch (restriction.kind) {
    case 'restricted':
      return pass(resource, { ...named, RestrictedBy: restriction.by });
    case 'narrow':
      return fail(
        resource,
        { ...named, Policy: restriction.by, PrincipalArn: restriction.binds },
        `The service control policies ${where} bind nobody but ${inWords(restriction.binds)}.`,
        {
          severity: {
            score: narrow,
            reason: 'A service control policy binds whom it names, and all others nothing.',
          },
        },
      );
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

/** How many of those who are bound a sentence names. */
const NAMED = 2;

function inWords(arns: readonly string[]): string {
  const more = arns.length - NAMED;
  return `${arns.slice(0, NAMED).join(more > 0 ? ', ' : ' and ')}${more > 0 ? ` and ${more} more` : ''}`;
}
