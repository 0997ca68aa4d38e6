import type { Condition } from '../language/condition.ts';
import type { PolicyDocument } from '../language/document.ts';
import type { Statement } from '../language/statement.ts';
import { leavesNothing } from './every-action.ts';
import { hasEffect, holdsEverythingOwn } from './existing.ts';
import type { Holder } from './holder.ts';
import { reachOf } from './reach.ts';

/** What a service control policy does to the accounts under it. */
export interface ServiceControl {
  /** Whether it is FullAWSAccess or allows as much, whatever it denies. */
  readonly allowsEverything: boolean;
  /** Whom its Denies bind: nobody, everybody, or no more than the users and roles that it names, by ARN. */
  readonly denies: 'nobody' | 'everybody' | readonly string[];
}

/** An SCP is for all accounts under it. */
const ANYBODY: Holder = {};

/**
 * What a service control policy allows and denies. A Deny that no request can meet denies nobody anything.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html
 */
export function serviceControlBy({ statements }: PolicyDocument, now: Date): ServiceControl {
  const allows = statements.filter(
    ({ effect, resource, conditions }) =>
      effect === 'Allow' &&
      holdsEverythingOwn(resource, ANYBODY) &&
      conditions.every((condition) => reachOf(condition, 'everything', ANYBODY, now) === 'everybody'),
  );
  const denies = statements.filter(
    (statement) => statement.effect === 'Deny' && hasEffect(statement, ANYBODY, now),
  );
  const names = denies.map(namesIn);
  return {
    allowsEverything: leavesNothing(allows),
    denies:
      denies.length === 0
        ? 'nobody'
        : names.every((some) => some.length > 0)
          ? [...new Set(names.flat())].sort()
          : 'everybody',
  };
}

/** The users and roles that a statement names with aws:PrincipalArn; none where it does not name them one by one. */
function namesIn({ conditions }: Statement): readonly string[] {
  return conditions.find(namesPrincipals)?.values ?? [];
}

function namesPrincipals({ key, meaning, quantifier, ifExists, values }: Condition): boolean {
  if (key !== 'aws:principalarn' || !meaning || meaning.negated || meaning.family === 'null') return false;
  if (ifExists || quantifier === 'ForAllValues') return false;
  return values.every((value) => /^arn:[^:]+:iam::[^:]*:(user|role)\/[^*?$]+$/.test(value));
}
