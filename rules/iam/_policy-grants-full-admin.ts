import { grantsFullAdministrator } from 'postern/policy';
import { unknown, type Verdict } from 'postern/rule';
import { ATTACHMENT_NOT_TOLD, quoted, type WrittenPolicy } from 'postern/services/iam';
import { verdictOn } from './_policy-allows.ts';

/**
 * One verdict a policy: it fails where it allows everything.
 * @param policies those that the rule is about, and those of which AWS did not say enough to tell.
 * @param inWords what such a policy allows, as it follows "The policy deploy allows".
 */
export function* withoutFullAdmin(policies: readonly WrittenPolicy[], inWords: string): Iterable<Verdict> {
  for (const policy of policies) {
    const administrator = grantsFullAdministrator(policy.policies);
    const verdict = verdictOn(
      policy,
      administrator && { inWords, evidence: { statements: quoted(administrator.statements) } },
    );
    yield verdict.status === 'fail' && policy.use === undefined
      ? unknown(policy.resource, ATTACHMENT_NOT_TOLD)
      : verdict;
  }
}
