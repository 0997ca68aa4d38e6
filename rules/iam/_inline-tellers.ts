import type { Teller } from 'postern/rule';
import type { Granted, PolicyHolder } from 'postern/services/iam';

/**
 * The verdicts on inline policies of a user, group or role that tell why it gives administrator access; none where a
 * statement of another policy, or a boundary, has a part in it.
 */
export function inlineTellers(
  { inline = [] }: Pick<PolicyHolder<unknown>, 'inline'>,
  { statements }: Granted,
): readonly Teller[] {
  const by = statements.map(({ statement }) =>
    inline.find(({ policies }) => policies.some(({ document }) => document.statements.includes(statement))),
  );
  return by.includes(undefined)
    ? []
    : [...new Set(by)].flatMap((policy) =>
        policy?.PolicyName === undefined
          ? []
          : [{ rule: 'iam/inline-policy-grants-full-admin', part: policy.PolicyName }],
      );
}
