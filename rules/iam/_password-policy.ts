import { accountResource, type CheckScope, type Evidence, fail, pass, type Verdict } from 'postern/rule';
import type { PasswordPolicy } from 'postern/services/iam';

/** What a rule demands of the password policy of an account. */
export interface PasswordDemand {
  /** The sentence on an account that has no password policy of its own. */
  readonly withoutPolicy: string;
  /** The fields that decide, and a sentence on what is wrong with them. */
  judge(policy: PasswordPolicy): { readonly evidence: Evidence; readonly fault: string | undefined };
}

/** One verdict: the account fails where it has no password policy, or one that does not meet the demand. */
export function* passwordPolicyMeets(
  policy: PasswordPolicy | undefined,
  scope: CheckScope,
  { withoutPolicy, judge }: PasswordDemand,
): Iterable<Verdict> {
  const account = accountResource(scope);
  if (policy === undefined) {
    yield fail(account, { PasswordPolicy: null }, withoutPolicy);
    return;
  }
  const { evidence, fault } = judge(policy);
  yield fault === undefined ? pass(account, evidence) : fail(account, evidence, fault);
}
