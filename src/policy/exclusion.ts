import { pinsValue } from './narrowing.ts';
import type { Policy, Source } from './votes.ts';

/**
 * The statements that allow all but a list, by NotAction or NotResource, and that no condition narrows.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html
 */
export function allowsByExclusion(policies: readonly Policy[]): Source[] {
  return policies.flatMap(({ name, document }) =>
    document.statements
      .filter(
        ({ effect, action, resource, conditions }) =>
          effect === 'Allow' && (action.negated || resource.negated) && !conditions.some(pinsValue),
      )
      .map((statement) => ({ policy: name, statement })),
  );
}
