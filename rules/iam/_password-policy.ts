import {
  accountResource,
  type CheckScope,
  type Evidence,
  type FailDetails,
  fail,
  pass,
  type Verdict,
} from 'postern/rule';
import type { optionalCredentialReport, PasswordPolicy } from 'postern/services/iam';

/** What a rule demands of the password policy of an account. */
export interface PasswordDemand {
  /** The sentence on an account that has no password policy of its own. */
  readonly withoutPolicy: string;
  /** What else is to be said of such an account: that is one fault, which one of the rules tells. */
  readonly ifWithout: Pick<FailDetails, 'title' | 'toldBy' | 'aspects'>;
  /** The fields that decide, and a sentence on what is wrong with them. */
  judge(policy: PasswordPolicy): {
    readonly evidence: Evidence;
    readonly fault: string | undefined;
    readonly aspects?: readonly string[];
  };
}

/** What the rules read. */
interface PasswordReadings {
  readonly policy: PasswordPolicy | undefined;
  readonly report: Awaited<ReturnType<typeof optionalCredentialReport>>;
}

/**
 * One verdict: the account fails where it has no password policy, or one that does not meet the demand. That matters
 * little where no user has a password; root is not bound by it:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html
 */
export function* passwordPolicyMeets(
  { policy, report }: PasswordReadings,
  scope: CheckScope,
  { withoutPolicy, ifWithout, judge }: PasswordDemand,
): Iterable<Verdict> {
  const account = accountResource(scope);
  const milder = hasNoPassword(report) ? { severity: FOR_NOBODY } : {};
  if (policy === undefined) {
    yield fail(account, { PasswordPolicy: null }, withoutPolicy, { ...ifWithout, ...milder });
    return;
  }
  const { evidence, fault, aspects } = judge(policy);
  yield fault === undefined
    ? pass(account, evidence)
    : fail(account, evidence, fault, { ...(aspects === undefined ? {} : { aspects }), ...milder });
}

const FOR_NOBODY = { score: 0.5, reason: 'No user of the account has a password.' };

/** Whether it is certain that no user has a password. */
function hasNoPassword(report: PasswordReadings['report']): boolean {
  return report.ok && report.value.users.every(({ password }) => password.enabled === false);
}
