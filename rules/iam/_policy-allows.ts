import { allowsBroadly, narrowsResource, pinsValue } from 'postern/policy';
import { type Evidence, type Fail, fail, pass, unknown, type Verdict } from 'postern/rule';
import { quoted, UNATTACHED, type WrittenPolicy } from 'postern/services/iam';

/** What a policy allows and should not. */
export interface Excess {
  /** As it follows "The policy deploy allows". */
  readonly inWords: string;
  /** What shows it, beside how AWS names the policy and who has it. */
  readonly evidence: Evidence;
  readonly severity?: NonNullable<Fail['severity']>;
}

/** One verdict a policy that grants something. It is mild on what nobody has attached. */
export function* withoutExcess(
  granting: readonly WrittenPolicy[],
  excessOf: (policy: WrittenPolicy) => Excess | undefined,
): Iterable<Verdict> {
  for (const policy of granting) {
    const excess = excessOf(policy);
    yield verdictOn(policy, excess && { ...excess, ...(policy.use === 'none' && UNATTACHED) });
  }
}

/** The verdict on one policy; unknown where it could not be read, whatever could be. */
export function verdictOn(policy: WrittenPolicy, excess: Excess | undefined): Verdict {
  const { resource, which, name, evidence, unread } = policy;
  const [reason] = unread;
  if (reason !== undefined) return unknown(resource, reason, which);
  if (excess === undefined) return pass(resource, evidence, which);
  const { inWords, evidence: shown, ...details } = excess;
  return fail(resource, { ...evidence, ...shown }, `The ${name} allows ${inWords}.`, {
    ...which,
    ...details,
  });
}

/**
 * The statements with which policies allow an action on every resource that it has. A condition that names resources
 * makes a statement narrow, and so does one that pins the value of the key `narrowedBy` (in lower case).
 */
export function allowedOnEveryResource(
  { policies, holder }: WrittenPolicy,
  now: Date,
  action: string,
  { narrowedBy }: { readonly narrowedBy?: string } = {},
) {
  return allowsBroadly(policies, action, holder, now).filter(
    ({ conditions }) =>
      !conditions.some((one) => narrowsResource(one) || (one.key === narrowedBy && pinsValue(one))),
  );
}

/** The excess of statements that should not be there, each quoted as evidence. */
export function excessOfStatements(
  statements: Parameters<typeof quoted>[0],
  inWords: string,
): Excess | undefined {
  return statements.length > 0 ? { inWords, evidence: { statements: quoted(statements) } } : undefined;
}
