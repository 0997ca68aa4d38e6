import { grantsFullAdministrator } from 'postern/policy';
import { unknown, type Verdict } from 'postern/rule';
import { ATTACHMENT_NOT_TOLD, type WrittenPolicy } from 'postern/services/iam';
import { grantEvidence, severityOf, toWhich } from './_administrator.ts';
import { verdictOn } from './_policy-allows.ts';

/**
 * One verdict a policy: it fails where it allows everything, be it under a condition.
 * @param policies those that the rule is about, and those of which AWS did not say enough to tell.
 * @param usual the severity of the rule.
 * @param inUse what else is to be said of such a policy, as it follows "every action on every resource".
 */
export function* withoutFullAdmin(
  policies: readonly WrittenPolicy[],
  now: Date,
  usual: number,
  inUse = '',
): Iterable<Verdict> {
  for (const policy of policies) {
    const administrator = grantsFullAdministrator(policy.policies, policy.holder, now);
    const verdict = verdictOn(
      policy,
      administrator && {
        inWords: `every action on every resource${toWhich(administrator, 'to')}${inUse}`,
        evidence: grantEvidence(administrator),
        ...severityOf(administrator, usual),
      },
    );
    yield verdict.status === 'fail' && policy.use === undefined
      ? unknown(policy.resource, ATTACHMENT_NOT_TOLD)
      : verdict;
  }
}
