import {
  type Administrator,
  allowsBroadly,
  grantsFullAdministrator,
  narrowsResource,
  type PolicyStatement,
  pinsValue,
} from 'postern/policy';
import {
  type Evidence,
  type Exposure,
  type FailDetails,
  fail,
  pass,
  unknown,
  type Verdict,
} from 'postern/rule';
import { quoted, UNATTACHED, type WrittenPolicy } from 'postern/services/iam';
import { severityOf } from './_administrator.ts';

/** What a policy allows and should not. */
export interface Excess extends Pick<FailDetails, 'severity' | 'toldBy'> {
  /** As it follows "The policy deploy allows". */
  readonly inWords: string;
  /** What shows it, beside how AWS names the policy and who has it. */
  readonly evidence: Evidence;
}

/** An excess, and the statements that allow it. */
export interface AllowedExcess extends Excess {
  readonly statements: readonly PolicyStatement[];
}

/** What `withoutExcess` needs to know of its rule. */
interface ExcessRule {
  readonly now: Date;
  /** The severity of the rule. */
  readonly usual: number;
  /** Whether the excess is one of administrators only where it comes by the statements that make them. */
  readonly ofSameStatements?: boolean;
}

/**
 * One verdict a policy that grants something. It is mild on what nobody has attached, and what a policy allows because
 * it allows everything, the rule on that tells.
 */
export function* withoutExcess(
  granting: readonly WrittenPolicy[],
  excessOf: (policy: WrittenPolicy) => AllowedExcess | undefined,
  rule: ExcessRule,
): Iterable<Verdict> {
  for (const policy of granting) {
    const found = excessOf(policy);
    if (found === undefined) {
      yield verdictOn(policy, undefined);
      continue;
    }
    const { statements, ...excess } = found;
    yield verdictOn(policy, {
      ...excess,
      ...byAdministration(policy, found, rule),
      ...(policy.use === 'none' && UNATTACHED),
    });
  }
}

/**
 * Which verdict tells of an excess that a policy has since it allows everything, and how grave it is then: what an
 * administrator may do only under conditions is no graver than that.
 */
function byAdministration(
  { policies, holder, resource, which, use }: WrittenPolicy,
  { statements, severity }: AllowedExcess,
  { now, usual, ofSameStatements = false }: ExcessRule,
): Pick<Excess, 'severity' | 'toldBy'> {
  const administrator = grantsFullAdministrator(policies, holder, now);
  if (administrator === undefined) return {};
  const same = isOf(administrator, statements);
  if (!same && (ofSameStatements || administrator.conditions.length > 0)) return {};
  const rule =
    resource.type !== 'AwsIamPolicy'
      ? 'iam/inline-policy-grants-full-admin'
      : use === 'none'
        ? 'iam/unattached-policy-grants-full-admin'
        : 'iam/policy-grants-full-admin';
  return {
    toldBy: { rule, ...which },
    ...(same && severityOf(administrator, severity?.score ?? usual)),
  };
}

function isOf(administrator: Administrator, statements: readonly PolicyStatement[]): boolean {
  const own = new Set(administrator.statements.map(({ statement }) => statement));
  return statements.every(({ statement }) => own.has(statement));
}

/** Who gets what a policy allows: nobody, or those in the account who have it. */
function exposureOf(use: WrittenPolicy['use']): Exposure | undefined {
  return use === undefined ? undefined : use === 'none' ? 'none' : 'inside';
}

/** The verdict on one policy; unknown where it could not be read, whatever could be. */
export function verdictOn(policy: WrittenPolicy, excess: Excess | undefined): Verdict {
  const { resource, which, name, evidence, unread, use } = policy;
  const [reason] = unread;
  if (reason !== undefined) return unknown(resource, reason, which);
  if (excess === undefined) return pass(resource, evidence, which);
  const { inWords, evidence: shown, ...details } = excess;
  const exposure = exposureOf(use);
  return fail(resource, { ...evidence, ...shown }, `The ${name} allows ${inWords}.`, {
    ...which,
    ...(exposure && { exposure }),
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
  statements: readonly PolicyStatement[],
  inWords: string,
): AllowedExcess | undefined {
  return statements.length > 0
    ? { inWords, evidence: { statements: quoted(statements) }, statements }
    : undefined;
}
